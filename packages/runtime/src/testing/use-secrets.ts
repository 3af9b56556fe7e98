// Declares `Disposable` where the program has no types of Node.js.
/// <reference lib="esnext.disposable" preserve="true" />
import { isSecretsError, SecretsError } from '../contract/errors.js';
import { isSecretReference, type SecretReference } from '../contract/secret-set.js';
import { propertyKey } from '../contract/source-code.js';
import { overrideReader } from '../reading/override.js';
import { makeReader } from '../reading/reader.js';
import { locator } from '../stores/locate-target.js';
import type { Location } from '../stores/location.js';
import type { Payload, RawSecret } from '../stores/raw-secret.js';
import type { Stores } from '../stores/stores.js';
import { decode } from '../values/decode.js';
import { reveal } from '../values/protect.js';

/** Values for some secrets of a set, each as for `putSecret`. */
export type SecretInputs<Set> = {
  readonly [Key in keyof Set]?: Set[Key] extends SecretReference<infer _Output, infer Input> ? Input : never;
};

/** What `useSecrets` returns. */
export interface SecretsOverride extends Disposable {
  /** Ends the use of the values. With `using`, the end of the block does the same. */
  readonly restore: () => void;
}

/**
 * For unit tests: `getSecret`, `getSecrets` and `putSecret` use these values instead of AWS, by the key of a secret or by a plain name.
 * They need no descriptor, region or credentials. Values are decoded, validated and frozen as in production. A string is a string,
 * bytes are bytes, and anything else is JSON. A second call replaces all values.
 *
 * The read of another key rejects with SecretNotFoundError. Clients of `createSecretsClient` and `createNextSecrets` use the values too,
 * and so do those of another installed copy of this package: while `useSecrets` is on, nothing reaches AWS.
 *
 * @example
 * ```ts
 * beforeEach(() => void useSecrets({ stripe: { apiKey: 'sk_test', webhookSecret: 'whsec_test' } }));
 * useSecrets<typeof secrets>({ stripe: { apiKey: 'sk_test', webhookSecret: 'whsec_test' } }); // typed
 * ```
 */
export function useSecrets(values: Readonly<Record<string, unknown>>): SecretsOverride;
export function useSecrets<Set extends object>(values: SecretInputs<Set>): SecretsOverride;
export function useSecrets(values: object): SecretsOverride {
  const held = new Map(Object.entries(values).map(([key, value]) => [key, rawOf(value)]));
  const byName = locator(() => ({ apps: {} }));
  const reader = makeReader({
    locate: (target) => (isSecretReference(target) ? locateByKey(target) : byName(target)),
    stores: heldStores(held),
    timeout: 2_000,
    now: Date.now,
    random: () => 0,
  });
  const restore = overrideReader(reader);
  // Without `Symbol.dispose` in the runtime, this is a key that nobody uses.
  return { restore, [Symbol.dispose]: restore };
}

function locateByKey({ key, definition }: SecretReference): Location {
  return {
    key: `secrets-manager ${key}`,
    store: 'secrets-manager',
    id: key,
    folders: [],
    definition,
    environment: 'test',
    expression: `the secret "${key}"`,
  };
}

/** A value of its kind. */
function exampleOf({ kind, fields = ['myField'] }: Location['definition']): string {
  if (kind === 'binary') return 'new Uint8Array([1, 2])';
  if (kind === 'text') return "'my-value'";
  return `{ ${fields.map((field) => `${propertyKey(field)}: 'my-value'`).join(', ')} }`;
}

function heldStores(held: Map<string, RawSecret>): Stores {
  return {
    batchLimit: () => 1,
    read: async (locations) => {
      const outcomes = locations.map(async (location) => [location.key, await readHeld(held, location)] as const);
      return new Map(await Promise.all(outcomes));
    },
    write: async ({ id }, payload) => void held.set(id, ofPayload(payload)),
  };
}

function rawOf(value: unknown): RawSecret {
  if (value instanceof Uint8Array) return ofPayload({ bytes: Uint8Array.from(value) });
  return ofPayload({ text: typeof value === 'string' ? value : (JSON.stringify(reveal(value)) ?? '') });
}

function ofPayload(payload: Payload): RawSecret {
  return { version: undefined, text: undefined, bytes: undefined, ...payload };
}

/** Decodes the value, as the client does again: an error has to be solved in the test, not in a store. */
async function readHeld(held: ReadonlyMap<string, RawSecret>, location: Location): Promise<RawSecret | SecretsError> {
  const { id } = location;
  const raw = held.get(id);
  const call = `useSecrets({ ${propertyKey(id)}: ${exampleOf(location.definition)} });`;
  if (raw === undefined) {
    const message = `useSecrets has no value for "${id}".`;
    return new SecretsError('SecretNotFoundError', message, `In the test, write: ${call}`);
  }
  try {
    await decode(raw, location);
    return raw;
  } catch (error) {
    if (!isSecretsError(error)) throw error;
    return new SecretsError(error.name, error.message, `In the test, use a value as it is declared: ${call}`);
  }
}
