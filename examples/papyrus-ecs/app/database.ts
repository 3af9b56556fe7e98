import { type ClientOfSecret, secretClient } from '@amplify-secrets/runtime';
import pg from 'pg';
import { secrets } from '../amplify/secrets/resource.js';

export type Database = ClientOfSecret<pg.Pool>;

/** One pool per task, made of the secret `db`; another one as soon as the password has changed. */
export function openDatabase(poolSize: number): Database {
  return secretClient(
    secrets.db,
    ({ host, name, username, password }) =>
      new pg.Pool({ host, database: name, user: username, password, ssl: true, max: poolSize }).on('error', () => {}),
    { close: (pool) => pool.end() },
  );
}
