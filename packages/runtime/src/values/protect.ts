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

// An array's own would show its members; an object's shows nothing, and may be a field.
const LIST_HOOKS: PropertyDescriptorMap = { ...HOOKS, toString: redact, toLocaleString: redact };

const OPEN = { enumerable: true, writable: true, configurable: true };
const DEPTH_LIMIT = 500;

/** A value that fits, protected; or what is wrong with it, in words that quote nothing of it. */
export type Verdict = { readonly value: unknown } | { readonly problem: string };

/**
 * A frozen deep copy that shows as redacted in console.log, util.inspect, JSON.stringify and template strings. Its prototypes and
 * enumerable properties are those of the value; what is neither plain object nor array (Date, URL, a class's instance) is left as
 * it is, and is shared by all reads. Whoever reads or copies the properties gets the value itself: docs/logging.md has the list.
 */
export function protect(value: unknown): Verdict {
  let problem = 'it is nested too deeply';
  const finish = (made: object) => {
    if (Object.hasOwn(made, 'toJSON')) {
      problem = 'it has a field called "toJSON", which would defeat its redaction';
      throw problem;
    }
    return Object.freeze(redacted(made));
  };
  try {
    return { value: copy(value, finish) };
  } catch {
    // A getter of what a schema made may throw too, and quote the value.
    return { problem };
  }
}

/** The same object, showing as redacted. */
export function redacted<T extends object>(made: T): T {
  return Object.defineProperties(made, Array.isArray(made) ? LIST_HOOKS : HOOKS);
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
