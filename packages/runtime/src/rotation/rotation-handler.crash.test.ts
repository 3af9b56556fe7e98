import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  generatedExample,
  overlappingExample,
  passwordExample,
  type RotatedExample,
  refreshedExample,
} from './rotated-examples.test.support.js';
import { type RotationService, rotationService, STEPS } from './rotation-service.test.support.js';

const HOURS = 2 * 3_600_000;
/** More than any step makes. */
const MOST_CALLS = 8;

const EXAMPLES: readonly (readonly [string, (now: () => number) => RotatedExample])[] = [
  ['a password of a database', passwordExample],
  ['generatedSecret', generatedExample],
  ['overlappingKeys', overlappingExample],
  ['refreshedToken', refreshedExample],
];

const services: RotationService[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

/** A secret that was rotated once, so that there is a previous value. */
async function rotatedOnce(example: (now: () => number) => RotatedExample) {
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  const now = () => clock.now;
  const { handler, value, disagreements } = example(now);
  const service = await rotationService({ now, value: JSON.stringify(value) });
  services.push(service);
  clock.now += HOURS;
  let before = await service.rotate(handler);
  return {
    service,
    handler,
    begin: () => {
      clock.now += HOURS;
      return service.begin(randomUUID());
    },
    /** That the rotation is complete, and what uses the secret agrees with it. */
    expectDone: async (token: string) => {
      expect(service.stages()).toEqual({ AWSCURRENT: token, AWSPREVIOUS: before });
      expect(disagreements(await service.values())).toEqual([]);
      before = token;
    },
  };
}

describe.each(EXAMPLES)('a rotation of %s', (_, example) => {
  it.each(STEPS)('ends in the same state, wherever %s is interrupted', async (interrupted) => {
    const { service, handler, begin, expectDone } = await rotatedOnce(example);
    let interruptions = 0;
    for (let call = 1; call <= MOST_CALLS; call++) {
      for (const when of ['before', 'after'] as const) {
        const token = begin();
        for (const step of STEPS) {
          if (step === interrupted && (await service.invoke(handler, token, step, { call, when }))) interruptions++;
          await service.invoke(handler, token, step);
        }
        await expectDone(token);
      }
    }
    // Each step describes the secret and makes at least one more call.
    expect(interruptions).toBeGreaterThanOrEqual(4);
    expect(interruptions).toBeLessThan(2 * MOST_CALLS);
  });

  it('ends in the same state after any interruptions and duplicates of its events', async () => {
    const { service, handler, begin, expectDone } = await rotatedOnce(example);
    const interruption = fc.record({ call: fc.integer({ min: 1, max: 6 }), when: fc.constantFrom('before', 'after') });
    const attempts = fc.array(fc.option(interruption, { nil: undefined }), { maxLength: 3 });
    // For each step its attempts, and whether events of the steps before it are delivered again.
    const plan = fc.tuple(...STEPS.map(() => fc.record({ attempts, late: fc.array(fc.nat(3), { maxLength: 2 }) })));
    await fc.assert(
      fc.asyncProperty(plan, async (steps) => {
        const token = begin();
        for (const [index, step] of STEPS.entries()) {
          for (const attempt of steps[index]?.attempts ?? []) {
            await service.invoke(handler, token, step, attempt as never);
          }
          await service.invoke(handler, token, step);
          for (const late of steps[index]?.late ?? []) {
            await service.invoke(handler, token, STEPS[Math.min(late, index)] ?? step);
          }
        }
        await expectDone(token);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a rotation, while Secrets Manager fails', () => {
  it.each([
    ['throttle', { kind: 'throttle', times: 2 }],
    ['error', { kind: 'error', times: 2 }],
    ['an answer that is lost', { kind: 'reset', when: 'midway', times: 1 }],
    ['an answer that is not AWS’s', { kind: 'malformed', body: 'html', times: 1 }],
  ] as const)('is complete in spite of %s at each operation', async (_, fault) => {
    const { service, handler, begin, expectDone } = await rotatedOnce(overlappingExample);
    for (const operation of ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage']) {
      const token = begin();
      for (const step of STEPS) {
        const { remove } = service.aws.faults.add({ ...fault, operation });
        await service.invoke(handler, token, step);
        remove();
      }
      await expectDone(token);
    }
  });
});
