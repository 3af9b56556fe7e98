import { parseArn } from '../arn/arn.js';
import type { NamedPolicy } from '../iam/model.js';

/**
 * The policy of a key that was created without one: it leaves everything to the IAM policies of the key's account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function defaultKeyPolicy(key: string): NamedPolicy {
  const { partition = 'aws', account = '' } = parseArn(key) ?? {};
  return {
    name: 'default key policy',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
  };
}
