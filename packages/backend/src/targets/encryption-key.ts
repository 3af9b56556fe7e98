import { isKeyArn, kindOf } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BackendError } from '../backend-error.js';

/**
 * `call` is the function that was called.
 * @throws {GrantOptionInvalidError} When it is not exactly one key.
 */
export function keyArnOf(key: IKey | string | undefined, call: string): string {
  if (typeof key === 'string') {
    if (isKeyArn(key)) return key;
    if (Token.isUnresolved(key)) {
      throw invalid(
        call,
        'a string that is known only at deployment, which cannot be checked',
        "Give a CDK key: { encryptionKey: Key.fromKeyArn(scope, 'Key', keyArn) }.",
      );
    }
    throw invalid(call, `"${key}"`, COPY_ARN);
  }
  const arn: unknown = key?.keyArn;
  if (key === undefined || typeof arn !== 'string') {
    throw invalid(call, kindOf(key), COPY_ARN);
  }
  if ('aliasName' in key) throw invalid(call, 'an alias, which an IAM policy cannot name', COPY_ARN);
  if (Token.isUnresolved(arn) ? /[*?]/.test(arn) : !isKeyArn(arn)) {
    throw invalid(call, `a key with the ARN "${arn}"`, COPY_ARN);
  }
  return arn;
}

export const COPY_ARN =
  'Give the key that CDK creates ({ encryptionKey: key }), or the ARN of the key. By its alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn';

function invalid(call: string, got: string, resolution: string): BackendError {
  return new BackendError(
    'GrantOptionInvalidError',
    `The option "encryptionKey" of ${call} must be a CDK key or the whole ARN of one key, and got ${got}.`,
    resolution,
  );
}
