import { type DatabaseConnection, firstColumn } from './database-connection.js';
import { type StatementNeeds, statementRefused, userMismatch } from './database-errors.js';
import { type DatabaseUserOptions, databaseUserSettings } from './database-options.js';
import { type Dialect, databaseUser } from './database-user.js';
import { scramVerifier } from './scram-verifier.js';
import { postgresIdentifier, postgresString } from './sql-quoting.js';
import type { RotationStrategy } from './strategy.js';

// The first version that knows SCRAM verifiers. Others, Amazon Redshift among them, would take one for the password itself.
const LEAST_VERSION = 100_000;

/**
 * Rotates the password of a PostgreSQL user, with your driver. The server gets a SCRAM-SHA-256 verifier, never the password, which its
 * logs would keep.
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
 *   postgresUser({
 *     connect: async ({ host, username, password }) => {
 *       const client = new Client({ host, user: username, password, database: 'app', ssl: true });
 *       await client.connect();
 *       return client;
 *     },
 *     users: ['app_a', 'app_b'],
 *     admin: secrets.databaseAdmin,
 *   }),
 * );
 * ```
 */
export function postgresUser<Value extends object>(
  options: DatabaseUserOptions<Value>,
): RotationStrategy<Value, Value> {
  return databaseUser(databaseUserSettings('postgresUser', options), POSTGRES);
}

const POSTGRES: Dialect = {
  async changeOwnPassword(connection, user, password) {
    await checkVersion(connection);
    await run(connection, alterPassword(user, password), OWN);
  },
  async changePassword(connection, user, like, password) {
    await checkVersion(connection);
    // One transaction: after a crash the user exists with everything, or not.
    await run(connection, 'BEGIN READ WRITE', ADMIN);
    // Whoever owns the database, which the user may do, has chosen where the administrator's session looks for tables.
    await run(connection, 'SET LOCAL search_path = pg_catalog', ADMIN);
    const existing = await run(connection, `SELECT 1 FROM pg_roles WHERE rolname = ${postgresString(user)}`, ADMIN);
    if (firstColumn(existing).length === 0) {
      const [role, model] = [postgresIdentifier(user), postgresIdentifier(like)];
      await run(connection, `CREATE ROLE ${role} LOGIN`, ADMIN);
      // It acts as the other from the login on, so what it creates belongs to that one, and both may do the same.
      await run(connection, `GRANT ${model} TO ${role}`, ADMIN);
      await run(connection, `ALTER ROLE ${role} SET role = ${postgresString(like)}`, ADMIN);
    }
    await run(connection, alterPassword(user, password), ADMIN);
    await run(connection, 'COMMIT', ADMIN);
  },
};

const OWN: StatementNeeds = {
  what: "change the user's own password",
  resolution: 'Let an administrator rotate it: with `users` and `admin`.',
};
const ADMIN: StatementNeeds = {
  what: "change the other user's password, or create it",
  resolution:
    'Run as a superuser, with the names of the administrator and of both users: ALTER ROLE admin CREATEROLE; GRANT app_a, app_b TO admin WITH ADMIN OPTION;',
};

const NOT_ASCII = 'The password of the pending version must be of ASCII characters, and has others.';

const TOO_OLD: StatementNeeds = {
  what: 'say that it is PostgreSQL 10 or later, which SCRAM needs',
  resolution: 'Write a strategy of your own, as docs/rotation.md shows.',
};

function alterPassword(user: string, password: string): string {
  // Drivers differ in how they prepare other characters for SCRAM: the user might not get in.
  if (!/^[ -~]+$/.test(password))
    throw userMismatch(NOT_ASCII, 'Leave passwords to the rotation, which makes them of ASCII.');
  return `ALTER ROLE ${postgresIdentifier(user)} PASSWORD ${postgresString(scramVerifier(password))}`;
}

async function checkVersion(connection: DatabaseConnection): Promise<void> {
  const [version = ''] = firstColumn(await run(connection, 'SHOW server_version_num', OWN));
  if (Number(version) >= LEAST_VERSION) return;
  throw statementRefused(TOO_OLD, undefined);
}

async function run(connection: DatabaseConnection, sql: string, needs: StatementNeeds): Promise<unknown> {
  try {
    return await connection.query(sql);
  } catch (error) {
    throw statementRefused(needs, error);
  }
}
