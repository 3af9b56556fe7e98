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
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { labelOf } from '../targets/target.js';

/** The sets that one backend grants from. */
export interface SetRegistry {
  /** In the order of the grants. Two may be of one app. */
  all(): readonly SecretSet[];
  /**
   * The same set twice (a module that was evaluated twice) is one set.
   * @throws {SecretSetsDisagreeError} When two sets of one app differ in what they both declare.
   * @throws {SecretNameTakenError} When two secrets would be one, in any environment.
   */
  register(set: SecretSet): void;
  /**
   * An undeclared secret (`secretNamed`) of a set.
   * @throws {SecretNameTakenError} When it would be a secret of another app.
   */
  claim(reference: SecretReference): void;
  /** Labels of the secrets of other apps that a pattern of the app matches in Amplify's store. */
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
      const byName = owners[environment.store];
      const owner = byName.get(name);
      if (owner !== undefined && !isOne(owner, claimant)) throw takenBy(environment, name, owner, claimant);
      if (owner === undefined || owner.undeclared) byName.set(name, claimant);
    }
  }

  return {
    all: () => [...seen],
    register(set) {
      if (seen.has(set)) return;
      // `defineSecrets` has checked it, unless it was bundled for a handler, which leaves out the check.
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

/** `secretNamed` may name a declared secret of the set. */
function isOne(owner: Owner, claimant: Owner): boolean {
  return owner.app === claimant.app && (owner.key === claimant.key || owner.undeclared || claimant.undeclared);
}

function takenBy(environment: Environment, name: string, owner: Owner, claimant: Owner): DeclarationError {
  // The resolution renames the second, and only a declared one has a name to change.
  if (!claimant.undeclared)
    return duplicateName(environment, name, [labelOf(owner, owner.key), labelOf(claimant, claimant.key)]);
  if (!owner.undeclared)
    return duplicateName(environment, name, [labelOf(claimant, claimant.key), labelOf(owner, owner.key)]);
  const { message } = duplicateName(environment, name, [labelOf(owner, owner.key), labelOf(claimant, claimant.key)]);
  const resolution = `Rename one of them: secretNamed(secrets, ${stringLiteral(`${claimant.app}-${claimant.key}`)}). If they are one secret, name it in one set only.`;
  return new DeclarationError('SecretNameTakenError', message, resolution);
}

function checkAgreement(one: SecretSet, other: SecretSet): void {
  // As JSON, since the order of environments counts.
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
    `${resolution} If they are of two apps, rename one of them: app: ${stringLiteral(`${app}-2`)}.`,
  );
}
