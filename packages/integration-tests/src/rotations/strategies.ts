import type { RotatedKey } from './rotated-keys.js';

export type Value = Readonly<Record<string, string>>;

export interface Versions {
  readonly current: Value;
  readonly previous: Value;
  readonly pending: Value | undefined;
}

/** A secret, with how it is rotated, and what then agrees with it. */
export interface StrategyOf {
  readonly secret: RotatedKey;
  readonly strategy: string;
  readonly first: Value;
  /** Whether whoever has one of the versions is served, at any time. */
  readonly serves: (account: readonly string[], versions: Versions) => boolean;
  /** Of what the provider accepts, what is in a version, once the rotation is complete. */
  readonly accepted: (versions: Versions) => readonly (string | undefined)[];
  /** How many keys that nobody ever used all the kills together leave. */
  readonly orphans: number;
  /** Whether what follows at once is too soon for it. */
  readonly waits: boolean;
}

const hasCurrent = (accepted: readonly string[], { current }: Versions) => accepted.includes(current.apiKey ?? '');
const bothKeys = ({ current, previous }: Versions) => [previous.apiKey, current.apiKey];

export const STRATEGIES: readonly StrategyOf[] = [
  {
    secret: 'sessionKeys',
    strategy: 'generatedSecret',
    first: { previous: 'key-a', current: 'key-b', next: 'key-c' },
    serves: (_, { current, previous }) =>
      // What one of them signs, the other verifies.
      Object.values(current).includes(previous.current ?? '') &&
      Object.values(previous).includes(current.current ?? ''),
    accepted: () => [],
    orphans: 0,
    waits: true,
  },
  {
    secret: 'namedKeys',
    strategy: 'overlappingKeys, at a provider that finds a key by its name',
    first: { keyId: 'first', apiKey: 'first-named' },
    serves: hasCurrent,
    accepted: bothKeys,
    orphans: 0,
    waits: true,
  },
  {
    secret: 'unnamedKeys',
    strategy: 'overlappingKeys, at a provider without idempotency',
    first: { keyId: 'first', apiKey: 'first-unnamed' },
    serves: hasCurrent,
    accepted: bothKeys,
    orphans: 1,
    waits: true,
  },
  {
    secret: 'token',
    strategy: 'refreshedToken',
    first: { keyId: 'first', apiKey: 'first-token' },
    serves: hasCurrent,
    accepted: bothKeys,
    orphans: 1,
    waits: false,
  },
  {
    secret: 'password',
    strategy: 'a strategy of one’s own, for a service with one password',
    first: { apiKey: 'first-password' },
    // In the middle, the pending one is accepted, which withSecret tries.
    serves: (accepted, { current, pending }) =>
      [current, pending].some((value) => accepted.includes(value?.apiKey ?? '')),
    accepted: ({ current }) => [current.apiKey],
    orphans: 0,
    waits: false,
  },
];

/** Of the secret in the environment prod. */
export function nameOf(secret: RotatedKey): string {
  return `myapp/prod/${secret.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
