import { SecretsError } from '../contract/errors.js';

/** Which login failed: a version of the secret, or the administrator. */
export type Login = 'pending' | 'current' | 'previous' | 'admin';

/** Without the driver's error as cause: it may have the statement, and so the password. */
export function loginFailed(
  failures: readonly (readonly [Login, { readonly refused: unknown }])[],
  resolution: string,
): SecretsError {
  const said = failures.map(([login, { refused }]) => `${DESCRIPTION[login]}${codeOf(refused)}`).join('; ');
  return new SecretsError(
    'RotationLoginFailedError',
    `The database must accept a login, and refused: ${said}.`,
    resolution,
  );
}

/** What a statement is for, and what the database asks for it. */
export interface StatementNeeds {
  readonly what: string;
  readonly resolution: string;
}

/** As above. */
export function statementRefused({ what, resolution }: StatementNeeds, error: unknown): SecretsError {
  return new SecretsError('RotationStatementRefusedError', `The database did not ${what}${codeOf(error)}.`, resolution);
}

export function userMismatch(message: string, resolution: string): SecretsError {
  return new SecretsError('RotationUserMismatchError', message, resolution);
}

const DESCRIPTION: Readonly<Record<Login, string>> = {
  pending: 'the user of the pending version',
  current: 'the user of the current version',
  previous: 'the user of the previous version',
  admin: 'the administrator',
};

/** The code of a driver's error, which never has a value in it: 28P01, ER_ACCESS_DENIED_ERROR, ECONNREFUSED. */
function codeOf(error: unknown): string {
  const code: unknown = Object(error).code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
}
