import type { SecretDefinition, SecretDefinitions } from './definition.js';
import type { Environment, Environments } from './environments.js';
import { ownProperties } from './own-properties.js';

// Registered symbols: backend.ts and the kit may each resolve their own copy of this package.
const SET = Symbol.for('@amplify-secrets/set');
const REFERENCE = Symbol.for('@amplify-secrets/reference');

/** What `defineSecrets` was given. */
export interface SecretSet {
  readonly app: string;
  readonly environments: Environments;
  readonly definitions: SecretDefinitions;
}

/** A definition with its key, its set and its type. It is what is granted and read. */
export interface SecretReference<Output = unknown, Input = Output> {
  readonly key: string;
  readonly set: SecretSet;
  readonly definition: SecretDefinition<Output, Input>;
  /** Whether `secretNamed` made it, for a secret that a pattern grants. Its key is then the last part of its name, as written. */
  readonly undeclared: boolean;
  /** Checks the name of an undeclared one in an environment whose store is `amplify`. */
  readonly checkAmplifyName?: ((environment: Environment) => void) | undefined;
}

/** What `defineSecrets` returns: a reference per key. The set itself is under a symbol, which no key can equal. */
export type Secrets<Definitions = SecretDefinitions> = {
  readonly [Key in keyof Definitions & string]: Definitions[Key] extends SecretDefinition<
    infer Output,
    infer Input,
    infer _Environment
  >
    ? SecretReference<Output, Input>
    : never;
};

export function makeReference<Output, Input>(
  set: SecretSet,
  key: string,
  definition: SecretDefinition<Output, Input>,
  checkAmplifyName?: (environment: Environment) => void,
): SecretReference<Output, Input> {
  const reference = { key, set, definition, undeclared: !!checkAmplifyName, checkAmplifyName };
  Object.defineProperty(reference, REFERENCE, ownProperties({ value: true }));
  return Object.freeze(reference);
}

// `__proto__` and `constructor` are valid keys: without a prototype, they are like any other.
export function makeSecrets(set: SecretSet): Secrets {
  const secrets: Record<string, SecretReference> = Object.create(null);
  for (const [key, definition] of Object.entries(set.definitions)) {
    secrets[key] = makeReference(set, key, definition);
  }
  Object.defineProperty(secrets, SET, ownProperties({ value: set }));
  return Object.freeze(secrets);
}

export function isSecretReference(value: unknown): value is SecretReference {
  return REFERENCE in Object(value);
}

/** The set of what `defineSecrets` returned; undefined for anything else. */
export function secretSetOf(secrets: unknown): SecretSet | undefined {
  if (typeof secrets !== 'object' || secrets === null || !(SET in secrets)) return undefined;
  return (secrets as { readonly [SET]: SecretSet })[SET];
}

/** The references of a set. */
export function referencesOf(set: SecretSet): SecretReference[] {
  return Object.values(makeSecrets(set));
}

/** A reference as code writes it: `secrets.stripe`, `secrets['github-acme']`, `secretNamed(secrets, 'github-acme')`. */
export function expressionOf({ key, undeclared }: Pick<SecretReference, 'key' | 'undeclared'>): string {
  if (undeclared) return `secretNamed(secrets, '${key}')`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `secrets.${key}` : `secrets[${JSON.stringify(key)}]`;
}
