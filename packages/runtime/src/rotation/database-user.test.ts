import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { useSecrets } from '../testing/use-secrets.js';
import { mysqlUser } from './mysql-user.js';
import { postgresUser } from './postgres-user.js';
import type { PendingRotationStep } from './strategy.js';

// What the servers do is in integration-tests/src/databases/database-users.test.ts.

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});
const current = { host: 'db.example', username: 'app_a', password: 'canary-current-0f5e' };
const pending = { ...current, password: 'canary-pending-0f5e' };

const step = <Value>(values: { current: Value; pending: Value; previous?: Value }): PendingRotationStep<Value> => ({
  ...{ token: 'token', signal: new AbortController().signal, previous: undefined },
  ...values,
});

/** A driver whose errors quote the statement, as those of mysql2 do. */
const quoting = (accepts: (password: string) => boolean, refuses: RegExp) => async (login: typeof current) => {
  if (!accepts(login.password)) throw Object.assign(new Error(inspect(login)), { code: '28P01', login });
  return {
    async query(sql: string) {
      if (refuses.test(sql)) throw Object.assign(new Error(sql), { code: 'ER_REFUSED', sql });
      return { rows: [{ version: sql.includes('VERSION()') ? '8.4.0' : '150000' }] };
    },
    end: async () => {},
  };
};

let override: ReturnType<typeof useSecrets>;
beforeEach(() => {
  override = useSecrets({ databaseAdmin: { username: 'admin', password: 'canary-admin-0f5e' } });
});
afterEach(() => override.restore());

describe.each([
  ['postgresUser', postgresUser<typeof current>],
  ['mysqlUser', mysqlUser<typeof current>],
] as const)('%s', (_name, strategyOf) => {
  it.each([
    ['a login', () => false, /never/, 'RotationLoginFailedError', '(28P01)'],
    [
      'a statement',
      (password: string) => password === current.password,
      /./,
      'RotationStatementRefusedError',
      '(ER_REFUSED)',
    ],
  ])('shows no value where %s is refused, but the code of the driver', async (_what, accepts, refuses, name, code) => {
    const strategy = strategyOf({ connect: quoting(accepts, refuses) });
    const error: unknown = await Promise.resolve(strategy.set(step({ current, pending }))).catch((thrown) => thrown);
    expect(error).toMatchObject({ name, message: expect.stringContaining(code) });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  });

  it('refuses a user for whom the database accepts any password', async () => {
    const strategy = strategyOf({ connect: quoting(() => true, /never/) });
    await expect(strategy.set(step({ current, pending }))).rejects.toMatchObject({
      name: 'RotationUserMismatchError',
      message: expect.stringContaining('accepts any password for it'),
    });
  });

  it('is done where an earlier try has set the password already', async () => {
    const strategy = strategyOf({ connect: quoting((password) => password === pending.password, /never/) });
    await expect(strategy.set(step({ current, pending }))).resolves.toBeUndefined();
  });

  it('names the field that is not in the value', () => {
    const strategy = strategyOf({ connect: quoting(() => true, /never/), fields: { username: 'user' } });
    expect(() => strategy.create(step({ current, pending }))).toThrow('must have a string in the field "user"');
  });

  it('names the administrator where its login is refused', async () => {
    const strategy = strategyOf({
      connect: quoting((password) => password === current.password, /never/),
      users: ['app_a', 'app_b'],
      admin: secrets.databaseAdmin,
    });
    const other = { ...pending, username: 'app_b' };
    await expect(strategy.set(step({ current, pending: other }))).rejects.toMatchObject({
      name: 'RotationLoginFailedError',
      message: 'The database must accept a login, and refused: the administrator (28P01).',
    });
  });
});

describe('postgresUser', () => {
  it('sends no verifier to a server that would take it for the password', async () => {
    const sent: string[] = [];
    const strategy = postgresUser({
      connect: async (login: typeof current) => {
        if (login === pending) throw new Error('refused');
        return {
          query: async (sql: string) => {
            sent.push(sql);
            return { rows: [{ server_version_num: '80002' }] };
          },
          end: async () => {},
        };
      },
    });
    await expect(strategy.set(step({ current, pending }))).rejects.toMatchObject({
      name: 'RotationStatementRefusedError',
    });
    expect(sent).toEqual(['SHOW server_version_num']);
  });
});
