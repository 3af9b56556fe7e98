import { findFunction } from '../backend/find-function.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { AccessRequest, Decision } from '../iam/model.js';
import { decide } from './decide.js';

/**
 * Decides whether a function's role is allowed an action on a resource, by the policies in the templates: the role's, its
 * permissions boundary, and the resource's.
 *
 * `action` is one action (`secretsmanager:GetSecretValue`), `arn` one full ARN, or `*` for an action without a resource
 * type. The request has none of its options (no VersionStage), and names a secret in whichever way is allowed. `context` has
 * condition keys in lower case, which override those of the service. What depends on something that the templates do not
 * contain, such as the time of the request or the tags of a secret that they do not declare, is `unknown`.
 *
 * @throws {FunctionUnknownError} When the backend has no function of that name.
 * @example
 * ```ts
 * const { arn } = aws.secrets.put('myapp/prod/stripe', '{"apiKey":"rk_test"}');
 * expect(can(backend, 'stripe-webhook', 'secretsmanager:GetSecretValue', arn).effect).toBe('allow');
 * ```
 */
export function can(
  backend: Backend,
  fn: string | BackendFunction,
  action: string,
  arn: string,
  context: NonNullable<AccessRequest['context']> = {},
): Decision {
  return decide(backend, findFunction(backend, fn), { action, arn, keys: { context } });
}
