import { isSecretsError } from '../contract/errors.js';
import { isHttpFailure } from './http-failure.js';
import { type Members, membersOf, wrappedErrors } from './walk-error.js';

/** How drivers that do not speak HTTP say that a credential was refused. By shape: none of them is a dependency. */
const REFUSALS: readonly ((member: Members) => boolean)[] = [
  // PostgreSQL: invalid_password, invalid_authorization_specification.
  (member) => member('code') === '28P01' || member('code') === '28000',
  // MySQL and MariaDB: ER_ACCESS_DENIED_ERROR.
  (member) => member('errno') === 1045,
  // MongoDB: AuthenticationFailed. A DOMException has a code 18 too.
  (member) =>
    member('code') === 18 && (member('codeName') === 'AuthenticationFailed' || startsWith(member('name'), 'Mongo')),
  // Redis and Valkey, before version 6 without a code of its own.
  (member) => ['WRONGPASS ', 'NOAUTH ', 'ERR invalid password'].some((code) => startsWith(member('message'), code)),
  // SMTP: authentication credentials invalid.
  (member) => member('responseCode') === 535,
  // gRPC: UNAUTHENTICATED, of @grpc/grpc-js and Connect.
  (member) =>
    member('code') === 16 && (typeof member('details') === 'string' || typeof member('rawMessage') === 'string'),
];

/**
 * Whether an error says that a credential was refused: as wrong, unknown, revoked or expired, rather than as not allowed to do something.
 * `withSecret` asks it when `use` fails. It looks into `cause`, the `errors` of an AggregateError and other wrappers, and recognises:
 *
 * - HTTP 401, and HTTP 403 with a code that is about the credential, of axios, undici, Stripe, Octokit, openai, @anthropic-ai/sdk and
 *   other clients; and a Response of `fetch`, by its status and headers: its body is not read
 * - the AWS SDK: an access key that does not exist, a wrong signature, an expired token; not a wrong clock
 * - PostgreSQL 28P01 and 28000, MySQL and MariaDB 1045, MongoDB 18
 * - Redis WRONGPASS and NOAUTH, SMTP 535, gRPC UNAUTHENTICATED
 *
 * Errors of this package are about the function's own role, so they are not.
 *
 * @example
 * ```ts
 * const pool = await withSecret(secrets.database, connect, {
 *   isAuthFailure: (error) => isAuthFailure(error) || (error instanceof TokenRevoked),
 * });
 * ```
 */
export function isAuthFailure(error: unknown): boolean {
  for (const each of wrappedErrors(error, isForeign)) {
    const member = membersOf(each);
    if (isHttpFailure(each) || REFUSALS.some((isRefusal) => isRefusal(member))) return true;
  }
  return false;
}

function isForeign(error: unknown): boolean {
  try {
    return !isSecretsError(error);
  } catch {
    return false;
  }
}

function startsWith(value: unknown, start: string): boolean {
  return typeof value === 'string' && value.startsWith(start);
}
