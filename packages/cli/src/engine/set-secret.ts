import type { CreateOptions, RawValue, StoredValue } from '../stores/secrets-store.js';
import { checkValue } from './check-value.js';
import { describeSecret } from './describe-secret.js';
import { type FieldChanges, fieldChanges, isUnchanged } from './field-changes.js';
import { comparedFieldsOf, type Fields, withFields } from './secret-value.js';
import { subject, type Target } from './target.js';

/** What is there before a secret is set. */
export interface Current {
  /** `empty`: it exists, and has no value. `deleted`: it is to be restored before it is written. */
  readonly state: 'missing' | 'empty' | 'deleted' | 'set';
  readonly stored: StoredValue | undefined;
}

/** A whole value, or fields over those that are there. */
export type NewValue = RawValue | { readonly fields: Fields };

/**
 * Reads what is there, so that a write replaces exactly that. What is scheduled for deletion cannot be read.
 *
 * @throws {SecretDeletedError} When it is scheduled for deletion, and `restore` does not say that it is to be restored.
 */
export async function currentOf(target: Target, restore = false): Promise<Current> {
  const { store } = target;
  if (restore) {
    const { state } = await describeSecret(target);
    if (state === 'deleted') return { state, stored: undefined };
  }
  const stored = await store.read(target);
  if (stored !== undefined) return { state: 'set', stored };
  // An absent secret, or one without a value: reading does not say which.
  if (store.kind === 'amplify') return { state: 'missing', stored };
  const { state } = await describeSecret(target);
  return { state: state === 'missing' ? 'missing' : 'empty', stored };
}

export interface SetResult {
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly version: string;
  readonly changes: FieldChanges;
}

/**
 * Writes a value over the one that was read. What is missing is created; what is equal is not written.
 *
 * @throws {SecretValueInvalidError} When the value does not match its declaration.
 * @throws {SecretTooLargeError} When it is larger than its store allows.
 * @throws {SecretChangedError} When somebody else has changed the secret since it was read.
 */
export async function setSecret(
  target: Target,
  { state, stored }: Current,
  given: NewValue,
  options: CreateOptions = {},
): Promise<SetResult> {
  const { store, reference } = target;
  const value = valueOver(target, stored, given);
  await checkValue(target, value);
  const changes = fieldChanges(stored && comparedFieldsOf(reference, stored.value), comparedFieldsOf(reference, value));
  const isHere = stored !== undefined && (stored.folder ?? target.place.writeFolder) === target.place.writeFolder;
  if (isHere && isUnchanged(changes)) return { outcome: 'unchanged', version: stored.version, changes };
  if (state === 'missing') return { outcome: 'created', version: await store.create(target, value, options), changes };
  return { outcome: 'changed', version: await store.replace(target, value, stored), changes };
}

/**
 * Restores a secret that is scheduled for deletion, and reads what it has, to set it then. A single field can only be checked with the
 * others, once it is restored.
 *
 * @throws {SecretValueInvalidError} When the value does not match its declaration. The secret is not restored then.
 */
export async function restoreToSet(target: Target, given: NewValue): Promise<Current> {
  const { fields } = target.reference.definition;
  const isWhole = !('fields' in given) || fields?.every((field) => given.fields.has(field)) === true;
  if (isWhole) await checkValue(target, valueOver(target, undefined, given));
  await target.store.restore(target);
  const stored = await target.store.read(target);
  return { state: stored === undefined ? 'empty' : 'set', stored };
}

function valueOver(target: Target, stored: StoredValue | undefined, given: NewValue): RawValue {
  return 'fields' in given ? withFields(stored?.value, given.fields, subject(target)) : given;
}
