import { DESCRIPTOR_VARIABLE, isKeyArn, SecretsError } from '@amplify-secrets/runtime/contract';
import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { grantLost, type Holder } from '../grantees/policy-holder.js';
import { warn } from '../notes/notes.js';
import type { GrantedPrincipal } from '../state/backend-state.js';
import type { FunctionDescriptor } from '../state/function-descriptor.js';
import { type KeyUse, keyConditions } from '../statements/key-use.js';
import type { Permission } from '../statements/principal-statements.js';
import { constructBehind } from '../targets/construct-behind.js';
import {
  attachments,
  isSame,
  policiesAround,
  type SynthesizedPolicy,
  templateOf,
} from '../templates/attached-policies.js';
import { isRecord } from '../templates/choices.js';
import { shown } from '../templates/shown.js';
import { checkQuota } from './check-quota.js';

/**
 * Finds every grant again in what synthesis is about to write. CDK drops statements silently where a role is imported, immutable or of
 * another account, and code after a grant can remove them. Throws GrantLostError.
 */
export function verifyGrants(
  root: Stack,
  principals: readonly GrantedPrincipal[],
  functions: readonly FunctionDescriptor[],
): void {
  const attachedTo = attachments(policiesAround(root));
  for (const { holder, statements } of principals) {
    const attached = attachedTo(holder);
    const permissions = statements.permissions();
    for (const { use, resource } of permissions) if (use !== undefined) checkKey(root.resolve(resource), holder);
    const lost = permissions.filter((permission) => !attached.some((policy) => allows(policy, permission)));
    const [first, ...others] = lost;
    if (first === undefined) {
      const ours = attached.filter((policy) => permissions.some((permission) => allows(policy, permission)));
      checkQuota(holder, attached, ours);
      continue;
    }
    const more = others.length === 0 ? '' : `, and ${others.length} more`;
    throw grantLost(holder, `${first.action} on ${shown(root.resolve(first.resource))}${more}`);
  }
  for (const each of functions) verifyFunction(each);
}

/** A token may turn out to be a text, which nobody has judged: `*` would be every key. */
function checkKey(arn: unknown, { path }: Holder): void {
  if (typeof arn !== 'string' || isKeyArn(arn)) return;
  throw new SecretsError(
    'GrantOptionInvalidError',
    `A grant to "${path}" was given as encryptionKey a token that stands for "${arn}", which is not the whole ARN of one key.`,
    'Give the key that CDK makes, or the ARN from: aws kms describe-key --key-id <alias or id> --query KeyMetadata.Arn.',
  );
}

function allows(policy: SynthesizedPolicy, { action, resource, use }: Permission): boolean {
  const { stack, template } = policy;
  const arn: unknown = stack.resolve(resource);
  if (use === undefined) return unconditional(policy).has(permissionId(action, arn));
  return statementsOf(template.Properties?.PolicyDocument).some(
    (statement) =>
      statement.Effect === 'Allow' &&
      hasConditionOf(use, statement.Condition, stack) &&
      listOf(statement.Action).includes(action) &&
      listOf(statement.Resource).some((each) => isSame(each, arn)),
  );
}

const unconditionals = new WeakMap<SynthesizedPolicy, ReadonlySet<string>>();

/** What a policy allows without a condition: any condition could withhold the permission. Collected once, for a thousand look-ups. */
function unconditional(policy: SynthesizedPolicy): ReadonlySet<string> {
  const known = unconditionals.get(policy);
  if (known !== undefined) return known;
  const allowed = new Set<string>();
  for (const { Effect, Condition, Action, Resource } of statementsOf(policy.template.Properties?.PolicyDocument)) {
    if (Effect !== 'Allow' || Condition !== undefined) continue;
    for (const action of listOf(Action))
      for (const resource of listOf(Resource)) allowed.add(permissionId(action, resource));
  }
  unconditionals.set(policy, allowed);
  return allowed;
}

function permissionId(action: unknown, resource: unknown): string {
  return JSON.stringify([action, resource]);
}

/** Exactly the condition that the grant wrote: any other could withhold the permission. */
function hasConditionOf(use: KeyUse, condition: unknown, stack: Stack): boolean {
  const arns = isRecord(condition) && isRecord(condition.ArnLike) ? condition.ArnLike[use.contextKey] : undefined;
  const arn: unknown = stack.resolve(use.arn);
  return listOf(arns).some((each) => isSame(each, arn)) && isSame(condition, stack.resolve(keyConditions(use, arns)));
}

/** `cfnFunction.role = …` leaves the grant with a role that nothing runs as. */
function verifyRole(lambda: IFunction, resource: CfnResource): void {
  const role: unknown = Stack.of(resource).resolve(lambda.role?.roleArn);
  if (isSame(templateOf(resource)?.Properties?.Role, role)) return;
  throw new SecretsError(
    'GrantLostError',
    `The role of the function "${lambda.node.path}" is not the one that was granted: it was replaced.`,
    'Give the function its role where it is made: new Function(scope, id, { role, … }). Or delete the code that replaces it.',
  );
}

function verifyFunction({ lambda, encode, isSet }: FunctionDescriptor): void {
  const descriptor = encode();
  const resource = constructBehind(lambda.functionArn);
  if (!isSet() || !CfnResource.isCfnResource(resource)) {
    warn(
      { construct: lambda },
      'descriptor',
      `The function "${lambda.node.path}" is imported, so its variables cannot be set here.`,
      `Where it is defined, set ${DESCRIPTOR_VARIABLE}='${descriptor}'.`,
    );
    return;
  }
  verifyRole(lambda, resource);
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
