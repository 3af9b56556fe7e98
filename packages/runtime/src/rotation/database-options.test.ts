import { describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret } from '../define/secret.js';
import { databaseUserSettings } from './database-options.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { databaseAdmin: jsonSecret(['username', 'password']) },
});
const connect = async () => ({ query: async () => [], end: async () => {} });
const users = ['app_a', 'app_b'];
const admin = secrets.databaseAdmin;

// As JavaScript may call it.
const settings = (options: object) => databaseUserSettings('postgresUser', options as never);

describe('databaseUserSettings', () => {
  it('defaults to one user, whose login is in the fields username and password', () => {
    expect(settings({ connect })).toEqual({
      connect,
      fields: { username: 'username', password: 'password' },
      password: {},
      alternating: undefined,
    });
  });

  it('has the fields of the administrator apart from those of the secret', () => {
    const { fields, alternating } = settings({ connect, users, admin, fields: { username: 'user' } });
    expect(fields).toEqual({ username: 'user', password: 'password' });
    expect(alternating).toEqual({ users, admin, fields: { username: 'username', password: 'password' } });
  });

  it.each([
    [{ connect, user: 'app' }, 'there is no option "user"'],
    [{}, '`connect` must be a function that logs in with a value'],
    [{ connect, password: { length: 4 } }, '`length` must be a whole number from 8 to 128'],
    [{ connect, admin }, '`admin` is used with `users` alone'],
    [{ connect, admin, users: ['app_a'] }, '`users` must be the names of two users'],
    [{ connect, admin, users: ['app_a', 'app_a'] }, '`users` must be the names of two users'],
    [{ connect, users }, '`admin` must be the secret of an administrator, who changes the user that is not in use'],
    [
      { connect, users, admin: 'admin' },
      '`admin` must be the secret of an administrator, who changes the user that is not in use',
    ],
  ])('refuses %o', (options, problem) => {
    expect(() => settings(options)).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError', message: `In postgresUser, ${problem}.` }),
    );
  });

  it('takes no option from Object.prototype', () => {
    Object.defineProperty(Object.prototype, 'users', { value: users, configurable: true });
    try {
      expect(settings({ connect }).alternating).toBeUndefined();
    } finally {
      Reflect.deleteProperty(Object.prototype, 'users');
    }
  });
});
