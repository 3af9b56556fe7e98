import { existsSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { whyWithout } from './programs.js';
import { startMariaDb } from './start-mariadb.js';
import { startPostgres } from './start-postgres.js';

describe.skipIf(whyWithout('postgres'))('startPostgres', () => {
  it('starts PostgreSQL that refuses a wrong password, logs statements and is gone after close', async () => {
    const server = await startPostgres();
    const config = { host: server.host, port: server.port, user: server.admin.username, database: 'app' };
    const client = new Client({ ...config, password: server.admin.password });
    client.on('error', () => {});
    await client.connect();
    await client.query('SELECT 12345');
    const wrong = new Client({ ...config, password: 'wrong' });
    await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });
    const { rows } = await client.query('SHOW data_directory');
    await client.end();
    expect(server.log()).toContain('SELECT 12345');

    await server.close();

    expect(existsSync(rows[0].data_directory)).toBe(false);
    await expect(new Client({ ...config, password: 'wrong' }).connect()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

describe.skipIf(whyWithout('mariadb'))('startMariaDb', () => {
  it('starts MariaDB that refuses a wrong password, logs statements and is gone after close', async () => {
    const server = await startMariaDb();
    const config = { host: server.host, port: server.port, user: server.admin.username, database: 'app' };
    const connection = await createConnection({ ...config, password: server.admin.password });
    await connection.query('SELECT 12345');
    await expect(createConnection({ ...config, password: 'wrong' })).rejects.toMatchObject({ errno: 1045 });
    const [rows] = await connection.query<never>('SELECT @@datadir AS folder');
    await connection.end();
    expect(server.log()).toContain('SELECT 12345');

    await server.close();

    expect(existsSync(Object(rows)[0].folder)).toBe(false);
    await expect(createConnection({ ...config, password: 'wrong' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
