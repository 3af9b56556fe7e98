import type { Role } from '@amplify-secrets/local';
import type { Statement } from '@amplify-secrets/local/iam';

/** A function's role with these policy statements. */
export function readerRole(...Statement: readonly Statement[]): Role {
  return {
    arn: 'arn:aws:iam::123456789012:role/reader',
    name: 'reader',
    account: '123456789012',
    policies: [{ name: 'secrets', document: { Version: '2012-10-17', Statement } }],
  };
}
