import type { SecretKeyOption, SecretNameOption } from '../contract/definition.js';

export interface SecretOptions<Environment extends string = string> {
  /**
   * The secret's name: a string that may contain `{environment}`, or a name per environment.
   * @default `<app>/<environment>/<key in kebab-case>`
   */
  readonly name?: SecretNameOption<Environment>;
  /**
   * ARN of the customer managed KMS key that the secret is encrypted with, or one per environment. Grants then allow its use too. A
   * single ARN applies to AWS Secrets Manager alone.
   * @default the key `aws/secretsmanager`, which needs no permission
   */
  readonly encryptionKey?: SecretKeyOption<Environment>;
}
