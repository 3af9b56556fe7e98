import { isPlainObject, type SecretReference } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import type { RawValue } from '../stores/secrets-store.js';

/** Field → its value as a string; a value that is no JSON object, and one of another kind, has the one field ''. */
export type Fields = ReadonlyMap<string, string>;

/** What a secret is made of. JSON that is not valid counts as a whole. */
export function fieldsOf({ definition: { kind } }: SecretReference, value: RawValue): Fields {
  if (!('text' in value)) return new Map([['', Buffer.from(value.bytes).toString('base64')]]);
  const members = kind === 'json' ? jsonObject(value.text) : undefined;
  if (members === undefined) return new Map([['', value.text]]);
  return new Map(Object.entries(members).map(([field, member]) => [field, shown(member)]));
}

/** As `fieldsOf`, for a comparison: "1" and 1 differ, and so do numbers beyond what JavaScript holds exactly. */
export function comparedFieldsOf({ definition: { kind } }: SecretReference, value: RawValue): Fields {
  const text = kind === 'json' && 'text' in value ? withoutMark(value.text) : undefined;
  const members = text === undefined ? undefined : jsonObject(text);
  if (text === undefined || members === undefined) {
    return new Map([['', 'text' in value ? value.text : Buffer.from(value.bytes).toString('base64')]]);
  }
  const numbers = hasInexactNumber(text) ? numbersOf(text).join(' ') : '';
  return new Map(
    Object.entries(members).map(([field, member]) => {
      const json = JSON.stringify(member);
      return [field, numbersOf(json).length > 0 ? `${json} ${numbers}` : json];
    }),
  );
}

/** The members of a JSON object; undefined for anything else. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(withoutMark(text));
    return isPlainObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes that `get --reveal` writes: of a field, of the whole value, or of what base64 stands for in Parameter Store. */
export function bytesOf({ definition }: SecretReference, value: RawValue, field?: string): Uint8Array | undefined {
  if (!('text' in value)) return value.bytes;
  if (field !== undefined) {
    const members = jsonObject(value.text);
    return members !== undefined && Object.hasOwn(members, field) ? Buffer.from(shown(members[field])) : undefined;
  }
  return definition.kind === 'binary' ? Buffer.from(value.text, 'base64') : Buffer.from(value.text);
}

/**
 * A JSON object with some fields replaced, the others as they were.
 *
 * @throws {InputInvalidError} When the value that is there is no JSON object, or has a number that JavaScript would change.
 */
export function withFields(value: RawValue | undefined, fields: ReadonlyMap<string, unknown>, owner: string): RawValue {
  const text = value !== undefined && 'text' in value ? withoutMark(value.text) : undefined;
  const members = text === undefined ? {} : jsonObject(text);
  if (members === undefined || (text !== undefined && hasInexactNumber(text))) {
    throw new CliError(
      'InputInvalidError',
      members === undefined
        ? `${owner} must be a JSON object for one of its fields to be set, and is not.`
        : `${owner} has a number that would lose digits if it were written again.`,
      'Set the whole secret from a file: --file value.json',
    );
  }
  // Without a prototype, `__proto__` is a field like any other.
  const next: Record<string, unknown> = Object.assign(Object.create(null), members);
  for (const [field, member] of fields) next[field] = member;
  return { text: JSON.stringify(next) };
}

/**
 * Refuses to give out a number of a JSON value with other digits than it is stored with.
 *
 * @throws {InputInvalidError} When the field, or without one any of them, has such a number.
 */
export function checkDigits(value: RawValue, field: string | undefined, owner: string): void {
  if (!('text' in value) || !hasInexactNumber(value.text)) return;
  const members = jsonObject(value.text);
  if (members === undefined) return;
  const given = field === undefined ? members : Object.hasOwn(members, field) ? members[field] : undefined;
  if (given === undefined || numbersOf(JSON.stringify(given)).length === 0) return;
  throw new CliError(
    'InputInvalidError',
    `${owner} has a number with more digits than JavaScript keeps, which would be given out with others.`,
    'Store it as a string, in quotes. `get --reveal` of the whole secret shows it as it is stored.',
  );
}

/** Numbers beyond what a double holds exactly, outside of strings. */
function hasInexactNumber(text: string): boolean {
  return numbersOf(text).some((number) => {
    const digits = (each: string) => each.replace(/[eE].*|[^\d]/g, '').replace(/^0+|0+$/g, '');
    return digits(String(Number(number))) !== digits(number);
  });
}

/** Numbers as they are written, outside of strings. */
function numbersOf(text: string): readonly string[] {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
}

function shown(member: unknown): string {
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
