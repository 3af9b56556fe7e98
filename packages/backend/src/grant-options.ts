import type { BranchPatterns, Deployment } from '@amplify-secrets/runtime/contract';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ANYTHING, BOOLEAN, checkOptions } from './check-options.js';

export interface GrantOptions {
  /**
   * Grant only in these deployments: branch patterns as in `defineSecrets({ environments })`, or `'sandbox'` for every sandbox (and for
   * no git branch, even one of that name). Elsewhere nothing is granted, and a note says so. A plain name, an ARN or a raw pattern
   * belongs to no environment and needs it.
   * @default every deployment
   */
  readonly branches?: BranchPatterns;
  /**
   * Which deployment this is, where Amplify's CDK context does not say: in a plain CDK stack. Once per stack is enough. Its parts are
   * plain texts, no CDK tokens.
   * @default Amplify's own
   */
  readonly deployment?: Deployment;
  /**
   * Whether the secrets may be read in one call, which needs `secretsmanager:BatchGetSecretValue`. It is added once the grantee can
   * read two secrets of AWS Secrets Manager, and gives access to no secret by itself.
   * @default true
   */
  readonly batch?: boolean;
  /**
   * The customer-managed KMS key that the secrets are encrypted under: a CDK key, or the whole ARN of one. Reading gets `kms:Decrypt`,
   * writing `kms:GenerateDataKey` and `kms:Decrypt`, through the store alone and for the granted secrets alone. The key's own policy
   * must let IAM policies of the grantee's account decide, as the default policies do. In Amplify's store it counts for reading;
   * a parameter is written under the account's `aws/ssm` key, which needs no permission.
   * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
   * @default none: the key `aws/secretsmanager`, which needs no permission
   */
  readonly encryptionKey?: IKey | string;
}

const TYPES = { branches: ANYTHING, deployment: ANYTHING, batch: BOOLEAN, encryptionKey: ANYTHING };

/** @throws {GrantOptionInvalidError} When an option is not understood: without it the grant would be another. */
export function checkGrantOptions(options: unknown, call: string): void {
  const example = `${call}(…, [secrets.a, secrets.b], { branches: ['main'] })`;
  checkOptions(options, { owner: call, types: TYPES, example, error: 'GrantOptionInvalidError' });
}
