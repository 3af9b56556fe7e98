import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn/arn.js';
import type { Backend, BackendSecret } from '../../backend/model.js';
import type { NamedPolicy, Role } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import { createParameterStore, type ParameterStore } from '../parameter-store/parameter-store.js';
import { deployedValue } from '../secrets-manager/deployed-value.js';
import { createSecretStore, type SecretStore } from '../secrets-manager/secret-store.js';
import { addVersion } from '../secrets-manager/write-version.js';
import { findRole } from './find-role.js';

/** Everything that the account holds: its stores, one per region and owner, and what the loaded backends deployed into it. */
export interface Account {
  readonly id: string;
  /** Those of this account, or of another whose role calls. */
  secretsIn(region: string, owner?: string): SecretStore;
  secretStores(): readonly SecretStore[];
  parametersIn(region: string, owner?: string): ParameterStore;
  parameterStores(): readonly ParameterStore[];
  /** By key ARN. */
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  setKeyPolicy(arn: string, policy: NamedPolicy): void;
  /** @throws {SecretConflictError} When a secret of a template exists already under another ARN. */
  load(backend: Backend): void;
  /**
   * By name or ARN, or the role itself.
   *
   * @throws {RoleUnknownError} When no loaded backend has the role, or two differ.
   */
  role(role: unknown): Role;
}

export interface AccountInput {
  readonly id: string;
  readonly now: () => number;
  readonly random: () => number;
}

export function createAccount({ id, now, random }: AccountInput): Account {
  const secrets = new Map<string, SecretStore>();
  const parameters = new Map<string, ParameterStore>();
  const keyPolicies = new Map<string, NamedPolicy>();
  const roles = new Set<Role>();

  const secretsIn = (region: string, owner = id): SecretStore =>
    getOrCreate(secrets, `${owner} ${region}`, () =>
      createSecretStore({
        account: owner,
        region,
        now,
        random,
        storeOf: (other) => secretsIn(region, other),
        storeIn: (other) => secretsIn(other, owner),
      }),
    );
  const parametersIn = (region: string, owner = id) =>
    getOrCreate(parameters, `${owner} ${region}`, () =>
      createParameterStore({ account: owner, region }, secretsIn(region, owner)),
    );

  return {
    id,
    secretsIn,
    secretStores: () => [...secrets.values()],
    parametersIn,
    parameterStores: () => [...parameters.values()],
    keyPolicies,
    setKeyPolicy: (arn, policy) => void keyPolicies.set(arn, policy),
    load(backend) {
      for (const role of backend.roles) roles.add(role);
      for (const { role } of backend.functions) roles.add(role);
      for (const [arn, policy] of backend.keyPolicies) keyPolicies.set(arn, policy);
      for (const secret of backend.secrets) deploy(secret, backend.region);
      for (const [arn, policy] of backend.secretPolicies) {
        secretsIn(parseArn(arn)?.region ?? backend.region).setPolicy(arn, policy);
      }
    },
    role: (asked) => findRole(roles, asked),
  };

  function deploy({ arn, name, kmsKeyId, tags, value }: BackendSecret, defaultRegion: string): void {
    const store = secretsIn(parseArn(arn)?.region ?? defaultRegion);
    const existing = store.find(name);
    if (existing && existing.arn !== arn) throw conflict(name);
    if (existing) return;
    const secret = store.draft(name, { arn });
    if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
    if (tags === undefined) secret.tagsUnknown = true;
    for (const [key, value] of Object.entries(tags ?? {})) secret.tags.set(key, value);
    if (value !== undefined) addVersion(secret, deployedValue(name, value, random), randomUUID(), undefined, now());
    store.add(secret);
  }
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}

function conflict(name: string): LocalError {
  return new LocalError(
    'SecretConflictError',
    `A template creates the secret ${name}, which exists already.`,
    'Load the backend before you put the secret: startLocalAws({ backends: [backend] }), then aws.secrets.put(…).',
  );
}
