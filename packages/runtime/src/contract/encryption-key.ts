import type { SecretDefinition } from './definition.js';
import type { Environment } from './environments.js';
import { SecretsError } from './errors.js';
import { propertyKey } from './source-code.js';

const KEY_ARN =
  /^arn:aws(?:-[a-z]+)*:kms:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:key\/(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const EXAMPLE = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/**
 * Whether a text is the whole ARN of exactly one KMS key. An alias is none: IAM decides on keys alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
 */
export function isKeyArn(text: string): boolean {
  return KEY_ARN.test(text);
}

/**
 * ARN of the key that a definition names for an environment. One text for all is about AWS Secrets Manager: Amplify writes its secrets
 * under the account's `aws/ssm` key.
 */
export function encryptionKeyIn({ name, store }: Environment, { encryptionKey }: SecretDefinition): string | undefined {
  if (typeof encryptionKey === 'string') return store === 'secrets-manager' ? encryptionKey : undefined;
  return encryptionKey !== undefined && Object.hasOwn(encryptionKey, name) ? encryptionKey[name] : undefined;
}

/** `known` are the environments of the declaration. Throws SecretDefinitionInvalidError. */
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
    `Secret "${key}" has an encryptionKey that is not the whole ARN of one KMS key.`,
    `Write, for example: encryptionKey: { ${propertyKey(known[0] ?? 'prod')}: '${EXAMPLE}' }. The ARN is in: aws kms describe-key --key-id <alias or id> --query KeyMetadata.Arn.`,
  );
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('SecretDefinitionInvalidError', message, resolution);
}
