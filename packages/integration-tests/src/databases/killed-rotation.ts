import { mysqlUser, postgresUser, type RotationEvent, rotationHandler } from '@amplify-secrets/runtime/rotation';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { countFromHere, watchedConnection, watchStore } from './kill-point.js';
import type { DatabaseLogin } from './real-databases.js';
import { secrets, USERS } from './rotated-secrets.js';

// The rotation function that is killed.

watchStore();

const { DATABASE_KIND, DATABASE_USERS } = process.env;
const users = DATABASE_USERS === 'alternating' ? { users: USERS, admin: secrets.databaseAdmin } : {};
const database = 'app';

const rotate = rotationHandler(
  secrets.database,
  DATABASE_KIND === 'postgres'
    ? postgresUser({
        connect: ({ host, port, username: user, password }: DatabaseLogin) =>
          watchedConnection(async () => {
            const client = new Client({ host, port, user, password, database });
            await client.connect();
            return client;
          }),
        ...users,
      })
    : mysqlUser({
        connect: ({ host, port, username: user, password }: DatabaseLogin) =>
          watchedConnection(() => createConnection({ host, port, user, password, database })),
        ...users,
      }),
);

export async function handler(event: RotationEvent): Promise<void> {
  if (event.Step === 'createSecret') countFromHere();
  await rotate(event);
}
