import { randomUUID } from 'node:crypto';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { generatedSecret } from './generated-secret.js';
import { overlappingKeys } from './overlapping-keys.js';
import { refreshedToken } from './refreshed-token.js';
import { type RotationHandler, rotationHandler } from './rotation-handler.js';

/** The declaration of the secret that the rotation service has. Not typed: an example is a row of a table. */
const declared = (definition: ReturnType<typeof jsonSecret>): never =>
  defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: { database: definition } }).database as never;

/** A kind of secret with what accepts it, in memory. */
export interface RotatedExample {
  readonly value: object;
  readonly handler: RotationHandler;
  /** What does not agree between the service and the values of the secret; empty where all does. */
  readonly disagreements: (values: { current: string | undefined; previous: string | undefined }) => readonly string[];
}

const parsed = (text: string | undefined): Record<string, string> => JSON.parse(text ?? '{}');

/** A database that accepts one password. */
export function passwordExample(): RotatedExample {
  let accepted = 'first-password';
  const reference = declared(jsonSecret(['password']));
  return {
    value: { password: accepted },
    handler: rotationHandler(reference, {
      create: () => ({ password: randomUUID() }),
      set: ({ pending, current, previous }: Record<string, { password: string }>) => {
        // As with one user: whoever changes the password has to know it.
        if (![pending, current, previous].some((each) => each?.password === accepted)) throw new Error('locked out');
        accepted = pending?.password ?? '';
      },
      test: ({ pending }: Record<string, { password: string }>) => {
        if (pending?.password !== accepted) throw new Error('not accepted');
      },
    } as never),
    disagreements: ({ current }) =>
      parsed(current).password === accepted ? [] : ['the database has another password'],
  };
}

/** Keys that are used by their readers alone. */
export function generatedExample(): RotatedExample {
  let counter = 0;
  const reference = declared(jsonSecret(['previous', 'current', 'next']));
  return {
    value: { previous: 'key-a', current: 'key-b', next: 'key-c' },
    handler: rotationHandler(reference, generatedSecret({ generate: () => `generated-${counter++}` }) as never),
    disagreements: ({ current, previous }) => {
      const [now, before] = [parsed(current), parsed(previous)];
      return now.current === before.next && now.previous === before.current ? [] : ['a key is not the expected one'];
    },
  };
}

/** A provider that has two keys at a time, and finds a key again by the name that it was given. */
export function overlappingExample(): RotatedExample {
  const keys = new Map([['first', 'first-api-key']]);
  let most = 1;
  const reference = declared(jsonSecret(['keyId', 'apiKey']));
  return {
    value: { keyId: 'first', apiKey: 'first-api-key' },
    handler: rotationHandler(
      reference,
      overlappingKeys<{ keyId: string }, object>({
        create: ({ token }) => {
          const apiKey = keys.get(token) ?? randomUUID();
          keys.set(token, apiKey);
          most = Math.max(most, keys.size);
          return { keyId: token, apiKey };
        },
        revoke: ({ previous }) => void keys.delete(previous.keyId),
        test: ({ pending }) => {
          if (!keys.has(pending.keyId)) throw new Error('no such key');
        },
        key: ({ keyId }) => keyId,
      }) as never,
    ),
    disagreements: ({ current, previous }) => {
      const expected = [previous, current].map((text) => parsed(text).apiKey);
      const actual = [...keys.values()];
      const agrees = expected.every((key) => key !== undefined && actual.includes(key));
      return [
        ...(agrees ? [] : ['a key of the secret is not accepted']),
        ...(actual.length === 2 && most === 2 ? [] : [`${actual.length} keys, at most ${most} at a time`]),
      ];
    },
  };
}

/** Tokens that last for twelve hours. */
export function refreshedExample(now: () => number): RotatedExample {
  const issued = new Set<string>();
  const reference = declared(jsonSecret<{ key: string; expiresAt: number }>());
  return {
    value: { key: 'first-token', expiresAt: now() },
    handler: rotationHandler(
      reference,
      refreshedToken<unknown, { key: string; expiresAt: number }>({
        create: () => {
          const key = randomUUID();
          issued.add(key);
          return { key, expiresAt: now() + 12 * 3_600_000 };
        },
        expiresAt: ({ expiresAt }) => expiresAt,
        now,
      }) as never,
    ),
    disagreements: ({ current }) => (issued.has(parsed(current).key ?? '') ? [] : ['a token was not issued']),
  };
}
