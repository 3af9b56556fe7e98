import type { Deployment } from '@amplify-secrets/local';
import { isParameterPath, ownPath, sharedPath } from './amplify-paths.js';
import { type EnvironmentOfSet, environmentIn, matches } from './declared-environment.js';
import { mayUse } from './declared-key-use.js';
import type { DeclaredSecret, DeclaredSet, Grant, Grantee, Project, Target } from './project.js';
import type { Promised, Thing } from './promised.js';
import type { Request } from './request.js';
import { isLike } from './wildcard.js';

/** The name of the error that the grant must throw in its project's deployment, or undefined where it must work. */
export function errorOf(project: Project, grant: Grant): string | undefined {
  if (grant.mistake !== undefined) return grant.mistake;
  const homeless = grant.targets.some(
    (target) => 'set' in target && environmentIn(setOf(project, target.set), project.deployment) === undefined,
  );
  return holds(grant, project.deployment) && homeless ? 'BranchUnmatchedError' : undefined;
}

/** Everything granted to the role that a grantee runs with: a sibling shares it. */
export function promisedTo(project: Project, grantee: Grantee): Promised {
  const role = roleOf(grantee);
  const sharers = project.grantees.filter((other) => roleOf(other) === role);
  const granted = sharers.map(({ id }) =>
    project.grants.filter(
      (grant) => grant.grantee === id && holds(grant, project.deployment) && errorOf(project, grant) === undefined,
    ),
  );
  const things = (grants: readonly Grant[]) =>
    grants.flatMap(({ targets, encryptionKey }) =>
      targets.flatMap((target) =>
        thingsOf(project, target).map((thing) => ({ ...thing, key: encryptionKey ?? thing.key })),
      ),
    );
  const reads = (grants: readonly Grant[]) => grants.filter(({ access }) => access !== 'write');
  const batched = (grants: readonly Grant[]) => things(reads(grants).filter(({ batch }) => batch !== false));
  // A policy that is itself the grantee is counted by itself: what else its role may read is not the policy's to know.
  const policies = sharers.map(({ kind }) => kind === 'policy' || kind === 'managed-policy');
  const together = granted.filter((_, index) => !policies[index]).flat();
  const alone = granted.filter((_, index) => policies[index]);
  return {
    read: things(reads(granted.flat())),
    write: things(granted.flat().filter(({ access }) => access !== 'read')),
    batch: [together, ...alone].some((grants) => isSeveral(batched(grants))),
  };
}

/** Whether AWS Secrets Manager could be asked for more than one of them. */
function isSeveral(things: readonly Thing[]): boolean {
  const secrets = things.filter((thing) => thing.in !== 'parameter-store');
  const names = new Set(secrets.map((thing) => (thing.in === 'arn' ? thing.arn : thing.name)));
  return names.size > 1 || [...names].some((name) => name.includes('*'));
}

function roleOf({ id, roleOf: other }: Grantee): string {
  return other ?? id;
}

export function setOf(project: Project, app: string): DeclaredSet {
  const set = project.sets.find((candidate) => candidate.app === app);
  if (set === undefined) throw new Error(`no set of app ${app}`);
  return set;
}

/** A grant's `sandbox` is every sandbox and no branch, even one of that name. */
function holds({ branches }: Grant, deployment: Deployment): boolean {
  return (
    branches === undefined ||
    branches.some((pattern) => (pattern === 'sandbox' ? deployment.type === 'sandbox' : matches(pattern, deployment)))
  );
}

function thingsOf(project: Project, target: Target): readonly Thing[] {
  switch (target.kind) {
    case 'name':
      return [{ in: 'secrets-manager', name: target.name }];
    case 'raw pattern':
      return [{ in: 'secrets-manager', name: target.pattern }];
    case 'arn':
      return [{ in: 'arn', arn: target.arn }];
    case 'partial ARN':
      // Drawn for what must be refused.
      return [];
    default:
      break;
  }
  const set = setOf(project, target.set);
  const environment = environmentIn(set, project.deployment);
  if (environment === undefined) return [];
  const keys = keysOf(set, target, environment);
  return namesOf(set, target, environment).map((name, index) =>
    environment.store === 'secrets-manager'
      ? { in: 'secrets-manager', name, key: keys[index] }
      : { in: 'parameter-store', ...pathsOf(project.deployment, name), key: keys[index] },
  );
}

