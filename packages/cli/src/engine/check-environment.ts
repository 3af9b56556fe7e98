import { referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { commandLine } from '../deployment/place-flags.js';
import type { SecretsStore } from '../stores/secrets-store.js';
import { targetIn } from './target.js';

export interface EnvironmentCheck {
  /** How many secrets are declared. */
  readonly checked: number;
  readonly missing: readonly MissingSecret[];
  /** What these credentials may not look at. */
  readonly unchecked: readonly { readonly key: string; readonly what: string }[];
}

export interface MissingSecret {
  readonly key: string;
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** The command that solves it. */
  readonly command: string;
}

/** Whether every declared secret of a place has a value, by metadata alone. */
export async function checkEnvironment(set: SecretSet, place: Place, store: SecretsStore): Promise<EnvironmentCheck> {
  const targets = referencesOf(set).map((reference) => targetIn(store, place, reference));
  const described = await store.describe(targets.map(({ id }) => id));
  const states = targets.map((target) => ({ ...target, state: described.get(target.id)?.state ?? 'missing' }));
  const kind = store.kind === 'amplify' ? 'Amplify secret' : 'secret';
  const missing = states.flatMap(({ reference: { key }, name, state }): MissingSecret[] => {
    const command = (verb: string) => commandLine(place, verb, key);
    if (state === 'missing')
      return [{ key, name, what: `the ${kind} "${name}" does not exist.`, command: command('set') }];
    if (state === 'empty') return [{ key, name, what: `the ${kind} "${name}" has no value.`, command: command('set') }];
    if (state !== 'deleted') return [];
    return [{ key, name, what: `the ${kind} "${name}" is scheduled for deletion.`, command: command('restore') }];
  });
  const unchecked = states
    .filter(({ state }) => state === 'denied')
    .map(({ reference: { key } }) => ({
      key,
      what: 'not checked: these credentials lack the permission secretsmanager:DescribeSecret.',
    }));
  return { checked: targets.length, missing, unchecked };
}
