import {
  type Environment,
  matchesGlob,
  prefixedNameIn,
  type SecretReference,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { Target } from '../../targets/target.js';

/** Whether what was granted is, or takes in, a declared secret, in one environment of the secret's own set. */
export function coversSecret(target: Target, reference: SecretReference, environment: Environment): boolean {
  if (target.kind === 'made') return false;
  if (target.kind === 'text') {
    return (
      environment.store === 'secrets-manager' && matchesGlob(target.text.name, secretNameIn(environment, reference))
    );
  }
  // Sets of one app agree on their environments.
  const { set } = target.kind === 'secret' ? target.reference : target.family;
  if (set.app !== reference.set.app) return false;
  if (target.kind === 'family') {
    return matchesGlob(prefixedNameIn(environment, set, target.family.pattern), secretNameIn(environment, reference));
  }
  const granted = target.reference;
  if (!granted.undeclared) return granted.key === reference.key;
  return secretNameIn(environment, granted) === secretNameIn(environment, reference);
}
