/** What a protected value shows instead of itself. */
export const REDACTED = '[redacted by amplify-secrets]';

const redact = { value: () => REDACTED };
const HOOKS: PropertyDescriptorMap = {
  toJSON: redact,
  // Template strings and `+`, where an array would show its members.
  [Symbol.toPrimitive]: redact,
  // console.log and util.inspect; not console.dir, which asks for no hooks.
  [Symbol.for('nodejs.util.inspect.custom')]: redact,
};

const OPEN = { enumerable: true, writable: true, configurable: true };
const DEPTH_LIMIT = 500;

/**
 * A frozen deep copy that shows as redacted in console.log, util.inspect, JSON.stringify and template strings. Its prototypes and
 * enumerable properties are those of the value; what is neither plain object nor array (Date, URL, a class's instance) is left as
 * it is. A spread, a property, console.dir, console.table and a debugger show the value itself.
 */
export function protect<T>(value: T): T {
  return copy(value, (made) => Object.freeze(redacted(made)));
}

/** The same object, showing as redacted. */
export function redacted<T extends object>(made: T): T {
  return Object.defineProperties(made, HOOKS);
}

/**
 * A plain, mutable deep copy of a secret's value, for the honest need to print, change or send it on.
 *
 * ```ts
 * await putSecret(secrets.tokens, { ...reveal(tokens), accessToken });
 * ```
 */
export function reveal<T>(value: T): T {
  return copy(value, (made) => made);
}

/** Whether some plain object in the value has a field `toJSON`: the hook of that name could not be laid over it. */
export function hasUnprotectableField(value: unknown): boolean {
  let found = false;
  copy(value, (made) => {
    found ||= Object.hasOwn(made, 'toJSON');
    return made;
  });
  return found;
}

// Keys are defined, never assigned: assigning `__proto__` would set a prototype.
function copy<T>(value: T, finish: (made: object) => object): T {
  const seen = new Map<object, object>();
  const walk = (node: unknown, depth: number): unknown => {
    if (!isPlain(node)) return node;
    if (depth > DEPTH_LIMIT) throw new RangeError('A value is nested too deeply.');
    const known = seen.get(node);
    if (known !== undefined) return known;
    const made: object = Array.isArray(node) ? [] : Object.create(Object.getPrototypeOf(node));
    seen.set(node, made);
    for (const [key, member] of Object.entries(node)) {
      Object.defineProperty(made, key, { value: walk(member, depth + 1), ...OPEN });
    }
    return finish(made);
  };
  // The copy has the shape of what was copied.
  return walk(value, 0) as T;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
