import { DESCRIPTOR_VARIABLE, shellLine } from '@amplify-secrets/runtime/contract';
import { CfnResource } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BackendError } from '../backend-error.js';
import { warn } from '../notes/notes.js';
import type { FunctionDescriptor } from '../state/function-descriptor.js';
import { constructBehind } from '../targets/construct-behind.js';
import { variablesIn } from '../templates/function-variables.js';
import { isSameValue } from '../templates/same-value.js';
import type { StageResources, Template } from '../templates/stage-resources.js';

/**
 * Finds the role that was granted, and the descriptor, again in the template of every granted function. Warns of functions whose descriptor
 * cannot be set.
 *
 * @throws {GrantLostError} When code after the grant replaced one of them.
 */
export function verifyFunctions({ templateOf }: StageResources, functions: readonly FunctionDescriptor[]): void {
  for (const { lambda, encode, isSet } of functions) {
    const resource = constructBehind(lambda.functionArn);
    if (isSet() && CfnResource.isCfnResource(resource)) {
      const template = templateOf(resource);
      verifyRole(lambda, resource, template);
      if (isAtEdge(lambda)) warnOfEdge(lambda, encode());
      else verifyDescriptor(lambda, encode(), template);
      continue;
    }
    warn(
      lambda,
      'descriptor',
      `The function "${lambda.node.path}" is imported, so its environment variables cannot be set here.`,
      shellLine`Where it is defined, set ${DESCRIPTOR_VARIABLE}=${encode()}`,
    );
  }
}

/** After `cfnFunction.role = …`, the grant is to a role that nothing runs as. */
function verifyRole(lambda: IFunction, resource: CfnResource, template: Template | undefined): void {
  if (isSameValue(template?.Properties?.Role, resource.stack.resolve(lambda.role?.roleArn))) return;
  throw new BackendError(
    'GrantLostError',
    `The role of the function "${lambda.node.path}" was replaced after the grant, so the grant is not the function's.`,
    'Give the function its role where it is defined, by its property "role". Or delete the code that replaces it.',
  );
}

function verifyDescriptor(lambda: IFunction, descriptor: string, template: Template | undefined): void {
  if (variablesIn(template)[DESCRIPTOR_VARIABLE] === descriptor) return;
  throw new BackendError(
    'GrantLostError',
    `The variable ${DESCRIPTOR_VARIABLE} of the function "${lambda.node.path}" was set or removed after the grant.`,
    `Delete the code that sets ${DESCRIPTOR_VARIABLE}: grants set it.`,
  );
}

/** CDK removes the variable where it associates the function with a distribution, and says so in a note. */
function isAtEdge({ node }: IFunction): boolean {
  return node.metadata.some(({ data }) =>
    String(data).startsWith(`Removed ${DESCRIPTOR_VARIABLE} environment variable`),
  );
}

function warnOfEdge(lambda: IFunction, encoded: string): void {
  const { v: _version, ...descriptor } = JSON.parse(encoded);
  warn(
    lambda,
    'edge',
    `The function "${lambda.node.path}" runs at Lambda@Edge, which has no environment variables, so its code cannot know which environment it is in.`,
    `Read with a client that names it: createSecretsClient({ region: 'us-east-1', descriptor: ${JSON.stringify(descriptor)} }).`,
  );
}
