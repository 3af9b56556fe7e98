import { describeDeployment, shellLine } from '@amplify-secrets/runtime/contract';
import { CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { BOOLEAN, checkOptions } from '../check-options.js';
import { note } from '../notes/notes.js';
import { openBackend, stackOf } from '../open-backend.js';
import { attachRole } from './attach-role.js';
import { type HostingBranch, hostingBranchOf, hostingPrincipal } from './hosting-branch.js';
import { type Outputs, publishDescriptor, verifyPublished } from './published-descriptor.js';

/** What `defineBackend` returns, as far as a compute role needs it. */
export interface ComputeRoleBackend extends Outputs {
  readonly stack: Stack;
}

export interface ComputeRoleOptions {
  /**
   * Whether deploying a branch attaches the role to it. A role that the branch had before is attached again when this one is deleted or
   * no longer attached. With `false`, a note shows the command that attaches it.
   * @default true
   */
  readonly attach?: boolean;
}

const CALL = 'defineComputeRole';
const ID = 'AmplifySecretsHosting';
const LOGICAL_ID = 'AmplifySecretsComputeRole';

/**
 * The SSR compute role of a server in Amplify Hosting (Next.js, Nuxt, SvelteKit, Astro): the role that its code runs with, which can be
 * granted secrets like a function, and anything else like any CDK role. Only Amplify Hosting can assume it, and only for the deployed
 * branch. The server reads its environment from `custom.amplifySecrets` in amplify_outputs.json, by `createNextSecrets({ outputs })` of
 * `@amplify-secrets/runtime/next`.
 *
 * Its logical id in the root stack's template is `AmplifySecretsComputeRole`.
 *
 * In a sandbox and in a standalone deployment no branch hosts a server: the role is created, so that the same grants synthesise, and
 * nobody can assume it. https://docs.aws.amazon.com/amplify/latest/userguide/amplify-SSR-compute-role.html
 *
 * @throws {BackendInvalidError} When it was not given what `defineBackend` returned.
 * @throws {ComputeRoleInvalidError} When it is called twice, an option is not valid, or the branch cannot be named in an IAM policy.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is.
 * @throws {GrantLostError} At the end of the synthesis, when the output `custom.amplifySecrets` was changed.
 * @example
 * ```ts
 * const backend = defineBackend({ auth });
 * const computeRole = defineComputeRole(backend);
 * grantSecretRead(computeRole, secrets.stripe);
 * ```
 */
export function defineComputeRole(backend: ComputeRoleBackend, options: ComputeRoleOptions = {}): Role {
  const state = openBackend(stackOf(backend, CALL));
  const { root, deployment } = state;
  const { attach = true } = checkOptions(options, {
    owner: CALL,
    types: { attach: BOOLEAN },
    example: `${CALL}(backend, { attach: false })`,
    error: 'ComputeRoleInvalidError',
  });
  if (typeof backend.addOutput !== 'function') {
    throw new BackendError(
      'BackendInvalidError',
      `The first argument of ${CALL} must be what defineBackend returned: the server reads its environment from the outputs of the backend.`,
      `Write: const backend = defineBackend({ myFunction }); ${CALL}(backend).`,
    );
  }
  if (root.node.tryFindChild(ID) !== undefined) {
    throw new BackendError(
      'ComputeRoleInvalidError',
      `${CALL} was called twice for one backend, and a branch in Amplify Hosting has one compute role.`,
      'Keep what the first call returned, and grant that.',
    );
  }
  const branch = hostingBranchOf(deployment);

  const scope = new Construct(root, ID);
  const role = new Role(scope, 'ComputeRole', {
    assumedBy: hostingPrincipal(root, branch),
    description: `Server code in Amplify Hosting: ${describeDeployment(deployment)}`.replace(/[^\x20-\x7e]/g, '?'),
  });
  // Tests and tools find it by this name.
  if (CfnResource.isCfnResource(role.node.defaultChild)) role.node.defaultChild.overrideLogicalId(LOGICAL_ID);
  const descriptor = state.descriptors.ofPrincipal(role, deployment);
  publishDescriptor(backend, root, descriptor);
  state.finalSteps.add('descriptor', () => verifyPublished(root, descriptor));

  if (branch !== undefined && attach) attachRole(scope, role, branch);
  else if (branch !== undefined) showHowToAttach(scope, role, branch);
  else if (deployment.type === 'standalone') {
    const message = `${describeDeployment(deployment)} is not a branch in Amplify Hosting, so nothing runs with the compute role.`;
    note(role, 'compute-role', message);
  }
  return role;
}

function showHowToAttach(scope: Construct, role: Role, { appId, branchName }: HostingBranch): void {
  const { stackName } = Stack.of(scope);
  new CfnOutput(scope, 'Arn', { value: role.roleArn }).overrideLogicalId('AmplifySecretsComputeRoleArn');
  const arn = shellLine`aws cloudformation describe-stacks --stack-name ${stackName} --query "Stacks[0].Outputs[?OutputKey=='AmplifySecretsComputeRoleArn'].OutputValue" --output text`;
  const update = shellLine`aws amplify update-branch --app-id ${appId} --branch-name ${branchName}`;
  note(
    role,
    'compute-role',
    `The compute role is not attached. Once it is deployed, run:\n${update} --compute-role-arn "$(${arn})"`,
  );
}
