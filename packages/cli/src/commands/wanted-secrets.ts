import { referencesOf } from '@amplify-secrets/runtime/contract';
import type { NamedSecret } from '../declaration/find-secret.js';
import { type CommandCall, textOption } from './command.js';
import type { OpenProject } from './open-project.js';

/** Those of `--only`, or all that are declared. */
export function wantedSecrets({ set, secret }: OpenProject, call: CommandCall): readonly NamedSecret[] {
  const only = textOption(call, 'only');
  if (only === undefined) return referencesOf(set).map((reference) => ({ reference, field: undefined }));
  const named = only
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map(secret);
  // The same reference is the same object, so that it is read once.
  const references = new Map(named.map(({ reference }) => [reference.key, reference]));
  return named.map(({ reference, field }) => ({ reference: references.get(reference.key) ?? reference, field }));
}
