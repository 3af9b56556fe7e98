import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClient } from '../client/client.js';
import { turn } from '../client/example.test.support.js';
import { locator } from '../stores/locate-target.js';
import { storesBehind } from '../stores/stores.js';
import { faultOfWireError } from '../transport/fault.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';
import { oneUserDatabase } from './rotating.test.support.js';

const NAME = 'myapp/prod/database';
const USES = 4;

interface Plan {
  readonly users: number;
  /** One rotation each. */
  readonly rotations: readonly { readonly keepsPending: boolean; readonly pause: number }[];
  /** Between two uses of a user: from nothing to more than the time to live. */
  readonly pauses: readonly number[];
}

const milliseconds = fc.oneof(fc.constantFrom(0, 4_999, 5_000, 270_000, 330_000), fc.nat(600_000));
const plan: fc.Arbitrary<Plan> = fc.record({
  users: fc.integer({ min: 1, max: 4 }),
  rotations: fc.array(fc.record({ keepsPending: fc.boolean(), pause: milliseconds }), { minLength: 1, maxLength: 4 }),
  pauses: fc.array(milliseconds, { minLength: USES, maxLength: USES }),
});

/** A secret with its two stages, each answer of which is as late as the scheduler wants. */
function stagedSecret(later: (what: string) => Promise<unknown>) {
  const stages: { current: string; pending?: string | undefined } = { current: 'v0' };
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: async <O extends Operation>(operation: O, input: Operations[O]['input']) => {
      const { VersionStage: stage = 'AWSCURRENT' } = { VersionStage: undefined, ...input };
      await later(`${stage} is read`);
      const version = stage === 'AWSPENDING' ? stages.pending : stages.current;
      await later(`${stage} comes back: ${version}`);
      const message = "Secrets Manager can't find the specified secret value for staging label: AWSPENDING";
      if (version === undefined)
        throw faultOfWireError(operation, { type: 'ResourceNotFoundException', message, statusCode: 400 });
      // Of GetSecretValue, which is all that is called.
      return { Name: NAME, VersionId: version, SecretString: version } as Operations[O]['output'];
    },
  };
  return { stages, transport };
}

/** Lets each step have all its consequences, which a read begins in a later tick, before the next one is chosen. */
async function act(step: () => Promise<void>): Promise<void> {
  await step();
  await turn();
}

async function follow(s: fc.Scheduler, { users, rotations, pauses }: Plan) {
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  const later = (what: string) => s.schedule(Promise.resolve(), what);
  const { stages, transport } = stagedSecret(later);
  const database = oneUserDatabase('v0');
  /** The uses that were refused and have not ended: whether the next rotation may come to its second step meanwhile. */
  const refusedUses = new Map<object, boolean>();
  const client = makeClient({
    locate: locator(() => ({ apps: {} })),
    stores: storesBehind(transport, () => clock.now),
    timeout: 2_000,
    now: () => clock.now,
    random: () => 0,
    // Nothing takes time but what the plan says.
    setTimer: () => () => {},
  });

  async function rotate(): Promise<void> {
    for (const [index, { keepsPending, pause }] of rotations.entries()) {
      const next = `v${index + 1}`;
      await later(`put ${next} as pending`);
      stages.pending = next;
      // A use that was refused tries again before two rotations have gone by.
      do await later(`set ${next} in the database`);
      while ([...refusedUses.values()].includes(false));
      for (const use of refusedUses.keys()) refusedUses.set(use, false);
      database.accepted = next;
      await later(`promote ${next}`);
      // For so long a look is remembered.
      clock.now += 5_000;
      stages.current = next;
      if (!keepsPending) stages.pending = undefined;
      clock.now += pause;
    }
  }

  async function work(user: number): Promise<void> {
    for (const pause of pauses) {
      const use = {};
      await later(`user ${user} reads`);
      const result = client.withSecret(NAME, async (password) => {
        await later(`user ${user} logs in with ${password}`);
        return database.login(password).catch((error: unknown) => {
          if (!refusedUses.has(use)) refusedUses.set(use, database.accepted === stages.current);
          throw error;
        });
      });
      await result.finally(() => refusedUses.delete(use));
      clock.now += pause;
    }
  }

  await s.waitFor(Promise.all([rotate(), ...Array.from({ length: users }, (_, user) => work(user))]));
  return { database };
}

describe('withSecret, in any interleaving of rotations and users', () => {
  it('never fails while the database accepts the current or the pending version', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler({ act }), plan, async (s, planned) => {
        const { database } = await follow(s, planned);
        refused += database.refused;
        // Each use ends with the second version at the latest, or the third where the next rotation began meanwhile.
        expect(database.attempts.length).toBeLessThanOrEqual(3 * USES * planned.users);
      }),
      { numRuns: 500 },
    );
    // Or nothing was tried.
    expect(refused).toBeGreaterThan(100);
  });
});