type TargetOfSet = Extract<Target, { readonly set: string }>;

function secretsOf(set: DeclaredSet, target: TargetOfSet): readonly DeclaredSecret[] {
  return set.secrets.filter(({ key }) => target.kind === 'all' || (target.kind === 'secret' && key === target.key));
}

/** By the definitions, in the order of `namesOf`. One key for all environments is for AWS Secrets Manager alone. */
function keysOf(
  set: DeclaredSet,
  target: TargetOfSet,
  { name, store }: EnvironmentOfSet,
): readonly (string | undefined)[] {
  return secretsOf(set, target).map(({ encryptionKey }) => {
    if (typeof encryptionKey === 'object') return encryptionKey[name];
    return store === 'secrets-manager' ? encryptionKey : undefined;
  });
}

/** What a target's secrets are called in an environment: whole names in `secrets-manager`, the last part of the path in `amplify`. */
export function namesOf(
  set: DeclaredSet,
  target: TargetOfSet,
  { name: environment, store }: EnvironmentOfSet,
): readonly string[] {
  const prefix = store === 'amplify' ? '' : `${set.app}/${environment}/`;
  switch (target.kind) {
    case 'named':
      return [prefix + target.leaf];
    case 'pattern':
      return [prefix + target.pattern];
    default:
      break;
  }
  return secretsOf(set, target).map(({ key, kebab, name }) => {
    const given = typeof name === 'object' ? name[environment] : undefined;
    if (given !== undefined) return given;
    if (store === 'amplify') return key;
    return typeof name === 'string' ? name.split('{environment}').join(environment) : prefix + kebab;
  });
}

function pathsOf(deployment: Deployment, name: string): { readonly own: string; readonly shared: string | undefined } {
  const shared = sharedPath(deployment.namespace, name);
  return { own: ownPath(deployment, name), shared: isParameterPath(shared.replaceAll('*', '')) ? shared : undefined };
}

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
const READING = ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'ssm:GetParameters'];
const WRITING = ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage', 'ssm:PutParameter'];

/**
 * Whether the promise allows an action on a resource, given as a full ARN, or `*` where the action knows no resource. `through` says
 * for whom a KMS key is used.
 */
export function mayDo(promised: Promised, project: Project, { action, resource, through }: Request): boolean {
  const { read, write, batch } = promised;
  if (action.startsWith('kms:')) return through !== undefined && mayUse(promised, project, action, resource, through);
  if (action === 'secretsmanager:BatchGetSecretValue') return batch && resource === '*';
  const { partition, region, account } = project.place;
  const [service = ''] = action.split(':');
  const home = `arn:${partition}:${service}:${region}:${account}:`;
  const local = resource.startsWith(home) ? resource.slice(home.length) : undefined;
  // AWS adds a hyphen and six letters and digits to a secret's name. IAM compares any six, and so does this.
  const name = local && /^secret:(.+)-.{6}$/.exec(local)?.[1];
  const path = local && /^parameter(\/.+)$/.exec(local)?.[1];

  function isThing(thing: Thing, writes: boolean): boolean {
    if (thing.in === 'arn') return service === 'secretsmanager' && thing.arn === resource;
    if (thing.in === 'secrets-manager') {
      return service === 'secretsmanager' && name !== undefined && isLike(thing.name, name);
    }
    if (service !== 'ssm' || path === undefined) return false;
    return isLike(thing.own, path) || (!writes && thing.shared !== undefined && isLike(thing.shared, path));
  }

  if (READING.includes(action)) return read.some((thing) => isThing(thing, false));
  return WRITING.includes(action) && write.some((thing) => isThing(thing, true));
}
