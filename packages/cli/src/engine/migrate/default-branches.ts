import { optionsOf, patternsOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import { isProductionIn } from '../../deployment/find-place.js';

/** Where grants by name hold unless it is said: on the branches of production, whose names statements have. */
export function defaultBranches(set: SecretSet | undefined, production?: readonly string[]): readonly string[] {
  if (set === undefined) return ['main'];
  const branches = Object.entries(set.environments)
    .filter(([environment]) => isProductionIn(set, environment, production))
    .flatMap(([, options]) => patternsOf(optionsOf(options).branches));
  return branches.length === 0 ? ['main'] : [...new Set(branches)];
}
