import type { SecretDefinition } from './definition.js';
import type { Environment } from './environments.js';
import { DeclarationError } from './errors.js';
import { propertyKey } from './source-code.js';

const KEY_ARN =
  /^arn:aws(?:-[a-z]+)*:kms:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const EXAMPLE = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/**
 * Whether a string is the full ARN of exactly one KMS key, not of an alias: IAM policies name keys.
 * https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
 */
export function isKeyArn(value: string): boolean {
  return KEY_ARN.test(value);
}

/**
 * ARN of the key that a definition names for an environment. One string for all environments applies to AWS Secrets Manager alone:
 * Amplify encrypts its secrets with the account's `aws/ssm` key.
 */
export function encryptionKeyIn({ name, store }: Environment, { encryptionKey }: SecretDefinition): string | undefined {
  if (typeof encryptionKey === 'string') return store === 'secrets-manager' ? encryptionKey : undefined;
  return encryptionKey !== undefined && Object.hasOwn(encryptionKey, name) ? encryptionKey[name] : undefined;
}

/**
 * Checks the encryptionKey of a definition. `known` are the environments of the declaration.
 *
 * @throws {SecretDefinitionInvalidError} When it is not the full ARN of a key, or names an environment that is not declared.
 */
export function checkEncryptionKey(key: string, { encryptionKey }: SecretDefinition, known: readonly string[]): void {
  if (encryptionKey === undefined) return;
  const named = typeof encryptionKey === 'object' ? Object.keys(encryptionKey) : [];
  const unknown = named.find((environment) => !known.includes(environment));
  if (unknown !== undefined) {
    throw invalid(
      `Secret "${key}" has an encryptionKey for the environment "${unknown}", which is not declared.`,
      `Use one of: ${known.join(', ')}.`,
    );
  }
  const arns: readonly unknown[] = typeof encryptionKey === 'object' ? Object.values(encryptionKey) : [encryptionKey];
  if (arns.every((arn) => arn === undefined || (typeof arn === 'string' && isKeyArn(arn)))) return;
  throw invalid(
    `The encryptionKey of secret "${key}" must be the full ARN of one KMS key.`,
    `Write, for example: encryptionKey: { ${propertyKey(known[0] ?? 'prod')}: '${EXAMPLE}' }. For the ARN, run, with the key's alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn`,
  );
}

function invalid(message: string, resolution: string): DeclarationError {
  return new DeclarationError('SecretDefinitionInvalidError', message, resolution);
}
