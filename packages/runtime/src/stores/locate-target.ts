import { regionOfSecretArn } from '../contract/arns.js';
import type { SecretDefinition } from '../contract/definition.js';
import type { Descriptor } from '../contract/descriptor.js';
import { differsFrom } from '../contract/digest.js';
import { SecretsError } from '../contract/errors.js';
import { secretNameIn } from '../contract/locate.js';
import { expressionOf, isSecretReference, type SecretReference } from '../contract/secret-set.js';
import type { Location } from './location.js';
import { DIFFERS, grantLine } from './remedies.js';

// Shared: there may be two thousand locations.
const NO_FOLDERS: readonly string[] = [];

const PLAIN_TEXT: SecretDefinition = { kind: 'text', name: undefined, fields: undefined, schema: undefined };

/**
 * A function that finds targets. A plain name is always in AWS Secrets Manager, and needs no descriptor. The function throws what `descriptorOf` does, and these:
 *
 * @throws {SecretTargetInvalidError} When it is not a reference, a name or an ARN.
 * @throws {SecretNotGrantedError} When the descriptor does not have the reference's app.
 */
export function locator(descriptorOf: () => Descriptor): (target: unknown) => Location {
  return (target) => {
    if (typeof target === 'string') return locateName(target, descriptorOf);
    if (!isSecretReference(target)) throw invalidTarget();
    return locateReference(target, descriptorOf());
  };
}

function locateName(target: string, descriptorOf: () => Descriptor): Location {
  // All characters of an ARN are checked, since errors show it in commands to copy.
  const isArn = target.startsWith('arn:');
  const isValid = isArn
    ? regionOfSecretArn(target) && /^[\w:/+=.@!-]+$/.test(target)
    : /^[\w/+=.@!-]{1,512}$/.test(target);
  // The string is not shown: it may be a value that was given in place of a name.
  if (!isValid) throw invalidTarget();
  // Of `myapp/dev/stripe` in prod, errors advise no grant: the guard would refuse it.
  const [app = '', environment] = target.split('/');
  let expression = `'${target}'`;
  try {
    if ((descriptorOf().apps[app]?.environment ?? environment) !== environment) expression = 'secrets.mySecret';
  } catch {
    // A name needs no descriptor.
  }
  return {
    key: `secrets-manager ${target}`,
    store: 'secrets-manager',
    id: target,
    folders: NO_FOLDERS,
    definition: PLAIN_TEXT,
    environment: undefined,
    expression,
  };
}

function locateReference(reference: SecretReference, descriptor: Descriptor): Location {
  const { set, definition } = reference;
  const app = Object.hasOwn(descriptor.apps, set.app) ? descriptor.apps[set.app] : undefined;
  const expression = expressionOf(reference);
  if (!app) {
    throw new SecretsError(
      'SecretNotGrantedError',
      `This function has no grant for secrets of app "${set.app}".`,
      `${grantLine('Read', expression)}: ${DIFFERS}`,
    );
  }
  const { environment, store, digest } = app;
  const id = secretNameIn({ name: environment, store }, reference);
  const folders = store === 'amplify' ? (descriptor.folders ?? NO_FOLDERS) : NO_FOLDERS;
  const differs = differsFrom(digest, reference);
  return { key: `${store} ${id}`, store, id, folders, definition, environment, expression, differs };
}

export function invalidTarget(): SecretsError {
  return new SecretsError(
    'SecretTargetInvalidError',
    'The target must be a secret of defineSecrets, or the name or full ARN of a secret.',
    'Write: getSecret(secrets.stripe).',
  );
}
