import { regionOfSecretArn } from '../contract/arns.js';
import type { SecretDefinition } from '../contract/definition.js';
import type { Descriptor } from '../contract/descriptor.js';
import { SecretsError } from '../contract/errors.js';
import { secretNameIn } from '../contract/locate.js';
import { expressionOf, isSecretReference, type SecretReference } from '../contract/secret-set.js';
import type { Location } from './location.js';
import { grantLine } from './remedies.js';

// One for all: there may be two thousand locations.
const NO_FOLDERS: readonly string[] = [];

const PLAIN_TEXT: SecretDefinition = Object.freeze({
  kind: 'text',
  name: undefined,
  fields: undefined,
  schema: undefined,
});

/**
 * Finds targets by a descriptor, which is asked for only when a reference needs it. A plain name is always of Secrets Manager.
 * Throws SecretTargetInvalidError, SecretNotGrantedError, DescriptorMissingError or DescriptorInvalidError.
 */
export function locator(descriptorOf: () => Descriptor): (target: unknown) => Location {
  return (target) => {
    if (typeof target === 'string') return locateName(target);
    if (!isSecretReference(target)) throw invalidTarget();
    return locateReference(target, descriptorOf());
  };
}

function locateName(target: string): Location {
  // The characters of an ARN are judged as a whole: errors show it within commands to copy.
  const isArn = target.startsWith('arn:');
  if (isArn && (regionOfSecretArn(target) === undefined || !/^[\w:/+=.@!-]+$/.test(target))) throw invalidTarget();
  // What is no name is not shown: it may be a value, given where the name belongs.
  if (!isArn && !/^[\w/+=.@!-]{1,512}$/.test(target)) throw invalidTarget();
  return {
    key: `secrets-manager ${target}`,
    store: 'secrets-manager',
    id: target,
    folders: NO_FOLDERS,
    definition: PLAIN_TEXT,
    environment: undefined,
    expression: `'${target}'`,
  };
}

function locateReference(reference: SecretReference, descriptor: Descriptor): Location {
  const { set, definition } = reference;
  const app = Object.hasOwn(descriptor.apps, set.app) ? descriptor.apps[set.app] : undefined;
  const expression = expressionOf(reference);
  if (app === undefined) {
    throw new SecretsError(
      'SecretNotGrantedError',
      `This function was granted no secret of app "${set.app}", so it cannot read or write ${expression}.`,
      `In amplify/backend.ts add: ${grantLine('Read', expression)}`,
    );
  }
  const { environment, store } = app;
  const id = secretNameIn({ name: environment, store }, reference);
  const folders = store === 'amplify' ? (descriptor.folders ?? NO_FOLDERS) : NO_FOLDERS;
  return { key: `${store} ${id}`, store, id, folders, definition, environment, expression };
}

export function invalidTarget(): SecretsError {
  return new SecretsError(
    'SecretTargetInvalidError',
    'What was asked for is neither a secret of defineSecrets nor the name or whole ARN of a secret.',
    "Write: getSecret(secrets.stripe), getSecret('name-of-the-secret'), or putSecret(secrets.stripe, value).",
  );
}
