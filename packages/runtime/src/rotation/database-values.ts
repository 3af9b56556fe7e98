import { isDeepStrictEqual } from 'node:util';
import { describeName } from '../contract/describe-value.js';
import { reveal } from '../values/protect.js';
import { type Login, userMismatch } from './database-errors.js';

const START_AGAIN =
  'Remove the stage AWSPENDING from its version, and rotate again: the pending version was not made from the current one.';

/** A field of a secret's value, which has the shape of its declaration. */
export function stringIn(value: object, field: string, login: Login): string {
  const found: unknown = Object.hasOwn(value, field) ? Object(value)[field] : undefined;
  if (typeof found === 'string' && found !== '' && !found.includes('\0')) return found;
  throw userMismatch(
    `The ${login === 'admin' ? "administrator's secret" : `${login} version`} must have a string in the field ${describeName(field)}.`,
    login === 'admin'
      ? "Name its fields: adminFields: { username: 'user', password: 'pass' }."
      : "Name its fields: fields: { username: 'user', password: 'pass' }.",
  );
}

/** Whether two versions are of the same user at the same host: equal but for these fields. */
export function isSame(one: object, other: object, but: readonly string[]): boolean {
  return differingField(one, other, but) === undefined;
}

/** @throws {RotationUserMismatchError} When the pending version is not the current one with another login. */
export function checkSame(pending: object, current: object, but: readonly string[]): void {
  const field = differingField(pending, current, but);
  if (field === undefined) return;
  // Other names of fields may be data.
  const named = ['host', 'username', 'user', 'port'].includes(field) ? `"${field}"` : 'a field';
  throw userMismatch(
    `The pending version must be the current one with a new login alone, and differs in ${named}.`,
    START_AGAIN,
  );
}

/** @throws {RotationUserMismatchError} When the pending version is not of the user whose turn it is. */
export function checkTurn(pending: string, expected: string): void {
  if (pending === expected) return;
  throw userMismatch(
    'The pending version must be of the user that is not current, and is of another one.',
    START_AGAIN,
  );
}

/** @throws {RotationUserMismatchError} When the administrator's secret names another host: its password is not sent to this one. */
export function checkHost(admin: object, current: object): void {
  const [expected, host] = [admin, current].map((value) => Object(value).host);
  if (expected === undefined || host === undefined || expected === host) return;
  throw userMismatch(
    "The administrator's secret must have the host of the secret that is rotated, and has another one.",
    'Give the administrator of the same database: admin: secrets.databaseAdmin.',
  );
}

/** The user whose turn it is. */
export function otherUser([one, other]: readonly [string, string], current: string): string {
  if (current === one) return other;
  if (current === other) return one;
  throw userMismatch(
    `The user of the current version must be ${describeName(one)} or ${describeName(other)}, and is another one.`,
    'Write its name into `users`.',
  );
}

function differingField(one: object, other: object, but: readonly string[]): string | undefined {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].find(
    (field) => !but.includes(field) && !isDeepStrictEqual(reveal(Object(one)[field]), reveal(Object(other)[field])),
  );
}
