import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { DatabaseConnection } from '@amplify-secrets/runtime/rotation';
import { mysqlUser } from '@amplify-secrets/runtime/rotation';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseServer } from './database-server.js';
import { whyWithout } from './programs.js';
import type { DatabaseLogin } from './real-databases.js';
import { startMariaDb } from './start-mariadb.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});

describe.skipIf(whyWithout('mariadb'))('the second user that mysqlUser creates', () => {
  let server: DatabaseServer;
  let admin: DatabaseConnection;
  let override: ReturnType<typeof useSecrets>;
  let statements: string[] = [];
  /** Fails the connection of the administrator before a statement that matches. */
  let failBefore: RegExp | undefined;

  beforeAll(async () => {
    server = await startMariaDb();
    admin = await createConnection({
      host: server.host,
      port: server.port,
      user: server.admin.username,
      password: server.admin.password,
    });
  });
  afterAll(async () => {
    await admin?.end();
    await server?.close();
  });
  beforeEach(async () => {
    override = useSecrets({ databaseAdmin: server.admin });
    statements = [];
    failBefore = undefined;
    for (const sql of [
      "CREATE OR REPLACE USER app_a@'%' IDENTIFIED BY 'first' WITH MAX_USER_CONNECTIONS 7",
      "CREATE OR REPLACE USER app_a@'127.0.0.2' IDENTIFIED BY 'first'",
      "DROP USER IF EXISTS app_b@'%', app_b@'127.0.0.2'",
      'CREATE OR REPLACE ROLE reader',
      "GRANT reader TO app_a@'%'",
      "SET DEFAULT ROLE reader FOR app_a@'%'",
      "GRANT SELECT, INSERT ON app.* TO app_a@'%' WITH GRANT OPTION",
      'CREATE TABLE IF NOT EXISTS app.`odd`` TO ``name` (id int, `a column` int)',
      "GRANT UPDATE (`a column`) ON app.`odd`` TO ``name` TO app_a@'%'",
      "GRANT DELETE ON app.* TO app_a@'127.0.0.2'",
    ]) {
      await admin.query(sql);
    }
  });
  afterEach(() => override.restore());

  async function connect({ host, port, username, password }: DatabaseLogin): Promise<DatabaseConnection> {
    const connection = await createConnection({ host, port, user: username, password });
    return {
      async query(sql) {
        statements.push(sql);
        if (failBefore?.test(sql)) connection.destroy();
        return connection.query(sql);
      },
      end: () => connection.end(),
    };
  }

  const set = () => {
    const current = { host: server.host, port: server.port, username: 'app_a', password: 'first' };
    const pending = { ...current, username: 'app_b', password: 'second' };
    const strategy = mysqlUser({ connect, users: ['app_a', 'app_b'], admin: secrets.databaseAdmin });
    const signal = new AbortController().signal;
    return strategy.set({ token: 'token', signal, current, pending, previous: undefined });
  };
  const shown = async (sql: string) => {
    const [rows] = Object(await admin.query(sql));
    return rows.map((row: object) => String(Object.values(row)[0]).replace(/\*[0-9A-F]{40}/, '*')).sort();
  };

  it('has the privileges, roles, limits and hosts of the first', async () => {
    await set();
    for (const host of ['%', '127.0.0.2']) {
      for (const what of ['GRANTS FOR', 'CREATE USER']) {
        const first = await shown(`SHOW ${what} app_a@'${host}'`);
        const second = await shown(`SHOW ${what} app_b@'${host}'`);
        expect(second).toEqual(first.map((line: string) => line.replace('`app_a`', '`app_b`')));
      }
    }
  });

  it('gets no password for its account that logs in by another plugin', async () => {
    await admin.query("CREATE OR REPLACE USER app_b@'%' IDENTIFIED BY 'before'");
    await admin.query("CREATE OR REPLACE USER app_b@'localhost' IDENTIFIED VIA unix_socket");
    try {
      await set();
      expect(await shown("SHOW CREATE USER app_b@'localhost'")).toEqual([expect.stringContaining('VIA unix_socket')]);
      expect(await shown("SHOW CREATE USER app_b@'%'")).toEqual([expect.stringContaining('BY PASSWORD')]);
    } finally {
      await admin.query("DROP USER app_b@'localhost'");
    }
  });

  it.each([
    ['app_b', 'The other user'],
    ['app_a', 'The user of the current version'],
  ])('is refused where %s has only accounts that log in without a password', async (user, who) => {
    await admin.query(`DROP USER IF EXISTS ${user}@'%', ${user}@'127.0.0.2'`);
    await admin.query(`CREATE OR REPLACE USER ${user}@'localhost' IDENTIFIED VIA unix_socket`);
    try {
      await expect(set()).rejects.toMatchObject({
        name: 'RotationUserMismatchError',
        message: `${who} must have an account that logs in with a password, and has only accounts that log in by a socket or another plugin.`,
      });
      expect(statements.filter((sql) => /^(CREATE|ALTER|RENAME)/.test(sql))).toEqual([]);
    } finally {
      await admin.query(`DROP USER ${user}@'localhost'`);
    }
  });

  it('exists whole or not, wherever its creation is interrupted', async () => {
    await set();
    const made = statements.filter((sql) => /^(DROP|CREATE|GRANT|SET DEFAULT|ALTER|RENAME)/.test(sql));
    const expected = await shown("SHOW GRANTS FOR app_b@'%'");
    expect(made.length).toBeGreaterThan(10);
    for (const sql of made) {
      await admin.query("DROP USER IF EXISTS app_b@'%', app_b@'127.0.0.2'");
      const escaped = sql.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\*[0-9A-F]{40}/, '.*');
      failBefore = new RegExp(`^${escaped}$`);
      await expect(set()).rejects.toMatchObject({ name: 'RotationStatementRefusedError' });
      failBefore = undefined;
      const [found] = await shown("SELECT COUNT(*) FROM mysql.user WHERE User = 'app_b'");
      if (found !== '0') expect(await shown("SHOW GRANTS FOR app_b@'%'")).toEqual(expected);

      await set();

      expect(await shown("SHOW GRANTS FOR app_b@'%'")).toEqual(expected);
      expect(await shown("SELECT COUNT(*) FROM mysql.user WHERE User LIKE 'amplify-secrets-%'")).toEqual(['0']);
    }
  });
});
