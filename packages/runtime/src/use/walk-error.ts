const MOST = 50;
/** Where wrapping errors keep the error that they wrap: JavaScript itself, then ORMs, retry loops and drivers. */
const WRAPPED = [
  'cause',
  'errors',
  'error',
  'reason',
  'original',
  'originalError',
  'parent',
  'driverError',
  'lastError',
  'inner',
];

/** An object's members; nothing where reading one throws. */
export type Members = (name: string) => unknown;

/** Reads members of anything. What was thrown may be a proxy, or have getters that throw. */
export function membersOf(value: unknown): Members {
  return (name) => {
    try {
      return Object(value)[name];
    } catch {
      return undefined;
    }
  };
}

/** What was thrown, and the errors that it wraps at any depth: 50 at most, each once. `isOpen` says which are looked into. */
export function* wrappedErrors(thrown: unknown, isOpen: (error: unknown) => boolean): Generator<unknown> {
  const found = new Set([thrown]);
  for (const error of found) {
    if (!isOpen(error)) continue;
    yield error;
    const member = membersOf(error);
    for (const wrapped of WRAPPED.map(member).flatMap(listed)) {
      if (found.size < MOST && isError(wrapped)) found.add(wrapped);
    }
  }
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST) : [value];
}

/** By its tag: it may be of another realm. An object in an HTTP body under the same name is data, and not an error. */
function isError(value: unknown): boolean {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
