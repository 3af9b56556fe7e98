import { mysqlUser, postgresUser, rotationHandler } from '@amplify-secrets/runtime/rotation';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { secrets, USERS } from './rotated-secrets.js';

// The rotation function of the proofs, bundled and run as Lambda runs it.

const { DATABASE_KIND, DATABASE_USERS } = process.env;
const users = DATABASE_USERS === 'alternating' ? { users: USERS, admin: secrets.databaseAdmin } : {};

export const handler = rotationHandler(
  secrets.database,
  DATABASE_KIND === 'postgres'
    ? postgresUser({
        connect: async ({ host, port, username, password }) => {
          const client = new Client({ host, port, user: username, password, database: 'app' });
          await client.connect();
          return client;
        },
        ...users,
      })
    : mysqlUser({
        connect: ({ host, port, username, password }) =>
          createConnection({ host, port, user: username, password, database: 'app' }),
        ...users,
      }),
);
