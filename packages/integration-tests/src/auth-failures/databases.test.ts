import type { Socket } from 'node:net';
import { isAuthFailure } from '@amplify-secrets/runtime';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import { afterEach, describe, expect, it } from 'vitest';
import { rejectionOf } from './http-server.test.support.js';
import { refuseInMongo } from './mongo.test.support.js';
import { refuseInMysql, refuseInPostgres, refuseInRedis, startServer } from './packets.test.support.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function portOf(serve: (socket: Socket) => void): Promise<number> {
  const server = await startServer(serve);
  closing.push(server.close);
  return server.port;
}

describe('isAuthFailure, of PostgreSQL', () => {
  const connect = async (sqlState: string, message: string) => {
    const port = await portOf(refuseInPostgres(sqlState, message));
    return rejectionOf(
      new pg.Client({ host: '127.0.0.1', port, user: 'app', password: 'wrong', database: 'app' }).connect(),
    );
  };

  it.each([
    ['28P01', 'password authentication failed for user "app"'],
    ['28000', 'role "app" is not permitted to log in'],
  ])('recognises %s of pg', async (sqlState, message) => {
    expect(isAuthFailure(await connect(sqlState, message))).toBe(true);
  });

  it.each([
    ['42501', 'permission denied for database "app"'],
    ['53300', 'sorry, too many clients already'],
    ['57P03', 'the database system is starting up'],
    ['3D000', 'database "app" does not exist'],
  ])('is false for %s of pg', async (sqlState, message) => {
    expect(isAuthFailure(await connect(sqlState, message))).toBe(false);
  });
});

describe('isAuthFailure, of MySQL', () => {
  const connect = async (code: number, message: string) => {
    const port = await portOf(refuseInMysql(code, message));
    return rejectionOf(createConnection({ host: '127.0.0.1', port, user: 'app', password: 'wrong' }));
  };

  it('recognises 1045 of mysql2', async () => {
    expect(isAuthFailure(await connect(1045, "Access denied for user 'app'@'localhost' (using password: YES)"))).toBe(
      true,
    );
  });

  it.each([
    [1044, "Access denied for user 'app'@'localhost' to database 'app'"],
    [1142, "SELECT command denied to user 'app'@'localhost' for table 'orders'"],
    [1040, 'Too many connections'],
  ])('is false for %s of mysql2', async (code, message) => {
    expect(isAuthFailure(await connect(code, message))).toBe(false);
  });
});

describe('isAuthFailure, of MongoDB', () => {
  const connect = async (code: number, codeName: string) => {
    const port = await portOf(refuseInMongo({ code, codeName, errmsg: `${codeName}.` }));
    const client = new MongoClient(`mongodb://app:wrong@127.0.0.1:${port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 2_000,
    });
    closing.push(() => client.close());
    return rejectionOf(client.connect());
  };

  it('recognises 18 of mongodb', async () => {
    expect(isAuthFailure(await connect(18, 'AuthenticationFailed'))).toBe(true);
  });

  it.each([
    [13, 'Unauthorized'],
    [8000, 'AtlasError'],
  ])('is false for %s of mongodb', async (code, codeName) => {
    expect(isAuthFailure(await connect(code, codeName))).toBe(false);
  });
});

const REFUSED = ['WRONGPASS invalid username-password pair or user is disabled.', 'NOAUTH Authentication required.'];
const OTHER = [
  "NOPERM User app has no permissions to run the 'get' command",
  'LOADING Redis is loading the dataset in memory',
];

describe('isAuthFailure, of Redis', () => {
  const connect = async (error: string) => {
    const port = await portOf(refuseInRedis(error));
    const client = createClient({
      username: 'app',
      password: 'wrong',
      socket: { host: '127.0.0.1', port, reconnectStrategy: false },
    });
    client.on('error', () => {});
    return rejectionOf(client.connect());
  };
  const connectIo = async (error: string) => {
    const port = await portOf(refuseInRedis(error));
    const client = new Redis({
      host: '127.0.0.1',
      port,
      username: 'app',
      password: 'wrong',
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: null,
    });
    client.on('error', () => {});
    closing.push(() => client.disconnect());
    return rejectionOf(client.get('a'));
  };

  it.each(REFUSED)('recognises it of redis: %s', async (error) => {
    expect(isAuthFailure(await connect(error))).toBe(true);
  });

  it.each(OTHER)('is false for another error of redis: %s', async (error) => {
    expect(isAuthFailure(await connect(error))).toBe(false);
  });

  it.each(REFUSED)('recognises it of ioredis: %s', async (error) => {
    expect(isAuthFailure(await connectIo(error))).toBe(true);
  });

  it.each(OTHER)('is false for another error of ioredis: %s', async (error) => {
    expect(isAuthFailure(await connectIo(error))).toBe(false);
  });
});
