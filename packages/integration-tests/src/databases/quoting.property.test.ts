import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { DatabaseConnection } from '@amplify-secrets/runtime/rotation';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseServer } from './database-server.js';
import type { DatabaseKind } from './programs.js';
import { whyWithout } from './programs.js';
import { canLogIn, type DatabaseLogin, REAL_DATABASES, type RealDatabase } from './real-databases.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});

const ODD = fc.constantFrom(
  "'",
  '"',
  '`',
  '\\',
  '%',
  '$',
  ';',
  '--',
  '/*',
  '*/',
  '{',
  '?',
  '@',
  '\n',
  ' ',
  'é',
  '日',
  '‮',
  'x',
);
const ODD_ASCII = fc.constantFrom("'", '"', '`', '\\', '%', '$', ';', '--', '/*', '*/', '{', '?', '@', ' ', ':', 'x');
const text = (part: fc.Arbitrary<string>) =>
  fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

/** Settings of a session that change how strings and identifiers are read. */
const SETTINGS: Readonly<Record<DatabaseKind, readonly string[]>> = {
  postgres: ['SET standard_conforming_strings = on', 'SET standard_conforming_strings = off'],
  mariadb: [
    "SET SESSION sql_mode = ''",
    "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
    "SET SESSION sql_mode = 'ANSI_QUOTES', sql_quote_show_create = 0",
    "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,ORACLE'",
  ],
};

/** PostgreSQL's passwords are ASCII: what drivers make of others before they hash them differs. */
const PASSWORDS: Readonly<Record<DatabaseKind, fc.Arbitrary<string>>> = {
  postgres: text(ODD_ASCII),
  mariadb: text(ODD),
};

/** At a login, MySQL and MariaDB remove quotes around the name: a user whose name has them cannot log in. */
const NAMES: Readonly<Record<DatabaseKind, fc.Arbitrary<string>>> = {
  postgres: text(ODD),
  mariadb: text(ODD).filter((odd) => !(odd.startsWith("'") && odd.endsWith("'"))),
};

/** The server quotes the name itself: another way than the strategy's. */
async function createUser(database: RealDatabase, admin: DatabaseConnection, user: string, password: string) {
  const hex = (value: string) => Buffer.from(value).toString('hex');
  if (database.kind === 'postgres') {
    const [sql] = await database.select(
      admin,
      `SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', convert_from('\\x${hex(user)}', 'UTF8'), convert_from('\\x${hex(password)}', 'UTF8'))`,
    );
    await admin.query(`SET standard_conforming_strings = on`);
    await admin.query(String(sql));
    return;
  }
  await admin.query("SET SESSION sql_mode = ''");
  const quoted = (value: string) => `QUOTE(CONVERT(x'${hex(value)}' USING utf8mb4))`;
  const name = `${quoted(user)}, '@''%'''`;
  await admin.query(`EXECUTE IMMEDIATE CONCAT('CREATE USER ', ${name}, ' IDENTIFIED BY ', ${quoted(password)})`);
  await admin.query(`EXECUTE IMMEDIATE CONCAT('GRANT ALL ON app.* TO ', ${name})`);
}

describe.each(REAL_DATABASES)('quoting for $kind', (database) => {
  describe.skipIf(whyWithout(database.kind))('on a real server', () => {
    let server: DatabaseServer;
    let admin: DatabaseConnection;
    let override: ReturnType<typeof useSecrets>;
    beforeAll(async () => {
      server = await database.start();
      admin = await database.connect({ host: server.host, port: server.port, ...server.admin });
    });
    afterAll(async () => {
      await admin?.end();
      await server?.close();
    });
    beforeEach(() => {
      override = useSecrets({ databaseAdmin: server.admin });
    });
    afterEach(() => override.restore());

    it('rotates users and passwords of any characters, whatever the settings of the session are', async () => {
      let count = 0;
      const drawn = fc.record({
        one: NAMES[database.kind],
        other: NAMES[database.kind],
        first: PASSWORDS[database.kind],
        second: PASSWORDS[database.kind],
        setting: fc.constantFrom(...SETTINGS[database.kind]),
        isAlternating: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(drawn, async ({ one, other, first, second, setting, isAlternating }) => {
          count += 1;
          // Names that nobody else has, with the odd characters on both sides.
          const users = [`${one}a${count}${one}`, `${other}b${count}${other}`] as const;
          const current: DatabaseLogin = {
            ...{ host: server.host, port: server.port, username: users[0], password: `${first}1` },
          };
          await createUser(database, admin, current.username, current.password);
          const connect = async (login: DatabaseLogin) => {
            const connection = await database.connect(login);
            await connection.query(setting);
            return connection;
          };
          const strategy = database.strategy(
            isAlternating ? { connect, users, admin: secrets.databaseAdmin } : { connect },
          );
          const pending = { ...current, username: users[isAlternating ? 1 : 0], password: `${second}2` };
          const signal = new AbortController().signal;

          await strategy.set({ token: 'token', signal, current, pending, previous: undefined });

          expect(await canLogIn(database, pending)).toBe(true);
          expect(await canLogIn(database, current)).toBe(isAlternating);
        }),
        { numRuns: 40 },
      );
    });
  });
});
