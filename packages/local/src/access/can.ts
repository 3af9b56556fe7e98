import { findFunction } from '../backend/find-function.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { AccessRequest, Decision } from '../iam/model.js';
import { decide } from './decide.js';

/**
 * Decides whether a function's role may take an action on a resource, by the policies in the templates: those of the role,
 * its permissions boundary, and the resource's own.
 *
 * `action` is one action (`secretsmanager:GetSecretValue`), `arn` one full ARN, or `*` for an action without a resource
 * type. The request is the plain one, with none of its options (no VersionStage), and names a secret in whichever way is
 * allowed. `context` holds condition keys, in lower case, that stand over those the service would fill in. What cannot be
 * known is `unknown`: the tags of what no template declares, the time of the request. Throws FunctionUnknownError.
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
