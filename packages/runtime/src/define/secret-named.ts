import type { SecretDefinition } from '../contract/definition.js';
import { DeclarationError } from '../contract/errors.js';
import { checkSecretName } from '../contract/names.js';
import { type SecretReference, type Secrets, secretSetOf } from '../contract/secret-set.js';
import { undeclaredReference } from '../contract/undeclared-reference.js';
import { textDefinition } from './definitions.js';

/**
 * A reference to a secret that a pattern grants, as `secretsMatching(secrets, 'github-*')` does. `secretNamed(secrets, 'github-acme')`
 * is `myapp/prod/github-acme` in AWS Secrets Manager, and the Amplify secret `github-acme`. Its value is a string; for another kind,
 * give a definition as the third argument.
 *
 * @throws {SecretTargetInvalidError} When the first argument is not what `defineSecrets` returned.
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept the name.
 * @throws {SecretDefinitionInvalidError} When the third argument is not a definition, or is one with a name.
 *
 * @example
 * ```ts
 * const token = await getSecret(secretNamed(secrets, 'github-acme'));
 * ```
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
    throw new DeclarationError(
      'SecretTargetInvalidError',
      'The first argument of secretNamed must be what defineSecrets returned.',
      "Write: secretNamed(secrets, 'github-acme').",
    );
  }
  // Checked at run time too: the name is often made from a request.
  checkSecretName(leaf, 'secretNamed', (accepted) => `secretNamed(secrets, '${accepted}')`);
  if (!isNamelessDefinition(definition)) {
    throw new DeclarationError(
      'SecretDefinitionInvalidError',
      `The third argument of secretNamed(secrets, '${leaf}') must be a definition without a name, since the second is the name.`,
      `Write, for example: secretNamed(secrets, '${leaf}', jsonSecret(['apiKey'])).`,
    );
  }
  return undeclaredReference(set, leaf, definition);
}

// By shape: a definition may come from another copy of this package. A name in it would win over the second argument.
function isNamelessDefinition(value: Partial<SecretDefinition> | null): boolean {
  return typeof value === 'object' && value !== null && value.kind !== undefined && value.name === undefined;
}
