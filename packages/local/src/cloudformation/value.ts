/** In place of a value that is not known before AWS deploys the template. */
export class Unresolved {
  readonly reason: string;
  /** The resource whose name or ARN it is, by `subjectOf`: the resource is known though the string is not. */
  readonly subject: string | undefined;

  constructor(reason: string, subject?: string) {
    this.reason = reason;
    this.subject = subject;
  }
}

/** A part of a template with its intrinsics resolved. */
export type Value = string | number | boolean | null | Unresolved | readonly Value[] | ValueObject;
export interface ValueObject {
  readonly [key: string]: Value;
}

/** `undefined` is `AWS::NoValue`: the property or list item is absent. */
export type Resolved = Value | undefined;

export function isValueObject(value: Resolved): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

export function valueAt(object: Resolved, key: string): Resolved {
  return isValueObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** CloudFormation writes numbers and booleans into strings as JSON does. */
export function asString(value: Resolved): string | Unresolved {
  if (value instanceof Unresolved || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return new Unresolved('a list or an object where a string is needed');
}

/** The unresolved parts of a value, with path and reason: `Statement.0.Resource: …`. */
export function unresolvedIn(value: Resolved, path: readonly string[] = []): string[] {
  if (value instanceof Unresolved) return [path.length === 0 ? value.reason : `${path.join('.')}: ${value.reason}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => unresolvedIn(item, [...path, String(index)]));
  if (!isValueObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => unresolvedIn(item, [...path, key]));
}
