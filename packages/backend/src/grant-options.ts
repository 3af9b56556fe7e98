import { type BranchPatterns, type Deployment, isPlainObject } from '@amplify-secrets/runtime/contract';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BackendError } from './backend-error.js';

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

const KNOWN = ['branches', 'deployment', 'batch', 'encryptionKey'];

const SEVERAL = 'Several targets go into one list:';

/** An option that is not understood would widen the grant without a word. Throws GrantOptionInvalidError. */
export function checkOptions(options: unknown, call: string): void {
  const { batch } = knownOptions(options, KNOWN, call, `${call}(…, …, { branches: ['main'] })`);
  if (batch !== undefined && typeof batch !== 'boolean') {
    throw invalid(`${call} was given a value of type ${typeof batch} as batch`, 'Write batch: true or batch: false.');
  }
}

/** Throws GrantOptionInvalidError for an option that is not `known`. */
export function knownOptions(
  options: unknown,
  known: readonly string[],
  call: string,
  example: string,
): Readonly<Record<string, unknown>> {
  const list = call.startsWith('grant') ? ` ${SEVERAL} ${call}(…, [secrets.a, secrets.b]).` : '';
  if (!isPlainObject(options)) {
    throw invalid(`${call} was given options that are no plain object`, `Write, for example: ${example}.${list}`);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return options;
  throw invalid(`${call} was given the unknown option "${unknown}"`, `Use one of: ${known.join(', ')}.${list}`);
}

function invalid(problem: string, resolution: string): BackendError {
  return new BackendError('GrantOptionInvalidError', `${problem}.`, resolution);
}
