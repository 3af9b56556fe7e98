export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, since a template may use names such as `constructor` and `__proto__`. */
export function property(object: Json | undefined, key: string): Json | undefined {
  return isJsonObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The object at a key, or an empty object. */
export function objectAt(object: Json | undefined, key: string): JsonObject {
  const value = property(object, key);
  return isJsonObject(value) ? value : {};
}

/** The string at a key, where there is one. */
export function stringAt(object: Json | undefined, key: string): string | undefined {
  const value = property(object, key);
  return typeof value === 'string' ? value : undefined;
}
