import { AwsError } from '../../aws-error.js';

/** The type and the constraints of a member of a request. Reading adds every broken constraint to `problems`. */
export interface Shape<T> {
  readonly read: (value: unknown, at: string, problems: string[]) => T;
}

export type ValueOf<S> = S extends Shape<infer T> ? T : never;

interface Limits {
  readonly min?: number;
  readonly max?: number;
  /** AWS leaves a sensitive value out of its message. */
  readonly sensitive?: boolean;
}

/**
 * Reads a request's body, or throws what AWS throws: SerializationException for a wrong JSON type, ValidationException for
 * broken constraints, all of them in one message.
 */
export function readInput<T>(shape: Shape<T>, body: unknown): T {
  const problems: string[] = [];
  const input = shape.read(body, '', problems);
  if (problems.length === 0) return input;
  const errors = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw new AwsError('ValidationException', `${errors} detected: ${problems.join('; ')}`);
}

export function structure<M extends Readonly<Record<string, Shape<unknown>>>>(
  members: M,
): Shape<{ readonly [K in keyof M]: ValueOf<M[K]> }> {
  return {
    read: (value, at, problems) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw serialization(value, 'a structure');
      const given = new Map<string, unknown>(Object.entries(value));
      const read = Object.entries(members).map(([name, shape]) => {
        const path = at === '' ? lowerFirst(name) : `${at}.${lowerFirst(name)}`;
        return [name, shape.read(given.get(name) ?? undefined, path, problems)];
      });
      // Object.entries loses the link between key and shape that the mapped type states.
      return Object.fromEntries(read) as { readonly [K in keyof M]: ValueOf<M[K]> };
    },
  };
}

export function required<T>(shape: Shape<T | undefined>): Shape<T> {
  return {
    read: (value, at, problems) => {
      const read = shape.read(value, at, problems);
      if (read === undefined) problems.push(broken(at, 'null', false, 'Member must not be null'));
      // Where it is absent there is a problem, so readInput throws before anyone sees the value.
      return read as T;
    },
  };
}

export function string(limits: Limits & { readonly pattern?: RegExp; readonly oneOf?: readonly string[] } = {}) {
  return optional((value, at, problems) => {
    if (typeof value !== 'string') throw serialization(value, 'a String');
    checkLength(value.length, value, at, limits, problems);
    if (limits.pattern && !limits.pattern.test(value)) {
      const rule = `Member must satisfy regular expression pattern: ${limits.pattern.source}`;
      problems.push(broken(at, value, limits.sensitive, rule));
    }
    if (limits.oneOf && !limits.oneOf.includes(value)) {
      const rule = `Member must satisfy enum value set: [${limits.oneOf.join(', ')}]`;
      problems.push(broken(at, value, limits.sensitive, rule));
    }
    return value;
  });
}

export function blob(limits: Limits) {
  return optional((value, at, problems) => {
    if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw serialization(value, 'a Blob');
    const bytes = Buffer.from(value, 'base64');
    checkLength(bytes.length, '', at, limits, problems);
    return bytes;
  });
}

export function integer(limits: Limits = {}) {
  return optional((value, at, problems) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw serialization(value, 'an Integer');
    const { min = -Infinity, max = Infinity } = limits;
    if (value > max) problems.push(broken(at, value, false, `Member must have value less than or equal to ${max}`));
    if (value < min) problems.push(broken(at, value, false, `Member must have value greater than or equal to ${min}`));
    return value;
  });
}

export const flag = optional((value) => {
  if (typeof value !== 'boolean') throw serialization(value, 'a Boolean');
  return value;
});

export function list<T>(member: Shape<T | undefined>, limits: Limits = {}) {
  return optional((value, at, problems): readonly T[] => {
    if (!Array.isArray(value)) throw serialization(value, 'a List');
    checkLength(value.length, '', at, { ...limits, sensitive: true }, problems);
    return value.flatMap((item: unknown, index) => {
      const read = member.read(item ?? undefined, `${at}.${index + 1}.member`, problems);
      return read === undefined ? [] : [read];
    });
  });
}

export function optionally<T>(shape: Shape<T>): Shape<T | undefined> {
  return optional((value, at, problems) => shape.read(value, at, problems));
}

function optional<T>(read: (value: unknown, at: string, problems: string[]) => T): Shape<T | undefined> {
  return { read: (value, at, problems) => (value === undefined ? undefined : read(value, at, problems)) };
}

function checkLength(length: number, value: string, at: string, limits: Limits, problems: string[]): void {
  const { min = 0, max = Infinity, sensitive } = limits;
  if (length > max) {
    problems.push(broken(at, value, sensitive, `Member must have length less than or equal to ${max}`));
  }
  if (length < min) {
    problems.push(broken(at, value, sensitive, `Member must have length greater than or equal to ${min}`));
  }
}

function broken(at: string, value: unknown, sensitive: boolean | undefined, rule: string): string {
  const shown = value === 'null' ? 'Value null' : sensitive ? 'Value' : `Value '${String(value)}'`;
  return `${shown} at '${at}' failed to satisfy constraint: ${rule}`;
}

function serialization(value: unknown, wanted: string): AwsError {
  const kind = value === null ? 'NULL' : Array.isArray(value) ? 'LIST' : (typeof value).toUpperCase();
  return new AwsError('SerializationException', `${kind}_VALUE can not be converted to ${wanted}`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
