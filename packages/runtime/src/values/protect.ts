import { ownProperties } from '../contract/own-properties.js';

const DEPTH_LIMIT = 500;

/** What is shown in place of a protected value. */
export const REDACTED = '[redacted by amplify-secrets]';

const redact = ownProperties({ value: () => REDACTED });
const HOOKS: PropertyDescriptorMap = {
  toJSON: redact,
  // Template strings and `+`, where an array would show its members.
  [Symbol.toPrimitive]: redact,
  // console.log and util.inspect. console.dir calls no hook.
  [Symbol.for('nodejs.util.inspect.custom')]: redact,
};

// Those of an array would show its members. Those of an object show nothing, and may be fields.
const LIST_HOOKS: PropertyDescriptorMap = { ...HOOKS, toString: redact, toLocaleString: redact };

const OPEN = { enumerable: true, writable: true, configurable: true };

/** A valid value, protected; or what is wrong with it, without quoting it. */
export type Validated = { readonly value: unknown } | { readonly problem: string };

/**
 * A frozen deep copy that shows as redacted in console.log, util.inspect, JSON.stringify and template strings. It has the prototypes
 * and enumerable properties of the value. What is neither a plain object nor an array (Date, URL, an instance of a class) is not
 * copied, and all reads share it. Code that reads or copies the properties gets the value itself: docs/logging.md has the list.
 */
export function protect(value: unknown): Validated {
  let problem = 'it is nested too deeply';
  const finish = (made: object) => {
    if (Object.hasOwn(made, 'toJSON')) {
      problem = 'its field "toJSON" would disable its redaction';
      throw problem;
    }
    return Object.freeze(redacted(made));
  };
  try {
    return { value: copy(value, finish) };
  } catch {
    // A getter in the output of a schema may throw too, and its error may quote the value.
    return { problem };
  }
}

/** The same object, which now shows as redacted. */
export function redacted<T extends object>(made: T): T {
  return Object.defineProperties(made, Array.isArray(made) ? LIST_HOOKS : HOOKS);
}

/**
 * A plain, mutable deep copy of a secret's value, to change it, send it on or print it on purpose.
 *
 * @example
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
    if (depth > DEPTH_LIMIT) throw new RangeError('Nested too deeply.');
    const known = seen.get(node);
    if (known) return known;
    const made: object = Array.isArray(node) ? [] : Object.create(Object.getPrototypeOf(node));
    seen.set(node, made);
    for (const [key, member] of Object.entries(node)) {
      Object.defineProperty(made, key, ownProperties({ value: walk(member, depth + 1), ...OPEN }));
    }
    return finish(made);
  };
  // The copy has the shape of what was copied.
  return walk(value, 0) as T;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
