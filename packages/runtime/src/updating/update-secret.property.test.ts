import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretsError } from '../contract/errors.js';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { type Fate, randomOf, simulation } from './simulated-aws.test.support.js';

/** Each written field says who wrote it, and over what: the field that the writer had read. */
interface Written {
  readonly by: string;
  readonly over: string | undefined;
}
type Fields = Readonly<Record<string, Written>>;

interface Grant {
  readonly refreshToken: number;
  readonly expiresAt: number;
}

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', dev: '*' },
  secrets: { fields: jsonSecret<Fields>(), grant: jsonSecret<Grant>() },
});

const FATES: readonly Fate[] = ['throttled', 'failed', 'lost', 'diesBefore', 'diesAfter'];

function fates(random: () => number, rate: number, possible: readonly Fate[]): () => Fate {
  return () => (random() < rate ? (possible[Math.floor(random() * possible.length)] ?? 'done') : 'done');
}

const parsed = (text: string): Fields => JSON.parse(text);

/** What of the history was written by somebody who had not seen what was there. */
function overwritten(history: readonly string[]): string[] {
  return history.slice(1).flatMap((text, index) => {
    const [before, after] = [parsed(history[index] ?? '{}'), parsed(text)];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
      const [old, made] = [before[field], after[field]];
      return old?.by === made?.by || (made && made.over === old?.by) ? [] : [`${field}: ${old?.by} by ${made?.by}`];
    });
  });
}

describe('updateSecret, in any order of writers, faults and crashes', () => {
  it('loses no acknowledged write, overwrites no field, and calls change at most once', async () => {
    const seen = { acknowledged: 0, refused: new Set<string>(), dead: 0 };
    const inOrder = async (seed: number, writers: number, rate: number, haste: number) => {
      const random = randomOf(seed);
      const world = simulation({ f0: { by: 'first' } }, random, fates(random, rate, FATES), haste);
      const acknowledged: string[] = [];
      const refused: unknown[] = [];
      const calls = new Map<string, number>();

      const write = async (writer: number) => {
        const { client, owner } = world.container();
        for (let round = 0; round < 3 && !world.dead.has(owner); round++) {
          const by = `w${writer}.${round}`;
          // Some fields are written by several.
          const fields = [`f${Math.floor(random() * 3)}`, `own${writer}`].slice(Math.floor(random() * 2));
          try {
            await client.updateSecret(secrets.fields, (read) => {
              calls.set(by, (calls.get(by) ?? 0) + 1);
              return Object.fromEntries(fields.map((field) => [field, { by, over: read[field]?.by }]));
            });
            acknowledged.push(by);
          } catch (error) {
            refused.push(error);
          }
        }
      };
      // Another tool, which changes a field in one step.
      const meddle = async () => {
        for (let round = 0; round < 2; round++) {
          await world.step(world);
          const read = parsed(world.secret.current());
          const by = `other${round}`;
          world.secret.put(
            `${by}-of-another-tool-that-puts-a-version`,
            JSON.stringify({ ...read, f0: { by, over: read.f0?.by } }),
            ['AWSCURRENT'],
          );
        }
      };
      for (let writer = 0; writer < writers; writer++) write(writer);
      meddle();
      await world.run();

      const { history } = world.secret;
      expect(overwritten(history)).toEqual([]);
      const written = new Set(history.flatMap((text) => Object.values(parsed(text)).map(({ by }) => by)));
      expect(acknowledged.filter((by) => !written.has(by))).toEqual([]);
      expect([...calls.values()].filter((count) => count > 1)).toEqual([]);
      expect(refused.filter((error) => !isSecretsError(error))).toEqual([]);
      seen.acknowledged += acknowledged.length;
      seen.dead += world.dead.size;
      for (const error of refused) if (isSecretsError(error)) seen.refused.add(error.name);
    };
    const property = fc.asyncProperty(
      fc.integer(),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(0, 0.02, 0.1, 0.3),
      fc.constantFrom(0, 0.2),
      inOrder,
    );
    await fc.assert(property, { numRuns: 400 });
    // Or else the property would hold for want of writes.
    expect(seen.acknowledged).toBeGreaterThan(400);
    expect(seen.dead).toBeGreaterThan(50);
    expect([...seen.refused]).toContain('SecretConflictError');
  }, 60_000);
});

describe('turns, in any order of containers, faults and crashes', () => {
  const outcomes = async (seed: number, containers: number, rate: number, haste: number, possible: readonly Fate[]) => {
    const random = randomOf(seed);
    const first: Grant = { refreshToken: 1, expiresAt: 0 };
    const world = simulation(first, random, fates(random, rate, possible), haste);
    const spent: { readonly token: number; readonly at: number }[] = [];
    const ended: unknown[] = [];
    const renew = async () => {
      const { client, owner } = world.container();
      const change = async ({ refreshToken }: Grant) => {
        spent.push({ token: refreshToken, at: world.clock.now });
        await world.step(owner);
        await world.step(owner);
        return { refreshToken: refreshToken + 1, expiresAt: 1 };
      };
      const context = { getRemainingTimeInMillis: () => 120_000 };
      const updating = client.updateSecret(secrets.grant, change, { when: ({ expiresAt }) => expiresAt < 1, context });
      ended.push(await updating.catch((error: unknown) => error));
    };
    for (let container = 0; container < containers; container++) renew();
    await world.run();
    return { spent, ended };
  };
  const seeds = fc.integer();
  const many = fc.integer({ min: 2, max: 6 });

  it('call the provider once, and give everybody the new token', async () => {
    const property = fc.asyncProperty(seeds, many, async (seed, containers) => {
      const { spent, ended } = await outcomes(seed, containers, 0, 0, []);
      expect(spent.map(({ token }) => token)).toEqual([1]);
      expect(ended).toEqual(Array.from({ length: containers }, () => ({ refreshToken: 2, expiresAt: 1 })));
    });
    await fc.assert(property, { numRuns: 100 });
  }, 60_000);

  it('call the provider once whatever calls of the store fail', async () => {
    const property = fc.asyncProperty(seeds, many, fc.constantFrom(0.05, 0.2), async (seed, containers, rate) => {
      const { spent, ended } = await outcomes(seed, containers, rate, 0, ['throttled', 'failed', 'lost']);
      expect(spent.length).toBeLessThanOrEqual(1);
      expect(ended.filter((end) => !isSecretsError(end) && Object(end).refreshToken !== 2)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 150 });
  }, 60_000);

  it('spend a token again only when the turn of a container that died is over', async () => {
    const property = fc.asyncProperty(seeds, many, fc.constantFrom(0, 0.3), async (seed, containers, haste) => {
      const { spent } = await outcomes(seed, containers, 0.05, haste, FATES);
      for (const [index, { token, at }] of spent.entries()) {
        const before = spent.slice(0, index).findLast((each) => each.token === token);
        if (before) expect(at - before.at).toBeGreaterThanOrEqual(10_000);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  }, 60_000);
});
