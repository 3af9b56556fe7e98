/** A copy with own properties alone: an option that was left out must not come from `Object.prototype`. */
export function ownProperties<T extends object>(options: T): T {
  return Object.assign(Object.create(null), options);
}
