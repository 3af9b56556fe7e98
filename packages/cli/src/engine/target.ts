import { encryptionKeyIn, type SecretReference, secretNameIn } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { commandLine } from '../deployment/place-flags.js';
import type { SecretsStore, StoredSecret } from '../stores/secrets-store.js';

/** One declared secret in one place. */
export interface Target extends StoredSecret {
  readonly reference: SecretReference;
  readonly place: Place;
  readonly store: SecretsStore;
  /** As messages show it: the name, or the path that is written to. */
  readonly name: string;
}

export function targetIn(store: SecretsStore, place: Place, reference: SecretReference): Target {
  return { store, ...nameIn(place, reference) };
}

/** A target without its store: what it is called there. */
export function nameIn(place: Place, reference: SecretReference): Omit<Target, 'store'> {
  const id = secretNameIn({ name: place.environment, store: place.store }, reference);
  const command = (verb: string) => commandLine(place, verb, reference.key);
  return {
    reference,
    place,
    id,
    command,
    name: place.writeFolder === undefined ? id : `${place.writeFolder}/${id}`,
  };
}

/** The beginning of a message: `Secret "stripe" of prod`. */
export function subject({ reference, place }: Pick<Target, 'reference' | 'place'>): string {
  return `Secret "${reference.key}" of ${place.label}`;
}

/** The KMS key that the declaration has for it. */
export function declaredKey({ reference, place }: Pick<Target, 'reference' | 'place'>): string | undefined {
  return encryptionKeyIn({ name: place.environment, store: place.store }, reference.definition);
}
