import { evaluate } from '../iam/evaluate.js';
import type { AccessRequest, Decision } from '../iam/model.js';
import { findFunction } from './find-function.js';
import type { Backend, BackendFunction } from './model.js';

/**
 * Decides whether a function's role may take an action on a resource, by the policies in the templates: those of the role,
 * its permissions boundary, and the resource's own.
 *
 * `action` is one action (`secretsmanager:GetSecretValue`), `arn` one full ARN, or `*` for an action without a resource
 * type. `context` holds the condition keys that the service would fill in, in lower case. What cannot be known is
 * `unknown`. Throws FunctionUnknownError.
 */
export function can(
  backend: Backend,
  fn: string | BackendFunction,
  action: string,
  arn: string,
  context: NonNullable<AccessRequest['context']> = {},
): Decision {
  const { role } = findFunction(backend, fn);
  const keyPolicy = action.startsWith('kms:') ? backend.keyPolicies.get(arn) : undefined;
  const resourcePolicy = keyPolicy ?? backend.secretPolicies.get(arn);
  return evaluate({
    role,
    action,
    resource: arn,
    context,
    ...(resourcePolicy && { resourcePolicy }),
    ...(action.startsWith('kms:') && { resourcePolicyRule: 'key' as const }),
  });
}
