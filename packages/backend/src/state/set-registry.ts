import {
  allEnvironments,
  checkSet,
  DeclarationError,
  duplicateName,
  type Environment,
  matchesGlob,
  referencesOf,
  type SecretDefinition,
  type SecretReference,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { labelOf } from '../targets/target.js';

/** The sets that one backend grants from. */
export interface SetRegistry {
  /** In the order of the grants. Two may be of one app. */
  all(): readonly SecretSet[];
  /**
   * Throws SecretSetsDisagreeError where two sets of one app tell different things, SecretNameTakenError where two secrets would be one
   * in any environment, not only in this one. The same set twice (a module that was evaluated twice) is one set.
   */
  register(set: SecretSet): void;
  /** An undeclared secret (`secretNamed`) of a set. Throws SecretNameTakenError where it would be a secret of another app. */
  claim(reference: SecretReference): void;
  /** The secrets of other apps among those that a pattern of the app takes in Amplify's store, as messages name them. */
  reachedBy(app: string, pattern: string): readonly string[];
}

interface Owner {
  readonly app: string;
  readonly key: string;
  readonly undeclared: boolean;
}

export function setRegistry(): SetRegistry {
  const seen = new Set<SecretSet>();
  const owners = { 'secrets-manager': new Map<string, Owner>(), amplify: new Map<string, Owner>() };

  function own(reference: SecretReference): void {
    const { key, set, undeclared } = reference;
    const claimant: Owner = { app: set.app, key, undeclared };
    for (const environment of allEnvironments(set.environments)) {
      const name = secretNameIn(environment, reference);
      const taken = owners[environment.store];
      const owner = taken.get(name);
      if (owner !== undefined && !isOne(owner, claimant)) throw takenBy(environment, name, owner, claimant);
      if (owner === undefined || owner.undeclared) taken.set(name, claimant);
    }
  }

  return {
    all: () => [...seen],
    register(set) {
      if (seen.has(set)) return;
      // `defineSecrets` has judged it, unless it was bundled: a bundle leaves the judgement to this one.
      checkSet(set);
      for (const other of seen) if (other.app === set.app) checkAgreement(other, set);
      for (const reference of referencesOf(set)) own(reference);
      seen.add(set);
    },
    claim: own,
    reachedBy: (app, pattern) =>
      [...owners.amplify]
        .filter(([name, owner]) => owner.app !== app && matchesGlob(pattern, name))
        .map(([, owner]) => labelOf(owner, owner.key)),
  };
}

/** A set may name its own declared secret in another way. */
function isOne(owner: Owner, claimant: Owner): boolean {
  return owner.app === claimant.app && (owner.key === claimant.key || owner.undeclared || claimant.undeclared);
}

function takenBy(environment: Environment, name: string, owner: Owner, claimant: Owner): DeclarationError {
  // The resolution renames the second, and only what is declared has a name to change.
  if (!claimant.undeclared)
    return duplicateName(environment, name, [labelOf(owner, owner.key), labelOf(claimant, claimant.key)]);
  if (!owner.undeclared)
    return duplicateName(environment, name, [labelOf(claimant, claimant.key), labelOf(owner, owner.key)]);
  const { message } = duplicateName(environment, name, [labelOf(owner, owner.key), labelOf(claimant, claimant.key)]);
  const resolution = `Name one of them otherwise: secretNamed(secrets, '${claimant.app}-${claimant.key}'). If they are one secret, name it in one set.`;
  return new DeclarationError('SecretNameTakenError', message, resolution);
}

function checkAgreement(one: SecretSet, other: SecretSet): void {
  // As text, since the order of environments counts.
  if (JSON.stringify(one.environments) !== JSON.stringify(other.environments)) {
    throw disagree(one.app, 'declare different environments', 'Write the environments once and give them to both.');
  }
  for (const [key, definition] of Object.entries(one.definitions)) {
    const twin = Object.hasOwn(other.definitions, key) ? other.definitions[key] : undefined;
    if (twin === undefined || shapeOf(twin) === shapeOf(definition)) continue;
    throw disagree(one.app, `declare the secret "${key}" differently`, `Declare "${key}" in one of them.`);
  }
}

function shapeOf({ kind, fields, encryptionKey }: SecretDefinition): string {
  return JSON.stringify([kind, fields, encryptionKey]);
}

function disagree(app: string, how: string, resolution: string): BackendError {
  return new BackendError(
    'SecretSetsDisagreeError',
    `Two sets (defineSecrets) of app "${app}" ${how}.`,
    `${resolution} If they are of two apps, call one of them otherwise: defineSecrets({ app: '${app}-2', … }).`,
  );
}
