import { describe, expect, it } from 'vitest';
import { SecretsError } from '../contract/errors.js';
import { TransportFault } from '../transport/fault.js';
import { isAuthFailure } from './auth-failure.js';

const refused = Object.assign(new Error('password authentication failed'), { code: '28P01' });

describe('isAuthFailure, of an error in another', () => {
  it.each([
    ['cause', new Error('a', { cause: new Error('b', { cause: refused }) })],
    ['errors', new AggregateError([new Error('a'), refused])],
    ['driverError, of TypeORM', Object.assign(new Error('a'), { driverError: refused })],
    ['original, of Sequelize', Object.assign(new Error('a'), { original: refused })],
    ['reason', Object.assign(new Error('a'), { reason: refused })],
  ])('finds it in `%s`', (_, error) => {
    expect(isAuthFailure(error)).toBe(true);
  });

  it('ends at errors that contain each other', () => {
    const one = new Error('one');
    const other = new AggregateError([one], 'other', { cause: one });
    one.cause = other;
    expect(isAuthFailure(one)).toBe(false);
  });

  it('gives up after 50 errors', () => {
    let deep: Error = refused;
    for (let depth = 0; depth < 50; depth++) deep = new Error('a', { cause: deep });
    expect(isAuthFailure(deep)).toBe(false);
    expect(isAuthFailure(deep.cause)).toBe(true);
  });

  it('does not look for one in data', () => {
    expect(isAuthFailure(Object.assign(new Error('a'), { error: { code: '28P01' }, cause: { status: 401 } }))).toBe(
      false,
    );
  });
});

describe('isAuthFailure, of what is no refused credential', () => {
  it.each([undefined, null, 401, '401', {}, new Error('401'), () => 401])('is false: %s', (thrown) => {
    expect(isAuthFailure(thrown)).toBe(false);
  });

  it('is false for a DOMException, whose codes are numbers too', () => {
    expect(isAuthFailure(new DOMException('no', 'SecurityError'))).toBe(false);
    expect(isAuthFailure(Object.assign(new Error('no'), { code: 16 }))).toBe(false);
  });

  it.each([
    new SecretsError('SecretAccessDeniedError', 'Denied.', 'Grant it.'),
    new SecretsError('CredentialsExpiredError', 'Expired.', 'Renew them.', {
      cause: new TransportFault('refused', 'Expired.', { code: 'ExpiredTokenException', statusCode: 401 }),
    }),
  ])('is false for an error of the kit, which is about the role of the function: $name', (error) => {
    expect(isAuthFailure(error)).toBe(false);
    expect(isAuthFailure(new Error('a', { cause: error }))).toBe(false);
  });

  it('is false where reading the members throws', () => {
    const hostile = new Proxy(new Error('a'), {
      get: () => {
        throw new Error('no');
      },
    });
    expect(isAuthFailure(hostile)).toBe(false);
    expect(
      isAuthFailure({
        status: 403,
        headers: {
          get: () => {
            throw new Error('no');
          },
        },
      }),
    ).toBe(false);
  });
});

describe('isAuthFailure, of Redis before version 6', () => {
  it('recognises its wrong password, which has no code of its own', () => {
    expect(isAuthFailure(new Error('ERR invalid password'))).toBe(true);
    expect(isAuthFailure(new Error('ERR unknown command'))).toBe(false);
  });
});
