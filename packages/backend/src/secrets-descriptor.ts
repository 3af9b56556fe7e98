import {
  type Deployment,
  environmentOf,
  type SecretSet,
  type Secrets,
  secretSetOf,
} from '@amplify-secrets/runtime/contract';
import { Construct, type IConstruct } from 'constructs';
import { BackendError } from './backend-error.js';
import { ANYTHING, checkOptions } from './check-options.js';
import { openBackend } from './open-backend.js';
import { deploymentDescriptor } from './state/deployment-descriptor.js';

/**
 * The value of the variable `AMPLIFY_SECRETS`, which says which environment code runs in, for code such as a container. A function gets
 * the variable with its grants. The value holds no secret and permits nothing: the role needs a grant too. `scope` is any construct of
 * the backend.
 *
 * @throws {BackendInvalidError} When `scope` is not a construct.
 * @throws {GrantTargetInvalidError} When `secrets` is not what `defineSecrets` returned.
 * @throws {GrantOptionInvalidError} When an option is unknown.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is, or two calls name two.
 * @throws {BranchUnmatchedError} When the deployment is of no environment.
 * @throws {SecretSetsDisagreeError} When two sets of one app differ in what they both declare.
 * @throws {SecretNameTakenError} When two secrets would be one.
 * @throws {DescriptorTooLargeError} When there are more apps than the variable can hold.
 * @example
 * ```ts
 * grantSecretRead(taskDefinition.taskRole, secrets.stripe);
 * taskDefinition.addContainer('app', {
 *   image,
 *   environment: { AMPLIFY_SECRETS: secretsDescriptor(taskDefinition, secrets) },
 * });
 * ```
 */
export function secretsDescriptor(
  scope: IConstruct,
  secrets: Secrets | readonly Secrets[],
  options: {
    /**
     * Which deployment this is, as in `grantSecretRead`.
     * @default the deployment in Amplify's CDK context
     */
    readonly deployment?: Deployment;
  } = {},
): string {
  const given = checkOptions(options, {
    owner: 'secretsDescriptor',
    types: { deployment: ANYTHING },
    example: 'secretsDescriptor(stack, secrets, { deployment })',
    error: 'GrantOptionInvalidError',
  });
  if (!Construct.isConstruct(scope)) {
    throw new BackendError(
      'BackendInvalidError',
      'The first argument of secretsDescriptor must be a construct of the backend.',
      'Write: secretsDescriptor(taskDefinition, secrets). In an Amplify backend it may be backend.stack.',
    );
  }
  const { deployment, sets } = openBackend(scope, given.deployment);
  const descriptor = deploymentDescriptor(deployment);
  for (const set of setsOf(secrets)) {
    sets.register(set);
    descriptor.add([{ set, ...environmentOf(set.environments, deployment) }]);
  }
  return descriptor.encode();
}

function setsOf(secrets: unknown): readonly SecretSet[] {
  const list: readonly unknown[] = Array.isArray(secrets) ? secrets : [secrets];
  const sets = list.map(secretSetOf).filter((set) => set !== undefined);
  if (sets.length === list.length && sets.length > 0) return sets;
  throw new BackendError(
    'GrantTargetInvalidError',
    'The second argument of secretsDescriptor must be what defineSecrets returned, or a list of such sets.',
    'Write: secretsDescriptor(taskDefinition, secrets). For several sets: secretsDescriptor(taskDefinition, [secrets, others]).',
  );
}
