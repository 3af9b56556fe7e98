import { describeDeployment } from '@amplify-secrets/runtime/contract';
import { CfnOutput, Stack } from 'aws-cdk-lib';
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
   * Whether deploying a branch gives it the role. A role that the branch had before comes back when this one is deleted or no longer
   * attached. With `false`, a note shows the command that attaches it.
   * @default true
   */
  readonly attach?: boolean;
}

const CALL = 'defineComputeRole';
const ID = 'AmplifySecretsHosting';

/**
 * The SSR compute role of a server in Amplify Hosting (Next.js, Nuxt, SvelteKit, Astro): the role that its code runs with, to be granted
 * secrets like a function, or anything else like any CDK role. Only Amplify Hosting may take it on, for the deployed branch alone. What
 * a function is told in a variable, the server reads from `custom.amplifySecrets` in amplify_outputs.json, with
 * `createNextSecrets({ outputs })` of `@amplify-secrets/runtime/next`.
 *
 * In a sandbox and in a standalone deployment there is no branch to host a server: the role is made, so that grants hold everywhere,
 * and nobody can take it on. Throws BackendInvalidError, ComputeRoleInvalidError or DeploymentUnknownError; and GrantLostError once the
 * templates are synthesised without the descriptor in them.
 * https://docs.aws.amazon.com/amplify/latest/userguide/amplify-SSR-compute-role.html
 *
 * ```ts
 * const backend = defineBackend({ auth });
 * const computeRole = defineComputeRole(backend);
 * grantSecretRead(computeRole, secrets.stripe);
 * ```
 */
export function defineComputeRole(backend: ComputeRoleBackend, options: ComputeRoleOptions = {}): Role {
  const state = openBackend(stackOf(backend, CALL));
  const { root, deployment } = state;
  checkOptions(options, {
    owner: CALL,
    types: { attach: BOOLEAN },
    example: `${CALL}(backend, { attach: false })`,
    error: 'ComputeRoleInvalidError',
  });
  const { attach = true } = options;
  if (typeof backend.addOutput !== 'function') {
    throw new BackendError(
      'BackendInvalidError',
      `${CALL} was given a stack, and the server reads its descriptor from the outputs of an Amplify backend.`,
      `Write: const backend = defineBackend({ … }); ${CALL}(backend).`,
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
  const descriptor = state.descriptors.ofPrincipal(role, deployment);
  publishDescriptor(backend, root, descriptor);
  state.finalSteps.add('descriptor', () => verifyPublished(root, descriptor));

  if (branch !== undefined && attach) attachRole(scope, role, branch);
  else if (branch !== undefined) showHowToAttach(scope, role, branch);
  else if (deployment.type === 'standalone') {
    const text = `${describeDeployment(deployment)} is no branch of Amplify Hosting, so nothing runs as the compute role.`;
    note(role, 'compute-role', text);
  }
  return role;
}

function showHowToAttach(scope: Construct, role: Role, { appId, branchName }: HostingBranch): void {
  const { stackName } = Stack.of(scope);
  new CfnOutput(scope, 'Arn', { value: role.roleArn }).overrideLogicalId('AmplifySecretsComputeRoleArn');
  const arn = `aws cloudformation describe-stacks --stack-name ${stackName} --query "Stacks[0].Outputs[?OutputKey=='AmplifySecretsComputeRoleArn'].OutputValue" --output text`;
  note(
    role,
    'compute-role',
    `The compute role is not attached. Once it is deployed, run:\naws amplify update-branch --app-id ${appId} --branch-name '${branchName}' --compute-role-arn "$(${arn})"`,
  );
}
