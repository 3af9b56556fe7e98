import type { Backend } from '../backend/model.js';
import type { NamedPolicy, Role } from '../iam/model.js';
import { LocalError } from '../local-error.js';
import { parseArn } from './arn.js';
import { createParameterStore, type ParameterStore } from './parameter-store/parameter-store.js';
import { createSecretStore, type SecretStore } from './secrets-manager/secret-store.js';

/** Everything that the account holds: its stores, one per region, and what the loaded backends deployed into it. */
export interface Account {
  readonly id: string;
  secretsIn(region: string): SecretStore;
  secretStores(): readonly SecretStore[];
  parametersIn(region: string): ParameterStore;
  parameterStores(): readonly ParameterStore[];
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  /** Throws SecretConflictError when a secret of a template exists already under another ARN. */
  load(backend: Backend): void;
  /** By name or ARN. Throws RoleUnknownError. */
  role(nameOrArn: string): Role;
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

  const secretsIn = (region: string) =>
    inMap(secrets, region, () => createSecretStore({ account: id, region, now, random }));
  const parametersIn = (region: string) =>
    inMap(parameters, region, () => createParameterStore({ account: id, region }));

  return {
    id,
    secretsIn,
    secretStores: () => [...secrets.values()],
    parametersIn,
    parameterStores: () => [...parameters.values()],
    keyPolicies,
    load(backend) {
      for (const role of backend.roles) roles.add(role);
      for (const { role } of backend.functions) roles.add(role);
      for (const [arn, policy] of backend.keyPolicies) keyPolicies.set(arn, policy);
      for (const { arn, name, kmsKeyId } of backend.secrets) {
        const store = secretsIn(parseArn(arn)?.region ?? backend.region);
        const existing = store.find(name);
        if (existing && existing.arn !== arn) throw conflict(name);
        if (existing) continue;
        const secret = store.draft(name, arn);
        if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
        store.add(secret);
      }
      for (const [secretId, policy] of backend.secretPolicies) {
        secretsIn(parseArn(secretId)?.region ?? backend.region).setPolicy(secretId, policy);
      }
    },
    role(nameOrArn) {
      const named = [...roles].filter(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
      const [role] = named;
      if (role && new Set(named.map(({ policies }) => JSON.stringify(policies))).size === 1) return role;
      throw role ? ambiguousRole(nameOrArn) : unknownRole(nameOrArn, [...roles]);
    },
  };
}

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function conflict(name: string): LocalError {
  return new LocalError(
    'SecretConflictError',
    `A template creates the secret ${name}, which exists already.`,
    'Load the backend before putting the secret: startLocalAws({ backends: [backend] }), then aws.secrets.put(…).',
  );
}

function unknownRole(asked: string, roles: readonly Role[]): LocalError {
  const known = roles.length === 0 ? 'none' : roles.map(({ name }) => name).join(', ');
  return new LocalError(
    'RoleUnknownError',
    `No loaded backend has the role ${asked}. Known roles: ${known}.`,
    'Load its backend first, aws.load(backend), or pass the role itself: aws.env(backendFunction.role).',
  );
}

function ambiguousRole(asked: string): LocalError {
  return new LocalError(
    'RoleUnknownError',
    `Several loaded backends have a role ${asked}, with different policies.`,
    'Pass the role itself: aws.env(backendFunction.role).',
  );
}
