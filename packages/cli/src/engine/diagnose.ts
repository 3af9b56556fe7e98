import { referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import { isAwsManagedKey, type ReadKeyState } from '../aws/key-states.js';
import type { Place } from '../deployment/place.js';
import { atOnce } from '../stores/at-once.js';
import type { SecretMetadata, SecretsStore } from '../stores/secrets-store.js';
import type { Finding } from './finding.js';
import { metadataFindings } from './metadata-findings.js';
import { type GrantedName, grantFindings, undeclaredFindings } from './name-findings.js';
import { targetIn } from './target.js';
import { valueFindings } from './value-findings.js';

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly secrets: number;
  /** What metadata says of each declared secret, by its key. */
  readonly states: readonly (SecretMetadata & { readonly key: string })[];
  /** How many copies those that exist have in other regions. AWS bills each as a secret. */
  readonly replicas: number;
  /** What AWS Secrets Manager takes for those that exist, in dollars a month; 0 in Parameter Store. */
  readonly dollarsPerMonth: number;
  /** What could not be looked at. */
  readonly notes: readonly string[];
}

export interface DiagnosisOptions {
  /** Whether to read the values too. */
  readonly values: boolean;
  readonly now: number;
  /** Asked for the keys of the account's own that secrets are encrypted with. */
  readonly keyState: ReadKeyState;
  /** Who is granted to read a name, by the last synthesis. */
  readonly readersOf: (name: string) => readonly string[];
  /** All that is granted in this environment, by the last synthesis of it. */
  readonly grants: readonly GrantedName[];
}

// https://aws.amazon.com/secrets-manager/pricing
const DOLLARS_PER_SECRET = 0.4;
const CALLS_AT_ONCE = 20;

/** What is wrong, or will be, with the secrets of a place. Changes nothing. */
export async function diagnose(
  set: SecretSet,
  place: Place,
  store: SecretsStore,
  { values, now, keyState, readersOf, grants }: DiagnosisOptions,
): Promise<Diagnosis> {
  const targets = referencesOf(set).map((reference) => targetIn(store, place, reference));
  const described = await store.describe(targets.map(({ id }) => id));
  const notes = new Set<string>();
  const orNote = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      notes.add(String(Object(error).message));
      return undefined;
    }
  };
  const found = await atOnce(targets, CALLS_AT_ONCE, async (target): Promise<readonly Finding[]> => {
    const metadata = described.get(target.id) ?? { name: target.name, state: 'missing' as const };
    const isSet = metadata.state === 'set';
    const isCounted = isSet && store.kind === 'secrets-manager';
    const { kmsKeyId } = metadata;
    const [versions = [], stored, encryptionKey] = await Promise.all([
      isCounted ? orNote(store.history(target)) : undefined,
      isSet && values ? orNote(store.read(target)) : undefined,
      isSet && kmsKeyId !== undefined && !isAwsManagedKey(kmsKeyId) ? orNote(keyState(kmsKeyId)) : undefined,
    ]);
    return [
      ...metadataFindings(target, metadata, { versions, readers: readersOf(target.name), encryptionKey, now }),
      ...(stored === undefined ? [] : await valueFindings(target, stored.value)),
    ];
  });
  const states = targets.map(({ id, name, reference }) => ({
    key: reference.key,
    ...(described.get(id) ?? { name, state: 'missing' as const }),
  }));
  const missing = targets.filter(({ id }) => (described.get(id)?.state ?? 'missing') === 'missing');
  const prefix = `${set.app}/${place.environment}/`;
  const [undeclared = [], ofGrants = []] = await Promise.all([
    orNote(
      store.undeclared(
        prefix,
        targets.map(({ id }) => id),
      ),
    ),
    store.kind === 'amplify'
      ? undefined
      : orNote(
          grantFindings(
            store,
            grants,
            targets.map(({ name }) => name),
          ),
        ),
  ]);
  const existing = targets.filter(({ id }) => ['set', 'empty'].includes(described.get(id)?.state ?? 'missing'));
  const replicas = existing.flatMap(({ id }) => described.get(id)?.replicas ?? []).length;
  return {
    findings: [...found.flat(), ...undeclaredFindings(undeclared, missing, grants), ...ofGrants],
    secrets: targets.length,
    states,
    replicas,
    dollarsPerMonth: store.kind === 'amplify' ? 0 : (existing.length + replicas) * DOLLARS_PER_SECRET,
    notes: [...notes],
  };
}
