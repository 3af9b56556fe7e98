import { isRecord } from '../contract/plain-object.js';

/** Whether two values of JSON are equal. The order of fields does not count. */
export function jsonEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((member, at) => jsonEqual(member, other[at]))
    );
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every((field) => Object.hasOwn(other, field) && jsonEqual(one[field], other[field]))
  );
}
