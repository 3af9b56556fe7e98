import { Client } from 'pg';
import { findPrograms } from '../databases/programs.js';
import { startPostgres } from '../databases/start-postgres.js';
import type { DatabaseLogin } from './values.js';

/** A real PostgreSQL, with the table that the function place-order writes to. */
export interface OrdersDatabase {
  readonly address: Pick<DatabaseLogin, 'host' | 'port'>;
  /** Makes the user that functions log in as. */
  createUser(login: DatabaseLogin): Promise<void>;
  accepts(login: DatabaseLogin): Promise<boolean>;
  countOrders(): Promise<number>;
  /** How many logins it has refused so far. */
  refusedLogins(): number;
  log(): string;
  close(): Promise<void>;
}

/** Undefined where PostgreSQL is not installed. */
export async function startOrdersDatabase(): Promise<OrdersDatabase | undefined> {
  if (findPrograms('postgres') === undefined) return undefined;
  const server = await startPostgres();
  const address = { host: server.host, port: server.port };
  const admin = { ...address, ...server.admin };
  return {
    address,
    createUser: ({ username, password }) =>
      connected(admin, async (client) => {
        await client.query(`CREATE ROLE ${username} LOGIN PASSWORD '${password}'`);
        await client.query('CREATE TABLE orders (id uuid PRIMARY KEY)');
        await client.query(`GRANT INSERT, SELECT ON orders TO ${username}`);
      }),
    accepts: (login) =>
      connected(login, async () => true).catch((error: unknown) => {
        if (Object(error).code === '28P01') return false;
        throw error;
      }),
    countOrders: () =>
      connected(admin, async (client) => Number((await client.query('SELECT count(*) FROM orders')).rows[0].count)),
    refusedLogins: () => server.log().match(/FATAL:\s+password authentication failed/g)?.length ?? 0,
    log: server.log,
    close: server.close,
  };
}

async function connected<Result>(
  { host, port, username, password }: DatabaseLogin,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ host, port, user: username, password, database: 'app' });
  // A refused login is reported twice.
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
