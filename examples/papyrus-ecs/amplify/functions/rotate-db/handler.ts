import { postgresUser, rotationHandler } from '@amplify-secrets/runtime/rotation';
import { Client } from 'pg';
import { secrets } from '../../secrets/resource.js';

/** Gives the database's user another password: in the database and in the secret. */
export const handler = rotationHandler(
  secrets.db,
  postgresUser({
    connect: async ({ host, name, username, password }) => {
      const client = new Client({ host, database: name, user: username, password, ssl: true });
      await client.connect();
      return client;
    },
  }),
);
