import { checkSet } from '../contract/check-set.js';
import { DeclarationError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import type { Secrets } from '../contract/secret-set.js';
import { declareSecrets, type SecretsDeclaration } from './declare-secrets.js';

/**
 * Declares which secrets a project has, without their values, and which environment each branch belongs to. Import the result in
 * `amplify/backend.ts`, to grant secrets, and in handlers, to read them.
 *
 * @throws {AppNameInvalidError} When the app name is not valid.
 * @throws {EnvironmentInvalidError} When an environment is not valid.
 * @throws {EnvironmentUnreachableError} When an environment can never match.
 * @throws {SecretDefinitionInvalidError} When a definition is not valid.
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept a name.
 * @throws {SandboxSecretNameInvalidError} When `npx ampx sandbox secret set` does not accept a name.
 * @throws {SecretNameTakenError} When two definitions have the same name in one store.
 *
 * @example
 * ```ts
 * export const secrets = defineSecrets({
 *   app: 'myapp',
 *   environments: { prod: 'main', dev: '*' },
 *   secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
 * });
 * ```
 */
export function defineSecrets<
  const Environment extends string,
  const Definitions extends Readonly<Record<string, unknown>>,
>(declaration: SecretsDeclaration<Environment, Definitions>): Secrets<Definitions> {
  // JavaScript may give undefined or null: then the app name is missing.
  const { app, environments, secrets, ...others } = ownProperties(declaration ?? {});
  checkSet({ app, environments, definitions: secrets });
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unknownOption(unknown);
  // What was checked: a getter may answer otherwise the second time.
  return declareSecrets({ app, environments, secrets }) as Secrets<Definitions>;
}

function unknownOption(name: string): DeclarationError {
  return new DeclarationError(
    'SecretDefinitionInvalidError',
    `defineSecrets has no option "${name}".`,
    "Use app, environments and secrets. Options of one secret belong in its definition: textSecret({ name: 'my-secret' }).",
  );
}
