import { makeClient } from '../client/client.js';
import { isDefaultClient, replaceDefaultClient } from '../client/default-client.js';
import { locator } from '../client/locate-target.js';
import type { Location } from '../client/location.js';
import { reveal } from '../client/protect.js';
import type { Payload, RawSecret } from '../client/raw-secret.js';
import type { Stores } from '../client/stores.js';
import { SecretsError } from '../contract/errors.js';
import { isSecretReference, type SecretReference } from '../contract/secret-set.js';

/** Values for some secrets of a set, each as `putSecret` takes it. */
export type SecretInputs<Set> = {
  readonly [Key in keyof Set]?: Set[Key] extends SecretReference<infer _Output, infer Input> ? Input : never;
};

/** Ends what `useSecrets` began; also at the end of a block, with `using`. */
export interface SecretsStandIn extends Disposable {
  readonly restore: () => void;
}

/**
 * For unit tests: `getSecret` and its siblings read these values instead of AWS, by the key of a secret or by a plain name, and need
 * no descriptor, region or credentials. Values are decoded, validated and frozen as in production; `putSecret` changes them. A text
 * stands for itself, bytes for bytes, anything else for its JSON. Called again, it replaces all values.
 *
 * A key that is not given is a SecretNotFoundError. Clients of `createSecretsClient` are not touched.
 *
 * ```ts
 * beforeEach(() => useSecrets({ stripe: { apiKey: 'sk_test', webhookSecret: 'whsec_test' } }));
 * useSecrets<typeof secrets>({ stripe: { apiKey: 'sk_test', webhookSecret: 'whsec_test' } }); // typed
 * ```
 */
export function useSecrets(values: Readonly<Record<string, unknown>>): SecretsStandIn;
export function useSecrets<Set extends object>(values: SecretInputs<Set>): SecretsStandIn;
export function useSecrets(values: object): SecretsStandIn {
  const held = new Map(Object.entries(values).map(([key, value]) => [key, rawOf(value)]));
  const byName = locator(() => ({ apps: {} }));
  const client = makeClient({
    locate: (target) => (isSecretReference(target) ? locateByKey(target) : byName(target)),
    stores: heldStores(held),
    timeout: 2_000,
    now: Date.now,
    random: () => 0,
  });
  replaceDefaultClient(client);
  const restore = () => {
    if (isDefaultClient(client)) replaceDefaultClient(undefined);
  };
  // Where the runtime has no `Symbol.dispose`, this is a key that nobody looks for.
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

function heldStores(held: Map<string, RawSecret>): Stores {
  return {
    batchLimit: () => 1,
    read: async (locations) =>
      new Map(locations.map((location) => [location.key, held.get(location.id) ?? notGiven(location)])),
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

function notGiven({ id }: Location): SecretsError {
  return new SecretsError(
    'SecretNotFoundError',
    `useSecrets was given no value for "${id}".`,
    `In the test write: useSecrets({ ${/^[A-Za-z_$][\w$]*$/.test(id) ? id : `'${id}'`}: … });`,
  );
}
