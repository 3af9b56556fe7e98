import { isKeyArn } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BackendError } from '../backend-error.js';

/** The ARN of exactly one key. Throws GrantOptionInvalidError. */
export function keyArnOf(key: IKey | string | undefined, call: string): string {
  if (typeof key === 'string') {
    if (isKeyArn(key)) return key;
    if (Token.isUnresolved(key)) {
      throw invalid(
        call,
        'a text that is known only at deployment, which cannot be checked',
        "Give a CDK key: { encryptionKey: Key.fromKeyArn(scope, 'Key', keyArn) }.",
      );
    }
    throw invalid(call, `"${key}", which is not the whole ARN of one key`, COPY_ARN);
  }
  const arn: unknown = key?.keyArn;
  if (key === undefined || typeof arn !== 'string') {
    throw invalid(call, 'what is neither a CDK key nor the ARN of one', COPY_ARN);
  }
  if ('aliasName' in key) throw invalid(call, 'an alias, which IAM cannot allow', COPY_ARN);
  if (Token.isUnresolved(arn) ? /[*?]/.test(arn) : !isKeyArn(arn)) {
    throw invalid(call, `a key with the ARN "${arn}", which is not the whole ARN of one key`, COPY_ARN);
  }
  return arn;
}

const COPY_ARN =
  'Give the key that CDK makes ({ encryptionKey: key }), or the ARN from: aws kms describe-key --key-id <alias or id> --query KeyMetadata.Arn.';

function invalid(call: string, what: string, resolution: string): BackendError {
  return new BackendError('GrantOptionInvalidError', `${call} was given as encryptionKey ${what}.`, resolution);
}
