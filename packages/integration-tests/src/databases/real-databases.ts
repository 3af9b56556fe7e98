import {
  type DatabaseConnection,
  type DatabaseUserOptions,
  mysqlUser,
  postgresUser,
} from '@amplify-secrets/runtime/rotation';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { DatabaseServer } from './database-server.js';
import type { DatabaseKind } from './programs.js';
import { startMariaDb } from './start-mariadb.js';
import { startPostgres } from './start-postgres.js';

/** What the tests keep in the secret of a database. */
export interface DatabaseLogin {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** One kind of server, with its strategy and its driver as users have them. */
export interface RealDatabase {
  readonly kind: DatabaseKind;
  start(): Promise<DatabaseServer>;
  strategy(options: DatabaseUserOptions<DatabaseLogin>): ReturnType<typeof postgresUser<DatabaseLogin>>;
  connect(login: DatabaseLogin): Promise<DatabaseConnection>;
  /** The first column of the rows. */
  select(connection: DatabaseConnection, sql: string): Promise<readonly unknown[]>;
  /** Statements for a user that may do nothing but log in. */
  createBareUser(user: string, password: string): readonly string[];
  /** Statements for a user that may create tables in the database `app`. */
  createUser(user: string, password: string): readonly string[];
}

export const REAL_DATABASES: readonly RealDatabase[] = [
  {
    kind: 'postgres',
    start: startPostgres,
    strategy: postgresUser,
    connect: connectPostgres,
    select: async (connection, sql) =>
      Object(await connection.query(sql)).rows.map((row: object) => Object.values(row)[0]),
    createBareUser: (user, password) => [`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`],
    createUser: (user, password) => [
      `CREATE ROLE ${user} LOGIN PASSWORD '${password}'`,
      `GRANT ALL ON SCHEMA public TO ${user}`,
    ],
  },
  {
    kind: 'mariadb',
    start: startMariaDb,
    strategy: mysqlUser,
    connect: ({ host, port, username, password }) =>
      createConnection({ host, port, user: username, password, database: 'app' }),
    select: async (connection, sql) =>
      Object(await connection.query(sql))[0].map((row: object) => Object.values(row)[0]),
    createBareUser: (user, password) => [
      `CREATE USER ${user}@'%' IDENTIFIED BY '${password}'`,
      `GRANT SELECT ON app.* TO ${user}@'%'`,
    ],
    createUser: (user, password) => [
      `CREATE USER ${user}@'%' IDENTIFIED BY '${password}'`,
      `GRANT ALL ON app.* TO ${user}@'%'`,
    ],
  },
];

/** Logs in as the server's administrator, runs statements, and logs out. */
export async function asAdmin(
  database: RealDatabase,
  { host, port, admin }: DatabaseServer,
  statements: readonly string[],
): Promise<void> {
  const connection = await database.connect({ host, port, ...admin });
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

/** Whether a login works. */
export async function canLogIn(database: RealDatabase, login: DatabaseLogin): Promise<boolean> {
  try {
    const connection = await database.connect(login);
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

async function connectPostgres({ host, port, username, password }: DatabaseLogin): Promise<Client> {
  const client = new Client({ host, port, user: username, password, database: 'app' });
  // The server may end while a client is idle.
  client.on('error', () => {});
  await client.connect();
  return client;
}
