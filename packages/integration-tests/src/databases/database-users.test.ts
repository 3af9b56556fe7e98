import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';
import type { DatabaseUserOptions, PendingRotationStep, RotationStrategy } from '@amplify-secrets/runtime/rotation';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseServer } from './database-server.js';
import { whyWithout } from './programs.js';
import { asAdmin, canLogIn, type DatabaseLogin, REAL_DATABASES } from './real-databases.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});

const step = (
  current: DatabaseLogin,
  pending = current,
  previous?: DatabaseLogin,
): PendingRotationStep<DatabaseLogin> => ({
  ...{ token: 'aaaaaaaa-0f5e-4a5e-8a5e-aaaaaaaaaaaa', signal: new AbortController().signal },
  ...{ current, pending, previous },
});

describe.each(REAL_DATABASES)('rotation of users on $kind', (database) => {
  describe.skipIf(whyWithout(database.kind))('on a real server', () => {
    let server: DatabaseServer;
    /** Each test has users of its own. */
    let count = 0;
    let users: readonly [string, string];
    let first: DatabaseLogin;

    beforeAll(async () => {
      server = await database.start();
    });
    afterAll(() => server.close());

    beforeEach(async () => {
      count += 1;
      users = [`app_a${count}`, `app_b${count}`];
      first = { host: server.host, port: server.port, username: users[0], password: `first-password-${count}` };
      await asAdmin(database, server, database.createUser(first.username, first.password));
      override = useSecrets({ databaseAdmin: server.admin });
    });
    let override: ReturnType<typeof useSecrets>;
    afterEach(() => override.restore());

    const strategyOf = (options: Partial<DatabaseUserOptions<DatabaseLogin>> = {}) =>
      database.strategy({ connect: database.connect, ...options } as DatabaseUserOptions<DatabaseLogin>);
    const alternating = () => strategyOf({ users, admin: secrets.databaseAdmin });
    const rotate = async (strategy: RotationStrategy<DatabaseLogin, DatabaseLogin>, current: DatabaseLogin) => {
      const pending = await strategy.create(step(current));
      await strategy.set(step(current, pending));
      await strategy.test(step(current, pending));
      return pending;
    };

    it('gives one user a new password, which alone logs in', async () => {
      const next = await rotate(strategyOf(), first);

      expect(next).toEqual({ ...first, password: expect.stringMatching(/^[A-Za-z0-9._~-]{32}$/) });
      expect(await canLogIn(database, next)).toBe(true);
      expect(await canLogIn(database, first)).toBe(false);
    });

    it('sets a password once, where the step is delivered twice', async () => {
      const strategy = strategyOf();
      const pending = await strategy.create(step(first));
      await strategy.set(step(first, pending));
      await strategy.set(step(first, pending));
      expect(await canLogIn(database, pending)).toBe(true);
    });

    it('sets the password as the previous version, where the current one never came to the database', async () => {
      const current = { ...first, password: 'never-set-0f5e' };
      const pending = { ...first, password: 'pending-0f5e' };
      await strategyOf().set(step(current, pending, first));
      expect(await canLogIn(database, pending)).toBe(true);
    });

    it('refuses where no version logs in, with the codes of the driver', async () => {
      const current = { ...first, password: 'lost-0f5e' };
      const refused = strategyOf().set(step(current, { ...first, password: 'pending-0f5e' }, current));
      await expect(refused).rejects.toMatchObject({
        name: 'RotationLoginFailedError',
        message: expect.stringMatching(
          /^The database must accept a login, and refused: the user of the current version \((28P01|ER_ACCESS_DENIED_ERROR)\); the user of the previous version/,
        ),
      });
    });

    it('sends no password to another host that the pending version names', async () => {
      const asked: string[] = [];
      const strategy = strategyOf({
        connect: (login) => {
          asked.push(login.host);
          return database.connect(login);
        },
      });
      await expect(strategy.set(step(first, { ...first, host: 'elsewhere.example' }))).rejects.toMatchObject({
        name: 'RotationUserMismatchError',
        message: 'The pending version must be the current one with a new login alone, and differs in "host".',
      });
      expect(asked).toEqual([]);
    });

    it('lets two users take turns, and keeps the login in use valid', async () => {
      const second = await rotate(alternating(), first);
      expect(second.username).toBe(users[1]);
      expect(await canLogIn(database, first)).toBe(true);

      const third = await rotate(alternating(), second);
      expect(third.username).toBe(users[0]);
      expect(await canLogIn(database, second)).toBe(true);
      expect(await canLogIn(database, first)).toBe(false);
    });

    it('lets both users do the same with what either has created', async () => {
      const second = await rotate(alternating(), first);
      const [one, other] = await Promise.all([database.connect(first), database.connect(second)]);
      await one.query(`CREATE TABLE of_first_${count} (id int)`);
      await other.query(`CREATE TABLE of_second_${count} (id int)`);
      for (const table of [`of_first_${count}`, `of_second_${count}`]) {
        for (const connection of [one, other]) {
          await connection.query(`INSERT INTO ${table} (id) VALUES (1)`);
          await connection.query(`ALTER TABLE ${table} ADD COLUMN ${connection === one ? 'a' : 'b'} int`);
        }
      }
      await Promise.all([one.end(), other.end()]);
    });

    it('gives a second user that exists already nothing but a password', async () => {
      const own = { ...first, username: users[1], password: 'own-password-0f5e' };
      await asAdmin(database, server, database.createBareUser(users[1], own.password));
      const second = await rotate(alternating(), first);
      const connection = await database.connect({ ...second });
      expect(await canLogIn(database, own)).toBe(false);
      await expect(connection.query('CREATE TABLE refused (id int)')).rejects.toThrow();
      await connection.end();
    });

    it('refuses a pending version of a user whose turn it is not', async () => {
      const strategy = alternating();
      await expect(strategy.set(step(first, { ...first, password: 'x-0f5e' }))).rejects.toMatchObject({
        name: 'RotationUserMismatchError',
      });
      const another = { ...first, username: 'another' };
      expect(() => strategy.create(step(another))).toThrow(
        expect.objectContaining({ name: 'RotationUserMismatchError' }),
      );
    });

    it('refuses an administrator whose login fails, of another host, or without privileges', async () => {
      const pending = { ...first, username: users[1], password: 'pending-0f5e' };
      const set = () => alternating().set(step(first, pending));
      useSecrets({ databaseAdmin: { ...server.admin, password: 'wrong' } });
      await expect(set()).rejects.toMatchObject({
        name: 'RotationLoginFailedError',
        message: expect.stringContaining('the administrator'),
      });
      useSecrets({ databaseAdmin: { ...server.admin, host: 'elsewhere.example' } });
      await expect(set()).rejects.toMatchObject({ name: 'RotationUserMismatchError' });
      useSecrets({ databaseAdmin: { username: first.username, password: first.password } });
      await expect(set()).rejects.toMatchObject({ name: 'RotationStatementRefusedError' });
    });

    it('keeps passwords out of the log of the server', async () => {
      const passwords = [(await rotate(strategyOf(), first)).password];
      const current = { ...first, password: passwords[0] ?? '' };
      passwords.push((await rotate(alternating(), current)).password);
      expect(server.log()).toMatch(database.kind === 'postgres' ? /ALTER ROLE .*SCRAM-SHA-256/ : /SET PASSWORD = '\*/);
      for (const password of passwords) expect(server.log()).not.toContain(password);
    });
  });
});
