import type { Fields } from './secret-value.js';

/** By field; of a value without fields, the one field ''. */
export interface FieldChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly same: readonly string[];
}

export function fieldChanges(before: Fields | undefined, after: Fields): FieldChanges {
  const names = [...after.keys()];
  const earlier: Fields = before ?? new Map();
  return {
    added: names.filter((name) => !earlier.has(name)),
    changed: names.filter((name) => earlier.has(name) && earlier.get(name) !== after.get(name)),
    removed: [...earlier.keys()].filter((name) => !after.has(name)),
    same: names.filter((name) => earlier.get(name) === after.get(name)),
  };
}

export function isUnchanged({ added, changed, removed }: FieldChanges): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** `changed apiKey; unchanged webhookSecret`; undefined for a value without fields. */
export function describeChanges(changes: FieldChanges): string | undefined {
  const parts = (['added', 'changed', 'removed', 'same'] as const)
    .map((kind) => [kind === 'same' ? 'unchanged' : kind, changes[kind].filter((name) => name !== '')] as const)
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind} ${names.join(', ')}`);
  return parts.length === 0 ? undefined : parts.join('; ');
}
