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
 * What tells code which deployment it runs in, for code that grants cannot tell by themselves, such as a container: the value for its
 * variable `AMPLIFY_SECRETS`. Functions are told by their grants. It holds no secret and permits nothing; the role needs its own grant.
 *
 * `scope` is any construct of the backend. Throws GrantTargetInvalidError, DeploymentUnknownError, BranchUnmatchedError,
 * SecretSetsDisagreeError, SecretNameTakenError, DescriptorTooLargeError, GrantOptionInvalidError or BackendInvalidError.
 *
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
    /** As in `grantSecretRead`. @default Amplify's own */
    readonly deployment?: Deployment;
  } = {},
): string {
  checkOptions(options, {
    owner: 'secretsDescriptor',
    types: { deployment: ANYTHING },
    example: 'secretsDescriptor(stack, secrets, { deployment })',
    error: 'GrantOptionInvalidError',
  });
  if (!Construct.isConstruct(scope)) {
    throw new BackendError(
      'BackendInvalidError',
      'secretsDescriptor was not given a construct of the backend.',
      'Write: secretsDescriptor(taskDefinition, secrets). Of an Amplify backend it may be backend.stack.',
    );
  }
  const { deployment, sets } = openBackend(scope, options.deployment);
  const descriptor = deploymentDescriptor(deployment);
  for (const set of setsOf(secrets)) {
    sets.register(set);
    descriptor.add([{ app: set.app, ...environmentOf(set.environments, deployment) }]);
  }
  return descriptor.encode();
}

function setsOf(secrets: unknown): readonly SecretSet[] {
  const list: readonly unknown[] = Array.isArray(secrets) ? secrets : [secrets];
  const sets = list.map(secretSetOf).filter((set) => set !== undefined);
  if (sets.length === list.length && sets.length > 0) return sets;
  throw new BackendError(
    'GrantTargetInvalidError',
    'secretsDescriptor was not given what defineSecrets returned.',
    'Write: secretsDescriptor(taskDefinition, secrets). Or for several sets: secretsDescriptor(taskDefinition, [secrets, others]).',
  );
}
