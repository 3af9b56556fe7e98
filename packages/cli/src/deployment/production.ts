import {
  allEnvironments,
  optionsOf,
  type SecretReference,
  type SecretSet,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import { isProductionIn } from './find-place.js';
import type { Place } from './place.js';

/**
 * The place of one secret. Where production reads the same stored value, by a name that several environments have or by a shared path, a change
 * asks for production's name there too.
 */
export function placeOfSecret(place: Place, reference: SecretReference, listed: readonly string[] | undefined): Place {
  const { set } = reference;
  const { store, environment, isShared, deployment } = place;
  const isElsewhere = store === 'amplify' && !(isShared && deployment?.type === 'branch');
  if (place.isProduction || isElsewhere) return place;
  const name = secretNameIn({ name: environment, store }, reference);
  const production = allEnvironments(set.environments).find((other) => {
    const { appId } = declaredOptions(set, other.name);
    const isOtherApp = store === 'amplify' && appId !== undefined && appId !== deployment?.namespace;
    if (other.store !== store || isOtherApp || !isProductionIn(set, other.name, listed)) return false;
    return secretNameIn(other, reference) === name;
  });
  return production === undefined ? place : { ...place, sharedProduction: production.name };
}

/**
 * A misspelt environment would leave production without its question.
 *
 * @throws {ProjectSettingsInvalidError} When the list names what the declaration does not have.
 */
export function checkProduction(listed: readonly string[] | undefined, { app, environments }: SecretSet): void {
  const names = allEnvironments(environments).map(({ name }) => name);
  const unknown = listed?.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new CliError(
    'ProjectSettingsInvalidError',
    `"production" of "amplifySecrets" in package.json must have environments of the declaration of app "${app}", and got "${unknown}".`,
    `Use some of: ${names.map((name) => JSON.stringify(name)).join(', ')}`,
  );
}

function declaredOptions({ environments }: SecretSet, name: string) {
  const declared = Object.hasOwn(environments, name) ? environments[name] : undefined;
  return declared === undefined ? {} : optionsOf(declared);
}
