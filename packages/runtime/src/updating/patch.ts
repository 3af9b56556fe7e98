import type { SecretKind } from '../contract/definition.js';
import { isRecord } from '../contract/plain-object.js';
import type { RawSecret } from '../stores/raw-secret.js';
import { reveal } from '../values/protect.js';
import { jsonEqual } from './json-equal.js';

/** What an update changes of the value that it read. */
export interface Patch {
  /** Whether it changes nothing. */
  readonly isEmpty: boolean;
  /** The whole new value, of the value that was read. */
  readonly value: unknown;
  /**
   * The patch on the value of another version: `done` where it is in there already, `conflict` where another writer changed a patched
   * field, or the patch is not one of fields.
   */
  readonly rebase: (raw: RawSecret) => 'done' | 'conflict' | { readonly value: unknown };
}

interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What `returned` changes of `raw`, which was decoded as `read`. Only what differs counts: a field that `change` copied from what it
 * read is not written, so that it cannot undo what another writer does to it.
 *
 * Throws where `returned` is not JSON.
 */
export function patchOf(kind: SecretKind, raw: RawSecret, read: unknown, returned: unknown): Patch {
  if (kind !== 'json') return wholePatch(returned, (other) => isSame(contentOf(other), returned), raw);
  const before = parsedOf(raw);
  const after = plainJson(returned);
  if (!isRecord(before) || !isRecord(after)) {
    return wholePatch(after, (other) => jsonEqual(parsedOf(other), after), raw);
  }
  const decoded = plainJson(read);
  const changes = Object.keys(after).flatMap((field): FieldChange[] => {
    const change = { field, before: ownOf(before, field), after: after[field] };
    // A schema may have made another value of what is stored.
    const isCopied = jsonEqual(change.after, change.before) || jsonEqual(change.after, ownOf(decoded, field));
    return isCopied ? [] : [change];
  });
  return {
    isEmpty: changes.length === 0,
    value: patched(before, changes),
    rebase: (other) => {
      const current = parsedOf(other);
      if (!isRecord(current)) return 'conflict';
      const missing = changes.filter((change) => !jsonEqual(ownOf(current, change.field), change.after));
      if (missing.length === 0) return 'done';
      const isFree = missing.every((change) => jsonEqual(ownOf(current, change.field), change.before));
      return isFree ? { value: patched(current, missing) } : 'conflict';
    },
  };
}

function wholePatch(value: unknown, isIn: (raw: RawSecret) => boolean, raw: RawSecret): Patch {
  return { isEmpty: isIn(raw), value, rebase: (other) => (isIn(other) ? 'done' : 'conflict') };
}

/** As it will be stored. A member that is undefined is left out. */
function plainJson(value: unknown): unknown {
  const text = JSON.stringify(reveal(value));
  return text === undefined ? undefined : JSON.parse(text);
}

/** Undefined where it is not valid JSON. */
function parsedOf({ text = '' }: RawSecret): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function ownOf(value: unknown, field: string): unknown {
  return isRecord(value) && Object.hasOwn(value, field) ? value[field] : undefined;
}

// Object.fromEntries defines `__proto__`, which an assignment would not.
function patched(value: object, changes: readonly FieldChange[]): unknown {
  return Object.fromEntries([...Object.entries(value), ...changes.map(({ field, after }) => [field, after])]);
}

function contentOf({ text, bytes }: RawSecret): string | Uint8Array | undefined {
  return bytes ?? text;
}

function isSame(one: unknown, other: unknown): boolean {
  if (!(one instanceof Uint8Array) || !(other instanceof Uint8Array)) return one === other;
  return Buffer.compare(one, other) === 0;
}
