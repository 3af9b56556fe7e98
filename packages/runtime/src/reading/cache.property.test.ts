import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClient } from '../client/client.js';
import { defineSecrets } from '../define/define-secrets.js';
import { textSecret } from '../define/secret.js';
import { locator } from '../stores/locate-target.js';
import { storesBehind } from '../stores/stores.js';
import { faultOfWireError, TransportFault } from '../transport/fault.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';

const TTL_SECONDS = 300;
// For a tenth of its time to live longer a value is served while it is read anew,
const REFRESH_MS = TTL_SECONDS * 1_100;
// and for an hour longer while the store is out of reach.
const BOUND_MS = (TTL_SECONDS + 3_600) * 1000;
const KEYS = ['one', 'two', 'three'] as const;

type Key = (typeof KEYS)[number];
type Settling = 'answer' | 'unreachable' | 'throttled' | 'garbled' | 'batch denied' | 'lost secret';
type Command =
  | { readonly do: 'read'; readonly keys: readonly Key[]; readonly fresh: boolean }
  | { readonly do: 'settle'; readonly which: number; readonly how: Settling; readonly sees: 'sending' | 'settling' }
  | { readonly do: 'rotate' | 'revoke' | 'restore' | 'invalidate' | 'write'; readonly key: Key }
  | { readonly do: 'jump'; readonly milliseconds: number }
  | { readonly do: 'time out' };

const key = fc.constantFrom(...KEYS);
const keys = fc.uniqueArray(key, { minLength: 1 });
const jump = fc.oneof(
  fc.integer({ min: -4_500_000, max: 4_500_000 }),
  fc.constantFrom(
    -1,
    1,
    5_000,
    60_000,
    270_000,
    299_999,
    300_000,
    329_999,
    331_000,
    BOUND_MS - 1,
    BOUND_MS,
    BOUND_MS + 1,
  ),
);
const how = fc.constantFrom<Settling>('answer', 'unreachable', 'throttled', 'garbled', 'batch denied', 'lost secret');
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read'), keys, fresh: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('settle'),
      which: fc.nat(20),
      how: fc.oneof({ weight: 3, arbitrary: fc.constant<Settling>('answer') }, { weight: 2, arbitrary: how }),
      sees: fc.constantFrom('sending', 'settling'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('rotate', 'revoke', 'restore', 'invalidate', 'write'), key }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('jump'), milliseconds: jump }) },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'time out' }) },
);

const read = (...names: Key[]): Command => ({ do: 'read', keys: names, fresh: false });
const settle = (one: Settling): Command => ({ do: 'settle', which: 0, how: one, sees: 'sending' });

/** A sequence that failed once: the newer call settles first, and the older one says that the secret is gone. */
const OLDER_CALL_SETTLES_LAST: readonly Command[] = [
  read('one', 'two'),
  { do: 'jump', milliseconds: 2_001 },
  read('one'),
  { do: 'revoke', key: 'one' },
  settle('garbled'),
  settle('answer'),
  settle('answer'),
  read('one'),
];

/** Another one: the clock is set back between a throttled batch and the single call that is answered. */
const CLOCK_SET_BACK_BEFORE_THE_SECOND_CALL: readonly Command[] = [
  read('three', 'one'),
  { do: 'jump', milliseconds: -2 },
  settle('throttled'),
  settle('answer'),
  { do: 'jump', milliseconds: REFRESH_MS + 1 },
  read('three'),
  settle('answer'),
];

describe('a client, whatever happens in whatever order', () => {
  it('returns the value of the right secret, no older than the bound, and never one that it could know to be gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 60 }), fc.nat(), async (commands, seed) => {
        const world = storeWithHistory(seed);
        for (const one of commands) await world.perform(one);
        await world.settle();
      }),
      {
        numRuns: 1_500,
        examples: [
          [[...OLDER_CALL_SETTLES_LAST], 0],
          [[...CLOCK_SET_BACK_BEFORE_THE_SECOND_CALL], 0],
        ],
      },
    );
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a call to the store saw of one secret. */
interface Sighting {
  readonly key: Key;
  readonly value: string | undefined;
  /** In the order of all that happens. */
  readonly sent: number;
  readonly settled: number;
  /** By the client's clock. */
  readonly sentAt: number;
}

