import type { SecretsError } from '../contract/errors.js';
import { type DatabaseConnection, firstColumn } from './database-connection.js';
import { type StatementNeeds, statementRefused, userMismatch } from './database-errors.js';
import { type DatabaseUserOptions, databaseUserSettings } from './database-options.js';
import { type Dialect, databaseUser } from './database-user.js';
import { cloneUser, type Send, UnknownGrant } from './mysql-clone.js';
import { type Account, changeOwnPassword, changePasswords, type MysqlServer, serverOf } from './mysql-password.js';
import { MYSQL_SESSION, mysqlString } from './sql-quoting.js';
import type { RotationStrategy } from './strategy.js';

/**
 * Rotates the password of a user of MySQL or MariaDB, with your driver. MariaDB gets a hash, since it would log the password; MySQL
 * leaves it out of its logs.
 *
 * With one user, its password changes under the functions that use it: they need `withSecret` or `secretClient` to follow. With two
 * `users` that take turns, the login in use stays valid until the next rotation.
 *
 * @throws {ClientOptionInvalidError} When an option is unknown or not valid.
 *
 * @example
 * ```ts
 * export const handler = rotationHandler(
 *   secrets.database,
 *   mysqlUser({
 *     connect: ({ host, username, password }) => createConnection({ host, user: username, password, ssl: {} }),
 *     users: ['app_a', 'app_b'],
 *     admin: secrets.databaseAdmin,
 *   }),
 * );
 * ```
 */
export function mysqlUser<Value extends object>(options: DatabaseUserOptions<Value>): RotationStrategy<Value, Value> {
  return databaseUser(databaseUserSettings('mysqlUser', options), MYSQL);
}

const MYSQL: Dialect = {
  async changeOwnPassword(connection, _user, password) {
    const server = await openSession(connection, OWN);
    await send(connection, changeOwnPassword(server, password), OWN);
  },
  async changePassword(connection, user, like, password) {
    const server = await openSession(connection, ADMIN);
    const found = await accountsOf(connection, user);
    if (found.length === 0 && (await exists(connection, user))) throw withoutPassword('The other user');
    const accounts = found.length > 0 ? found : await cloned(connection, server, user, like);
    await send(connection, changePasswords(server, accounts, password), ADMIN);
  },
};

const OWN: StatementNeeds = {
  what: "change the user's own password",
  resolution: 'Let an administrator rotate it: with `users` and `admin`.',
};
const ADMIN: StatementNeeds = {
  what: "change the other user's password, or create it",
  resolution:
    "Give the administrator what this needs: GRANT CREATE USER, SELECT ON *.* TO 'admin'@'%', and WITH GRANT OPTION what the first user has.",
};

async function cloned(
  connection: DatabaseConnection,
  server: MysqlServer,
  user: string,
  like: string,
): Promise<readonly Account[]> {
  const from = await accountsOf(connection, like);
  if (from.length === 0) throw withoutPassword('The user of the current version');
  const sendOne: Send = async (sql) => firstColumn(await send(connection, sql, ADMIN));
  try {
    return await cloneUser(sendOne, server, from, user);
  } catch (error) {
    if (!(error instanceof UnknownGrant)) throw error;
    throw statementRefused(
      {
        what: 'show a privilege that can be copied',
        resolution: 'Create the other user yourself, with the privileges of the first.',
      },
      undefined,
    );
  }
}

// MySQL: https://dev.mysql.com/doc/refman/8.4/en/authentication-plugins.html. MariaDB shows '' for the oldest accounts.
const PASSWORD_PLUGINS = "'', 'mysql_native_password', 'caching_sha2_password', 'sha256_password', 'ed25519', 'parsec'";

/** The accounts that log in with a password: a new one would open those that a socket or a certificate authority opens. */
async function accountsOf(connection: DatabaseConnection, user: string): Promise<readonly Account[]> {
  const sql = `SELECT Host FROM mysql.user WHERE User = ${mysqlString(user)} AND plugin IN (${PASSWORD_PLUGINS})`;
  return firstColumn(await send(connection, sql, ADMIN)).map((host) => ({ user, host }));
}

/** Whether a user has accounts of any kind. */
async function exists(connection: DatabaseConnection, user: string): Promise<boolean> {
  const sql = `SELECT Host FROM mysql.user WHERE User = ${mysqlString(user)}`;
  return firstColumn(await send(connection, sql, ADMIN)).length > 0;
}

function withoutPassword(who: string): SecretsError {
  return userMismatch(
    `${who} must have an account that logs in with a password, and has only accounts that log in by a socket or another plugin.`,
    "Give it one, as an administrator: ALTER USER 'name'@'host' IDENTIFIED BY 'a first password'; or name another user in `users`.",
  );
}

async function openSession(connection: DatabaseConnection, needs: StatementNeeds): Promise<MysqlServer> {
  for (const sql of MYSQL_SESSION) await send(connection, sql, needs);
  const [version = ''] = firstColumn(await send(connection, 'SELECT VERSION()', needs));
  return serverOf(version);
}

async function send(connection: DatabaseConnection, sql: string, needs: StatementNeeds): Promise<unknown> {
  try {
    return await connection.query(sql);
  } catch (error) {
    throw statementRefused(needs, error);
  }
}
