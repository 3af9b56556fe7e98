import { referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { atOnce } from '../stores/at-once.js';
import type { SecretsStore } from '../stores/secrets-store.js';
import { comparedFieldsOf, type Fields } from './secret-value.js';
import { targetIn } from './target.js';

/** `first`, `second`: it is only there. `missing`: in neither. */
export type Difference = 'same' | 'different' | 'first' | 'second' | 'missing';

export interface ComparedSecret {
  readonly key: string;
  readonly difference: Difference;
  /** Field → difference; empty for a value without fields, and for a secret that is not in both. */
  readonly fields: ReadonlyMap<string, Difference>;
}

/** One environment of a comparison. */
export interface Side {
  readonly place: Place;
  readonly store: SecretsStore;
}

const READS_AT_ONCE = 20;

/** Compares the values of two environments in memory. The result has neither a value nor anything that is computed from one. */
export async function diffEnvironments(set: SecretSet, first: Side, second: Side): Promise<readonly ComparedSecret[]> {
  const references = referencesOf(set);
  const sides = [first, second] as const;
  const wanted = references.flatMap((reference) => sides.map((side) => ({ reference, side })));
  const values = await atOnce(wanted, READS_AT_ONCE, async ({ reference, side: { place, store } }) => {
    const found = await store.read(targetIn(store, place, reference));
    return found && comparedFieldsOf(reference, found.value);
  });
  return references.map(({ key }, index) => ({ key, ...compare(values[2 * index], values[2 * index + 1]) }));
}

function compare(one: Fields | undefined, other: Fields | undefined): Omit<ComparedSecret, 'key'> {
  if (one === undefined || other === undefined) {
    const difference = one !== undefined ? 'first' : other !== undefined ? 'second' : 'missing';
    return { difference, fields: new Map() };
  }
  const names = [...new Set([...one.keys(), ...other.keys()])];
  const fields = new Map(
    names.map((name): [string, Difference] => [name, fieldDifference(one.get(name), other.get(name))]),
  );
  const difference = [...fields.values()].every((each) => each === 'same') ? 'same' : 'different';
  return { difference, fields: names.length === 1 && names[0] === '' ? new Map() : fields };
}

function fieldDifference(one: string | undefined, other: string | undefined): Difference {
  if (other === undefined) return 'first';
  if (one === undefined) return 'second';
  return one === other ? 'same' : 'different';
}
