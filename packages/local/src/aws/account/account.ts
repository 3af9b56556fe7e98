import { parseArn } from '../../arn/arn.js';
import type { Backend } from '../../backend/model.js';
import type { NamedPolicy, Role } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import { createParameterStore, type ParameterStore } from '../parameter-store/parameter-store.js';
import { createSecretStore, type SecretStore } from '../secrets-manager/secret-store.js';

/** Everything that the account holds: its stores, one per region, and what the loaded backends deployed into it. */
export interface Account {
  readonly id: string;
  secretsIn(region: string): SecretStore;
  secretStores(): readonly SecretStore[];
  parametersIn(region: string): ParameterStore;
  parameterStores(): readonly ParameterStore[];
  /** By key ARN. */
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  setKeyPolicy(arn: string, policy: NamedPolicy): void;
  /** Throws SecretConflictError when a secret of a template exists already under another ARN. */
  load(backend: Backend): void;
  /** By name or ARN, or the role itself. Throws RoleUnknownError, also for what is neither. */
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

  const secretsIn = (region: string) =>
    inMap(secrets, region, () => createSecretStore({ account: id, region, now, random }));
  const parametersIn = (region: string) =>
    inMap(parameters, region, () => createParameterStore({ account: id, region }, secretsIn(region)));

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
      for (const { arn, name, kmsKeyId, tags } of backend.secrets) {
        const store = secretsIn(parseArn(arn)?.region ?? backend.region);
        const existing = store.find(name);
        if (existing && existing.arn !== arn) throw conflict(name);
        if (existing) continue;
        const secret = store.draft(name, arn);
        if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
        if (tags === undefined) secret.tagsUnknown = true;
        for (const [key, value] of Object.entries(tags ?? {})) secret.tags.set(key, value);
        store.add(secret);
      }
      for (const [arn, policy] of backend.secretPolicies) {
        secretsIn(parseArn(arn)?.region ?? backend.region).setPolicy(arn, policy);
      }
    },
    role(asked) {
      if (isRole(asked)) return asked;
      if (typeof asked !== 'string') throw noRole(asked);
      const named = [...roles].filter(({ name, arn }) => name === asked || arn === asked);
      const [role] = named;
      if (role && new Set(named.map(identityOf)).size === 1) return role;
      throw role ? ambiguousRole(asked) : unknownRole(asked, [...roles]);
    },
  };
}

/** What makes two roles of one name the same to whoever asks for it. */
function identityOf({ arn, policies, boundary }: Role): string {
  return JSON.stringify([arn, policies, boundary]);
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
    "Load its backend first, aws.load(backend), or pass the role itself: aws.env(findFunction(backend, 'name').role).",
  );
}

function isRole(value: unknown): value is Role {
  if (typeof value !== 'object' || value === null || !('policies' in value) || !Array.isArray(value.policies))
    return false;
  return ['arn', 'name', 'account'].every((key) => key in value && typeof Reflect.get(value, key) === 'string');
}

/** Not the administrator either: a role that was not found must not turn into one that may do everything. */
function noRole(asked: unknown): LocalError {
  const given = asked === undefined || asked === null ? String(asked) : `a ${typeof asked}`;
  return new LocalError(
    'RoleUnknownError',
    `aws.env was given ${given}, which is no role.`,
    "Find the role by its function, aws.env(findFunction(backend, 'stripe-webhook').role); for the administrator call aws.env().",
  );
}

function ambiguousRole(asked: string): LocalError {
  return new LocalError(
    'RoleUnknownError',
    `Several loaded backends have a role ${asked}, and they differ.`,
    "Pass the role itself: aws.env(findFunction(backend, 'name').role).",
  );
}
