import type { BranchPatterns, Deployment } from '@amplify-secrets/runtime/contract';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ANYTHING, BOOLEAN, checkOptions, type OptionType } from './check-options.js';
import { COPY_ARN } from './targets/encryption-key.js';

export interface GrantOptions {
  /**
   * Grant only in these deployments: branch patterns as in `defineSecrets({ environments })`, or `'sandbox'` for every sandbox (and for
   * no git branch, even one of that name). Elsewhere nothing is granted, and a note says so. Required for a plain name, an ARN or a raw
   * pattern, which belong to no environment.
   * @default every deployment
   */
  readonly branches?: BranchPatterns;
  /**
   * Which deployment this is. Needed in a plain CDK stack, once per stack, since it lacks the CDK context that Amplify sets. Its parts
   * must be plain strings, not CDK tokens.
   * @default the deployment in Amplify's CDK context
   */
  readonly deployment?: Deployment;
  /**
   * Whether the secrets may be read in one call, by `secretsmanager:BatchGetSecretValue`. The action is added once the grantee can read
   * two secrets of AWS Secrets Manager. It gives access to no secret by itself.
   * @default true
   */
  readonly batch?: boolean;
  /**
   * The customer-managed KMS key that the secrets are encrypted under: a CDK key, or the whole ARN of one. Reading is granted
   * `kms:Decrypt`, writing `kms:GenerateDataKey` and `kms:Decrypt`, both only through the store and only for the granted secrets. The
   * key policy must let IAM policies of the grantee's account decide, as the default key policies do. In Amplify's store the key is for
   * reading only: parameters are written under the account's `aws/ssm` key, which needs no permission.
   * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
   * @default the key `aws/secretsmanager`, which needs no permission
   */
  readonly encryptionKey?: IKey | string;
}

const typesFor = (call: string): Readonly<Record<keyof GrantOptions, OptionType>> => ({
  branches: {
    ...ANYTHING,
    undefinedError: 'GrantBranchesMissingError',
    howToGive: `For example: ${call}(backend.myFunction, 'my-secret', { branches: ['main'] }).`,
  },
  deployment: ANYTHING,
  batch: BOOLEAN,
  encryptionKey: { ...ANYTHING, howToGive: COPY_ARN },
});

/**
 * The options alone, without what an object inherits.
 * @throws {GrantOptionInvalidError} When an option is unknown, or is there and undefined, or `batch` is not a boolean.
 * @throws {GrantBranchesMissingError} When `branches` is there and undefined.
 */
export function checkGrantOptions(options: GrantOptions, call: string): GrantOptions {
  const example = `${call}(backend.myFunction, [secrets.stripe, secrets.mySecret], { branches: ['main'] })`;
  return checkOptions(options, { owner: call, types: typesFor(call), example, error: 'GrantOptionInvalidError' });
}
