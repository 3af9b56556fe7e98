import {
  type Deployment,
  type Environment,
  encryptionKeyIn,
  environmentOf,
  matchesGlob,
  parameterArn,
  parameterFolders,
  prefixedNameIn,
  type SecretReference,
  secretArnPattern,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { SecretPattern } from './secrets-matching.js';
import { type LocatedSecret, labelOf, type Target } from './target.js';

/** One secret of a set, declared or named by `secretNamed`. */
export function referenceTarget(reference: SecretReference): Target {
  const { key, set, definition, undeclared } = reference;
  return {
    label: labelOf(set, key),
    id: `${set.app}:${key}`,
    set,
    reference,
    pattern: undefined,
    name: undefined,
    account: undefined,
    region: undefined,
    locate(deployment, stack) {
      const environment = environmentOf(set.environments, deployment);
      const found = locateName(secretNameIn(environment, reference), environment, deployment, stack);
      return { ...found, key: encryptionKeyIn(environment, definition), isPattern: false };
    },
    matches(other, environment) {
      // Sets of one app agree on their environments.
      if (set.app !== other.set.app) return false;
      if (!undeclared) return key === other.key;
      return secretNameIn(environment, reference) === secretNameIn(environment, other);
    },
  };
}

/** The secrets of a set whose names match. */
export function patternTarget({ set, pattern }: SecretPattern): Target {
  return {
    label: labelOf(set, pattern),
    id: `${set.app}:${pattern}`,
    set,
    reference: undefined,
    pattern,
    name: undefined,
    account: undefined,
    region: undefined,
    locate(deployment, stack) {
      const environment = environmentOf(set.environments, deployment);
      const found = locateName(prefixedNameIn(environment, set, pattern), environment, deployment, stack);
      return { ...found, key: undefined, isPattern: true };
    },
    matches(other, environment) {
      if (set.app !== other.set.app) return false;
      return matchesGlob(prefixedNameIn(environment, set, pattern), secretNameIn(environment, other));
    },
  };
}

function locateName(
  name: string,
  environment: Environment,
  deployment: Deployment,
  { partition, region, account }: Stack,
): Omit<LocatedSecret, 'key' | 'isPattern'> {
  const own = { partition, region, account };
  const { store } = environment;
  const inAmplify = store === 'amplify';
  const names = inAmplify ? parameterFolders(deployment).map((folder) => `${folder}/${name}`) : [name];
  const arns = names.map((each) => (inAmplify ? parameterArn(own, each) : secretArnPattern(own, each)));
  return { environment, store, names, region, readable: arns, writable: arns.slice(0, 1) };
}
