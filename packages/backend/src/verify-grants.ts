import { DESCRIPTOR_VARIABLE, SecretsError } from '@amplify-secrets/runtime/contract';
import { CfnResource, type Stack } from 'aws-cdk-lib';
import {
  constructBehind,
  isAttached,
  isSame,
  policiesAround,
  type SynthesizedPolicy,
  templateOf,
} from './attached-policies.js';
import type { GrantedPrincipal } from './grant-state.js';
import { grantLost } from './holder.js';
import { warn } from './notes.js';
import type { Permission } from './statements.js';
import type { ToldFunction } from './told-function.js';

/**
 * Finds every grant again in what synthesis is about to write. CDK drops statements silently where a role is imported, immutable or of
 * another account, and code after a grant can remove them. Throws GrantLostError.
 */
export function verifyGrants(
  root: Stack,
  principals: readonly GrantedPrincipal[],
  functions: readonly ToldFunction[],
): void {
  const policies = policiesAround(root);
  for (const { holder, statements } of principals) {
    const attached = policies.filter((policy) => isAttached(policy, holder));
    const lost = statements
      .permissions()
      .filter((permission) => !attached.some((policy) => allows(policy, permission)));
    const [first, ...others] = lost;
    if (first === undefined) continue;
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    throw grantLost(holder, `${first.action} on ${show(root, first.resource)}${more}`);
  }
  for (const told of functions) verifyDescriptor(told);
}

function allows({ stack, template }: SynthesizedPolicy, { action, resource }: Permission): boolean {
  const arn: unknown = stack.resolve(resource);
  return statementsOf(template.Properties?.PolicyDocument).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      statement.Condition === undefined &&
      listOf(statement.Action).includes(action) &&
      listOf(statement.Resource).some((each) => isSame(each, arn)),
  );
}

function verifyDescriptor(told: ToldFunction): void {
  const { lambda } = told;
  const descriptor = told.descriptor();
  const resource = constructBehind(lambda.functionArn);
  if (!told.reached() || !CfnResource.isCfnResource(resource)) {
    warn(
      { construct: lambda },
      'descriptor',
      `The function "${lambda.node.path}" is imported, so its variables cannot be set here. Where it is defined, set ${DESCRIPTOR_VARIABLE}='${descriptor}'.`,
    );
    return;
  }
  const environment = templateOf(resource)?.Properties?.Environment;
  const variables = isRecord(environment) && isRecord(environment.Variables) ? environment.Variables : {};
  if (variables[DESCRIPTOR_VARIABLE] === descriptor) return;
  throw new SecretsError(
    'GrantLostError',
    `The variable ${DESCRIPTOR_VARIABLE} of the function "${lambda.node.path}" was set or removed after the grant.`,
    `Delete the code that sets ${DESCRIPTOR_VARIABLE}: grants do.`,
  );
}

function statementsOf(document: unknown): Record<string, unknown>[] {
  return isRecord(document) ? listOf(document.Statement).filter(isRecord) : [];
}

/** IAM and CDK write a list of one without its brackets. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The ARN as a person reads it: `arn:${AWS::Partition}:…`. */
function show(stack: Stack, arn: string): string {
  const resolved: unknown = stack.resolve(arn);
  const parts: unknown =
    isRecord(resolved) && Array.isArray(resolved['Fn::Join']) ? resolved['Fn::Join'][1] : [resolved];
  return listOf(parts)
    .map((part) => (isRecord(part) && typeof part.Ref === 'string' ? `\${${part.Ref}}` : String(part)))
    .join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
