import { optionsOf, patternsOf, type SecretReference, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { commandLine } from '../deployment/place-flags.js';
import { placeOfSecret } from '../deployment/production.js';
import { CliError } from '../errors/cli-error.js';
import { EXIT } from '../errors/exit-codes.js';
import { atOnce } from '../stores/at-once.js';
import type { RawValue, SecretsStore } from '../stores/secrets-store.js';
import { secretMissing } from './read-secret.js';
import { bytesOf, comparedFieldsOf, jsonObject, withFields } from './secret-value.js';
import type { WantedSecret } from './secret-variables.js';
import { currentOf } from './set-secret.js';
import { subject, type Target, targetIn } from './target.js';
import type { PlannedWrite } from './write-secrets.js';

/** What a copy does to a field. `kept`: only the target has it. */
export type FieldPlan = 'new' | 'differs' | 'same' | 'kept';

/** `missing`, `deleted`: the source has no value to copy. */
export type CopyState = 'copied' | 'same' | 'missing' | 'deleted';

/** What a copy does to one secret. */
export interface SecretCopy {
  readonly key: string;
  readonly state: CopyState;
  /** Of a value without fields, the one field ''. */
  readonly fields: ReadonlyMap<string, FieldPlan>;
  readonly write: PlannedWrite | undefined;
}

/** One end of a copy. */
export interface CopyEnd {
  readonly place: Place;
  readonly store: SecretsStore;
}

const READS_AT_ONCE = 20;

/**
 * What copying secrets from one place to another would change, by field, and the writes that do it: each over the value that was read here.
 * A secret that is `named` must have a value in the source. Fields that only the target has are kept.
 *
 * @throws {SecretNotFoundError} When a named secret, or field, has no value in the source.
 * @throws {SecretDeletedError} When a named secret is scheduled for deletion, or one in the target is.
 */
export async function copyPlan(
  wanted: readonly (WantedSecret & { readonly isNamed: boolean })[],
  from: CopyEnd,
  to: CopyEnd,
): Promise<readonly SecretCopy[]> {
  const keys = [...new Set(wanted.map(({ reference }) => reference.key))];
  return atOnce(keys, READS_AT_ONCE, async (key): Promise<SecretCopy> => {
    const asked = wanted.filter(({ reference }) => reference.key === key);
    const [first] = asked;
    if (first === undefined) return { key, state: 'missing', fields: new Map(), write: undefined };
    const { reference, isNamed } = first;
    const [source, target] = [targetIn(from.store, from.place, reference), targetIn(to.store, to.place, reference)];
    const found = await valueIn(source, isNamed);
    if (typeof found === 'string') return { key, state: found, fields: new Map(), write: undefined };
    const current = await currentOf(target);
    const wantsAll = asked.some(({ field }) => field === undefined);
    const only = wantsAll ? undefined : asked.flatMap(({ field }) => (field === undefined ? [] : [field]));
    const before = current.stored && portable(reference, current.stored.value);
    const value = merged(source, found, before, only);
    const fields = fieldPlans(reference, found, before, only);
    const isWritten = [...fields.values()].some((each) => each === 'new' || each === 'differs');
    return {
      key,
      state: isWritten ? 'copied' : 'same',
      fields,
      write: isWritten ? { target, current, value } : undefined,
    };
  });
}

/**
 * Refuses to hand production's values to previews and sandboxes, by its environment or by a name that another environment shares with it.
 *
 * @throws {NotPossibleError} When a copy would.
 */
export function checkReach(
  set: SecretSet,
  references: readonly SecretReference[],
  from: Place,
  to: Place,
  production?: readonly string[],
): void {
  if (isOfPreviews(set, to)) {
    for (const reference of references) {
      const owner = from.isProduction ? from.environment : placeOfSecret(from, reference, production).sharedProduction;
      if (owner === undefined) continue;
      const shared = owner === from.environment ? '' : `, which "${owner}" shares`;
      const why =
        to.environment === 'sandbox' ? "a sandbox is one developer's" : 'a preview runs code that nobody has reviewed';
      throw new CliError(
        'NotPossibleError',
        `${subject({ reference, place: from })} is production's${shared}, and ${to.label} must not have it: ${why}.`,
        `Set a value of its own: ${commandLine(to, 'set', reference.key)}`,
      );
    }
  }
  checkOwner(references, to, production);
}

/**
 * Refuses to change production's secret through another environment that has the same name for it.
 *
 * @throws {NotPossibleError} When a write would.
 */
export function checkOwner(references: readonly SecretReference[], place: Place, production?: readonly string[]): void {
  if (place.isProduction) return;
  for (const reference of references) {
    const owner = placeOfSecret(place, reference, production).sharedProduction;
    if (owner === undefined) continue;
    throw new CliError(
      'NotPossibleError',
      `${subject({ reference, place })} is the secret of "${owner}" too, which is production.`,
      `Write it as production's, in the environment "${owner}", or leave it out.`,
    );
  }
}

function isOfPreviews({ environments }: SecretSet, { environment, deployment }: Place): boolean {
  if (environment === 'sandbox' || deployment?.type === 'sandbox') return true;
  const declared = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  return (
    declared !== undefined && patternsOf(optionsOf(declared).branches).some((pattern) => pattern.startsWith('pr-'))
  );
}

async function valueIn(source: Target, isNamed: boolean): Promise<RawValue | 'missing' | 'deleted'> {
  try {
    const found = await source.store.read(source);
    if (found !== undefined) return portable(source.reference, found.value);
  } catch (error) {
    if (isNamed || Object(error).name !== 'SecretDeletedError') throw error;
    return 'deleted';
  }
  if (isNamed) throw secretMissing(source);
  return 'missing';
}

/** Parameter Store keeps bytes as base64, and AWS Secrets Manager as they are. */
function portable(reference: SecretReference, value: RawValue): RawValue {
  if (reference.definition.kind !== 'binary' || !('text' in value)) return value;
  return { bytes: bytesOf(reference, value) ?? new Uint8Array() };
}

/** The value to write: the source's as it is, unless the target has fields to keep. */
function merged(source: Target, found: RawValue, before: RawValue | undefined, only?: readonly string[]): RawValue {
  const { reference, place } = source;
  const members = reference.definition.kind === 'json' && 'text' in found ? jsonObject(found.text) : undefined;
  const owner = subject(source);
  if (only !== undefined) {
    const absent = only.filter((field) => members === undefined || !Object.hasOwn(members, field));
    if (absent.length > 0) {
      throw new CliError(
        'SecretNotFoundError',
        `${place.label} has no value of ${absent.map((field) => `${reference.key}.${field}`).join(', ')}.`,
        `Set it: ${commandLine(place, 'set', `${reference.key}.${absent[0]}`)}`,
        EXIT.differs,
      );
    }
  }
  const kept = before !== undefined && 'text' in before ? jsonObject(before.text) : undefined;
  const hasMore =
    members !== undefined && kept !== undefined && Object.keys(kept).some((field) => !Object.hasOwn(members, field));
  if (members === undefined || (only === undefined && !hasMore)) return found;
  // Numbers that would lose digits are refused on both sides.
  withFields(found, new Map(), owner);
  const copied = Object.entries(members).filter(([field]) => only === undefined || only.includes(field));
  return withFields(before, new Map(copied), owner);
}

function fieldPlans(
  reference: SecretReference,
  found: RawValue,
  before: RawValue | undefined,
  only?: readonly string[],
): ReadonlyMap<string, FieldPlan> {
  const copied = new Map([...comparedFieldsOf(reference, found)].filter(([field]) => only?.includes(field) ?? true));
  const earlier = before && comparedFieldsOf(reference, before);
  const planOf = (field: string, member: string): FieldPlan => {
    if (earlier === undefined || (field !== '' && !earlier.has(field))) return 'new';
    return earlier.get(field) === member ? 'same' : 'differs';
  };
  const isReplaced = copied.has('');
  const kept =
    isReplaced || only !== undefined ? [] : [...(earlier?.keys() ?? [])].filter((field) => !copied.has(field));
  return new Map([
    ...[...copied].map(([field, member]) => [field, planOf(field, member)] as const),
    ...kept.map((field) => [field, 'kept'] as const),
  ]);
}
