import type { CreateOptions, RawValue, StoredValue } from '../stores/secrets-store.js';
import { checkValue } from './check-value.js';
import { describeSecret } from './describe-secret.js';
import { type FieldChanges, fieldChanges, isUnchanged } from './field-changes.js';
import { fieldsOf } from './secret-value.js';
import type { Target } from './target.js';

/** What is there before a secret is set. */
export interface Current {
  /** `empty`: it exists, and has no value. */
  readonly state: 'missing' | 'empty' | 'set';
  readonly stored: StoredValue | undefined;
}

/**
 * Reads what is there, so that a write replaces exactly that. A secret that is scheduled for deletion is restored first if `restore` says so.
 *
 * @throws {SecretDeletedError} When it is scheduled for deletion.
 */
export async function currentOf(target: Target, restore = false): Promise<Current> {
  const { store } = target;
  if (restore) {
    const { state } = await describeSecret(target);
    if (state === 'deleted') await store.restore(target);
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
  value: RawValue,
  options: CreateOptions = {},
): Promise<SetResult> {
  const { store, reference } = target;
  await checkValue(target, value);
  const changes = fieldChanges(stored && fieldsOf(reference, stored.value), fieldsOf(reference, value));
  const isHere = stored !== undefined && (stored.folder ?? target.place.writeFolder) === target.place.writeFolder;
  if (isHere && isUnchanged(changes)) return { outcome: 'unchanged', version: stored.version, changes };
  if (state === 'missing') return { outcome: 'created', version: await store.create(target, value, options), changes };
  return { outcome: 'changed', version: await store.replace(target, value, stored), changes };
}
