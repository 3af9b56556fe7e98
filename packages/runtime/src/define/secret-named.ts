import type { SecretDefinition } from '../contract/definition.js';
import { SecretsError } from '../contract/errors.js';
import { checkSecretName } from '../contract/names.js';
import { makeReference, type SecretReference, type Secrets, secretSetOf } from '../contract/secret-set.js';
import { textDefinition } from './definitions.js';

/**
 * A reference to a secret that a set does not declare but a pattern grants (`secretsMatching(secrets, 'github-*')`):
 * `secretNamed(secrets, 'github-acme')` is `myapp/prod/github-acme`, and in Amplify's store the secret `github-acme`.
 * Its value is a text; give a definition as third argument for another kind. Throws SecretTargetInvalidError,
 * SecretNameInvalidError or SecretDefinitionInvalidError.
 */
export function secretNamed(secrets: Secrets, leaf: string): SecretReference<string>;
export function secretNamed<Output, Input>(
  secrets: Secrets,
  leaf: string,
  definition: SecretDefinition<Output, Input, never>,
): SecretReference<Output, Input>;
export function secretNamed(
  secrets: Secrets,
  leaf: string,
  definition: SecretDefinition<unknown, unknown, never> = textDefinition<never>(),
): SecretReference {
  const set = secretSetOf(secrets);
  if (set === undefined) {
    throw new SecretsError(
      'SecretTargetInvalidError',
      'secretNamed was not given what defineSecrets returned.',
      "Write: secretNamed(secrets, 'github-acme').",
    );
  }
  // Judged wherever it runs: a leaf is often made from a request, and no synthesis has seen it.
  checkSecretName(leaf, 'secretNamed', (accepted) => `secretNamed(secrets, '${accepted}')`);
  if (!isNamelessDefinition(definition)) {
    throw new SecretsError(
      'SecretDefinitionInvalidError',
      `The third argument of secretNamed(secrets, '${leaf}') must be a definition without a name: the second is the name.`,
      `Write, for example: secretNamed(secrets, '${leaf}', jsonSecret(['apiKey'])).`,
    );
  }
  return makeReference(set, leaf, definition, true);
}

// By shape: a definition may come from another copy of this package. Its name would win over the leaf.
function isNamelessDefinition(value: Partial<SecretDefinition> | null): boolean {
  return typeof value === 'object' && value !== null && value.kind !== undefined && value.name === undefined;
}
