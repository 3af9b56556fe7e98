import type { DatabaseConnection } from './database-connection.js';

/** Why a login was refused. */
export interface Refusal {
  readonly refused: unknown;
}

/** Logs in, uses the connection and ends it; or says why it could not log in. Rejects as `use` does. */
export async function loggedIn(
  connect: () => Promise<DatabaseConnection>,
  use: (connection: DatabaseConnection) => Promise<unknown>,
): Promise<Refusal | undefined> {
  let connection: DatabaseConnection;
  try {
    connection = await connect();
  } catch (error) {
    return { refused: error };
  }
  try {
    await use(connection);
  } finally {
    // What was done is done, however the connection ends.
    await connection.end().catch(() => {});
  }
  return undefined;
}

/** Whether a login works: a pooler may refuse it only at the first query. */
export async function tryLogin(connect: () => Promise<DatabaseConnection>): Promise<Refusal | undefined> {
  try {
    return await loggedIn(connect, (connection) => connection.query('SELECT 1'));
  } catch (error) {
    return { refused: error };
  }
}
