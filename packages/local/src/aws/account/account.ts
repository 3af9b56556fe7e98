import { randomUUID } from 'node:crypto';
import { parseArn } from '../../arn/arn.js';
import type { Principal } from '../../authorization/credentials.js';
import type { Backend, BackendFunction, BackendRotation, BackendSecret } from '../../backend/model.js';
import type { NamedPolicy, Role } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import { createParameterStore, type ParameterStore } from '../parameter-store/parameter-store.js';
import { deployedValue } from '../secrets-manager/deployed-value.js';
import type { RotationEvent, RotationFunction, StepResult } from '../secrets-manager/rotation/rotation-function.js';
import { createRotations, type Rotations } from '../secrets-manager/rotation/rotations.js';
import { createSecretStore, type SecretStore } from '../secrets-manager/secret-store.js';
import { addVersion } from '../secrets-manager/write-version.js';
import { deployRotation } from './deploy-rotation.js';
import { findRole } from './find-role.js';
import { createRoles } from './roles.js';

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
  readonly rotations: Rotations;
  /**
   * @throws {SecretConflictError} When a secret of a template exists already under another ARN.
   * @throws {DeploymentFailedError} When Secrets Manager refuses a rotation schedule.
   */
  load(backend: Backend): void;
  /**
   * By name or ARN, or the role itself.
   *
   * @throws {RoleUnknownError} When no loaded backend has the role, or two differ.
   */
  role(role: unknown): Role;
  /** The principal, with the policies that its role has by now. A role that a deployment has removed has none. */
  current(principal: Principal): Principal;
}

export interface AccountInput {
  readonly id: string;
  readonly now: () => number;
  readonly random: () => number;
  /** Runs a function of a loaded backend. */
  readonly invoke: InvokeFunction;
}

export type InvokeFunction = (backend: Backend, fn: BackendFunction, event: RotationEvent) => Promise<StepResult>;

export function createAccount({ id, now, random, invoke }: AccountInput): Account {
  const secrets = new Map<string, SecretStore>();
  const parameters = new Map<string, ParameterStore>();
  const keyPolicies = new Map<string, NamedPolicy>();
  const roles = createRoles();
  const functions = new Map<string, RotationFunction>();
  const schedules = new Map<string, string>();
  const rotations = createRotations({
    now,
    secrets: () => [...secrets.values()].flatMap((store) => store.all()),
    functionOf: (arn) => functions.get(arn),
  });

  const secretsIn = (region: string, owner = id): SecretStore =>
    getOrCreate(secrets, `${owner} ${region}`, () =>
      createSecretStore({
        account: owner,
        region,
        now,
        random,
        rotations,
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
    rotations,
    setKeyPolicy: (arn, policy) => void keyPolicies.set(arn, policy),
    load(backend) {
      const before = roles.deploy(backend);
      for (const [arn] of before?.secretPolicies ?? []) {
        secretsIn(parseArn(arn)?.region ?? backend.region).setPolicy(arn, undefined);
      }
      for (const [arn, policy] of backend.keyPolicies) keyPolicies.set(arn, policy);
      for (const secret of backend.secrets) deploy(secret, backend.region);
      for (const [arn, policy] of backend.secretPolicies) {
        secretsIn(parseArn(arn)?.region ?? backend.region).setPolicy(arn, policy);
      }
      for (const fn of backend.functions) {
        const policy = backend.functionPolicies.get(fn.arn);
        const run = (event: RotationEvent) => invoke(backend, fn, event);
        functions.set(fn.arn, { arn: fn.arn, ...(policy && { policy }), invoke: run });
      }
      for (const rotation of backend.rotations) schedule(rotation, backend.region);
    },
    role: (asked) => findRole(roles.all(), asked),
    current: (principal) => (principal.role ? { ...principal, role: roles.current(principal.role) } : principal),
  };

  /** CloudFormation leaves alone what did not change. */
  function schedule(rotation: BackendRotation, defaultRegion: string): void {
    const store = secretsIn(parseArn(rotation.secretId)?.region ?? defaultRegion);
    const id = store.find(rotation.secretId)?.arn ?? rotation.secretId;
    const wanted = JSON.stringify(rotation);
    if (schedules.get(id) === wanted) return;
    deployRotation(store, rotation, randomUUID(), now());
    schedules.set(id, wanted);
  }

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
