/** A copy with own properties alone: an option that was left out must not come from `Object.prototype`. */
export function ownProperties<T extends object>(options: T): T {
  return Object.assign(Object.create(null), options);
}

/** A frozen copy of lists and plain objects, with own properties alone. What it was made of may change later. */
export function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Array.isArray(value) ? Object([]) : ownProperties({});
  for (const [key, member] of Object.entries(value)) copy[key] = frozenCopy(member);
  // Of the same shape.
  return Object.freeze(copy) as T;
}