/** What was so when a read began. */
interface Begun {
  readonly moment: number;
  readonly now: number;
  readonly refused: ReadonlyMap<Key, number>;
  readonly forgotten: ReadonlyMap<Key, number>;
}

/** A client over a store that answers on command. It knows which values each reader may get, and checks what each got. */
function storeWithHistory(seed: number) {
  const secrets = defineSecrets({
    app: 'app',
    environments: { prod: 'main' },
    secrets: { one: textSecret(), two: textSecret(), three: textSecret() },
  });
  const idOf = (one: Key) => `app/prod/${one}`;
  const keyOf = (id: string) => KEYS.find((one) => idOf(one) === id) ?? 'one';
  const current = new Map<Key, string | undefined>(KEYS.map((one) => [one, `${one} 0`]));
  const sightings: Sighting[] = [];
  /** When the client last got the answer that there is no such secret. */
  const refused = new Map<Key, number>();
  /** When the store last did not answer a call. */
  const troubled = new Map<Key, number>();
  /** When the client last forgot or wrote a secret. */
  const forgotten = new Map<Key, number>();
  const inFlight: { settle: (how: Settling, sees: 'sending' | 'settling') => void }[] = [];
  const readers: Promise<void>[] = [];
  const deadlines = new Set<() => void>();
  const broken: string[] = [];
  let now = Date.parse('2026-11-03T00:00:00Z');
  let moment = 0;
  let versions = 0;

  const rotate = (one: Key) => void current.set(one, `${one} ${++versions}`);

  const transport: Transport = {
    region: () => 'eu-west-1',
    call: (operation, input, { signal }) => {
      const sent = ++moment;
      const sentAt = now;
      const asked = 'SecretIdList' in input ? input.SecretIdList : 'SecretId' in input ? [input.SecretId] : [];
      const seen = () => new Map(asked.map((id) => [keyOf(id), current.get(keyOf(id))]));
      const before = seen();
      if ('SecretString' in input && input.SecretString !== undefined) {
        for (const id of asked) current.set(keyOf(id), input.SecretString);
      }
      return new Promise((resolve, reject) => {
        const trouble = () => {
          for (const id of asked) troubled.set(keyOf(id), ++moment);
        };
        const fail = (type: string, statusCode = 400) =>
          reject(faultOfWireError(operation, { type, message: '', statusCode }));
        const settle = (how: Settling, sees: 'sending' | 'settling') => {
          inFlight.splice(inFlight.indexOf(call), 1);
          if (how === 'unreachable' || how === 'throttled' || how === 'garbled') trouble();
          if (how === 'unreachable') return fail('InternalServiceError', 500);
          if (how === 'throttled') return fail('ThrottlingException');
          if (how === 'batch denied' && operation === 'BatchGetSecretValue') return fail('AccessDeniedException');
          if (how === 'garbled')
            return reject(new TransportFault('unreachable', 'Not valid.', { code: 'InvalidResponse' }));
          const settled = ++moment;
          const values = sees === 'sending' ? before : seen();
          if (operation !== 'PutSecretValue') {
            for (const [one, value] of values) {
              if (value === undefined) refused.set(one, settled);
              sightings.push({ key: one, value, sent, settled, sentAt });
            }
          }
          answer(operation, values, how === 'lost secret', resolve, fail);
        };
        const call = { settle };
        inFlight.push(call);
        signal.addEventListener('abort', () => {
          const place = inFlight.indexOf(call);
          if (place >= 0) inFlight.splice(place, 1);
          reject(new TransportFault('timeout', 'Aborted.', { code: 'TimedOut' }));
        });
      });
    },
  };

  function answer<O extends Operation>(
    operation: O,
    values: ReadonlyMap<Key, string | undefined>,
    isForgetful: boolean,
    resolve: (output: Operations[O]['output']) => void,
    fail: (type: string) => void,
  ): void {
    const found = [...values].map(([one, text]) => ({
      ARN: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${idOf(one)}-AbCdEf`,
      Name: idOf(one),
      VersionId: text,
      SecretString: text,
    }));
    if (operation === 'BatchGetSecretValue') {
      const SecretValues = found.filter(({ SecretString }) => SecretString !== undefined).reverse();
      const Errors = found
        .filter(({ SecretString }) => SecretString === undefined)
        .map(({ Name }) => ({ SecretId: Name, ErrorCode: 'ResourceNotFoundException', Message: '' }));
      // A store that leaves one out of its answer, as no AWS should.
      resolve({ SecretValues: isForgetful ? SecretValues.slice(1) : SecretValues, Errors });
      return;
    }
    const [first] = found;
    if (operation === 'GetSecretValue' && first?.SecretString === undefined) fail('ResourceNotFoundException');
    else resolve({ ...first });
  }

  const client = makeClient({
    locate: locator(() => ({ apps: { app: { environment: 'prod', store: 'secrets-manager' } } })),
    stores: storesBehind(transport, () => now),
    ttl: TTL_SECONDS,
    timeout: 2_000,
    now: () => now,
    random: seeded(seed),
    setTimer: (callback) => {
      deadlines.add(callback);
      return () => void deadlines.delete(callback);
    },
  });

  /** The promise: there is a sighting that justifies the value. */
  function check(one: Key, value: unknown, fresh: boolean, begun: Begun): void {
    const isDue = ({ key: seen, value: was, sent, settled, sentAt }: Sighting) => {
      if (seen !== one || was !== value) return false;
      if (settled > begun.moment) return true;
      const age = begun.now - sentAt;
      // Of two calls in flight together, the one that settles last counts; one that was sent before a write does not.
      const isKnownGone = settled < (begun.refused.get(one) ?? 0) || sent < (begun.forgotten.get(one) ?? 0);
      const isExcused = age <= REFRESH_MS || (troubled.get(one) ?? 0) > settled;
      return !fresh && !isKnownGone && age >= 0 && age < BOUND_MS && isExcused;
    };
    if (typeof value === 'string' && sightings.some(isDue)) return;
    broken.push(`A reader of "${one}" got "${value}".`);
  }

  function timeOut(): void {
    if (deadlines.size > 0) for (const one of KEYS) troubled.set(one, ++moment);
    for (const deadline of [...deadlines]) deadline();
  }

  return {
    perform: async (one: Command): Promise<void> => {
      const begun = { moment: ++moment, now, refused: new Map(refused), forgotten: new Map(forgotten) };
      if (one.do === 'read') {
        const targets = one.keys.map((name) => secrets[name]);
        readers.push(
          client.getSecrets(targets, { fresh: one.fresh }).then(
            (values) => one.keys.forEach((name, index) => void check(name, values[index], one.fresh, begun)),
            // A read may fail; what it must not do is give a wrong value.
            () => {},
          ),
        );
      } else if (one.do === 'settle') {
        if (inFlight.length > 0) inFlight[one.which % inFlight.length]?.settle(one.how, one.sees);
      } else if (one.do === 'jump') now += one.milliseconds;
      else if (one.do === 'time out') timeOut();
      else if (one.do === 'revoke') current.set(one.key, undefined);
      else if (one.do === 'invalidate') {
        forgotten.set(one.key, moment);
        client.invalidateSecret(secrets[one.key]);
      } else if (one.do === 'write') {
        client.putSecret(secrets[one.key], `${one.key} ${++versions}`).then(
          () => void forgotten.set(one.key, ++moment),
          () => {},
        );
      } else rotate(one.key);
      await new Promise((resolve) => setImmediate(resolve));
    },
    settle: async (): Promise<void> => {
      while (inFlight.length > 0) {
        inFlight[0]?.settle('answer', 'settling');
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(readers);
      expect(broken).toEqual([]);
      expect(deadlines.size).toBe(0);
    },
  };
}
