import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { isSecretReference, type SecretReference } from '../contract/secret-set.js';
import type { DatabaseConnection } from './database-connection.js';
import { type PasswordOptions, passwordProblem } from './password.js';

/** The fields of a secret's value that are a login. */
export interface LoginFields {
  /** @default 'username' */
  readonly username?: string | undefined;
  /** @default 'password' */
  readonly password?: string | undefined;
}

/** Two users that take turns, and who changes the password of the one that is not in use. */
interface AlternatingUsers {
  /** Their names. The secret's user is one of them; the other is created like it where it does not exist. */
  readonly users: readonly [string, string];
  /** The secret of the database's administrator, which the rotation function is granted to read. */
  readonly admin: SecretReference<object>;
  /** The fields of the administrator's login. */
  readonly adminFields?: LoginFields | undefined;
}

interface SingleUser {
  readonly users?: undefined;
  readonly admin?: undefined;
  readonly adminFields?: undefined;
}

interface CommonOptions<Value> {
  /**
   * Logs in with a value of the secret, and rejects where the login is refused. For the administrator it gets the value with the
   * administrator's user and password in the fields of the login.
   */
  readonly connect: (value: Value) => Promise<DatabaseConnection>;
  /** The fields of the secret's value that are the login. */
  readonly fields?: LoginFields | undefined;
  /** What new passwords are made of. */
  readonly password?: PasswordOptions | undefined;
}

/** How a database user's password is rotated. `Value` is what `getSecret` returns for the secret. */
export type DatabaseUserOptions<Value> = CommonOptions<Value> & (SingleUser | AlternatingUsers);

/** The options, with all defaults. */
export interface DatabaseUserSettings<Value> {
  readonly connect: CommonOptions<Value>['connect'];
  readonly fields: Required<{ readonly [Name in keyof LoginFields]: string }>;
  readonly alternating:
    | {
        readonly users: readonly [string, string];
        readonly admin: SecretReference<object>;
        readonly fields: Required<{ readonly [Name in keyof LoginFields]: string }>;
      }
    | undefined;
  readonly password: PasswordOptions;
}

const NAMES = ['connect', 'fields', 'password', 'users', 'admin', 'adminFields'];

/** @throws {ClientOptionInvalidError} When an option is unknown or not valid. */
export function databaseUserSettings<Value>(
  strategy: string,
  given: DatabaseUserOptions<Value>,
): DatabaseUserSettings<Value> {
  const options = ownProperties(given);
  const refuse = (message: string, resolution: string) => {
    throw new SecretsError('ClientOptionInvalidError', `In ${strategy}, ${message}.`, resolution);
  };
  const stray = Object.keys(options).find((name) => !NAMES.includes(name));
  if (stray !== undefined) refuse(`there is no option "${stray}"`, `Use one of: ${NAMES.join(', ')}.`);
  const { connect, users, admin } = options;
  if (typeof connect !== 'function') {
    refuse(
      '`connect` must be a function that logs in with a value',
      'Give a function that resolves with a connection of your driver.',
    );
  }
  const password = ownProperties(options.password ?? {});
  const problem = passwordProblem(password);
  if (problem) refuse(problem, 'Write, for example: password: { length: 40 }.');
  const fields = fieldsOf(options.fields);
  if (users === undefined) {
    if (admin !== undefined)
      refuse('`admin` is used with `users` alone', "Add users: ['app_a', 'app_b'], or delete admin.");
    return { connect, fields, password, alternating: undefined };
  }
  const areNames =
    Array.isArray(users) && users.length === 2 && users.every((user) => typeof user === 'string' && user);
  if (!areNames || users[0] === users[1]) {
    refuse('`users` must be the names of two users', "Write, for example: users: ['app_a', 'app_b'].");
  }
  if (!isSecretReference(admin)) {
    refuse(
      '`admin` must be the secret of an administrator, who changes the user that is not in use',
      'Write, for example: admin: secrets.databaseAdmin.',
    );
  }
  return {
    connect,
    fields,
    password,
    alternating: { users: [users[0], users[1]], admin, fields: fieldsOf(options.adminFields) },
  };
}

function fieldsOf(given: LoginFields = {}): { readonly username: string; readonly password: string } {
  const { username = 'username', password = 'password' } = ownProperties(given);
  return { username, password };
}
