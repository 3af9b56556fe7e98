import { keyArn } from '../../arn/arn.js';
import { defaultKeyPolicy } from '../../authorization/key-policy.js';
import type { NamedPolicy, PolicyDocument } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import type { Account } from '../account/account.js';

export interface SeededKey {
  readonly arn: string;
  readonly policy: NamedPolicy;
}

/** The account's KMS keys. Of any other key the policy is not known, so nobody may use it. */
export interface KeySeeds {
  /**
   * Sets a key's policy, by key id or key ARN. Without a policy it is the one that AWS gives a key by default, which leaves
   * its use to the IAM policies of the account.
   *
   * @throws {SeedInvalidError} When the key is named by an alias, since only AWS KMS knows its key.
   */
  put(keyId: string, policy?: PolicyDocument): { readonly arn: string };
  /** The keys put here and those of the loaded backends' templates. */
  list(): readonly SeededKey[];
}

export function createKeySeeds(account: Account, region: string): KeySeeds {
  return {
    put(keyId, document) {
      const arn = keyArn({ account: account.id, region }, keyId);
      if (arn === undefined) {
        throw new LocalError(
          'SeedInvalidError',
          `The key must be given by its id or ARN, and got the alias ${keyId}.`,
          'Give the key by its id or ARN, and put the secret under the same: aws.secrets.put(name, value, { kmsKeyId }).',
        );
      }
      const policy = document === undefined ? defaultKeyPolicy(arn) : { name: `policy of ${arn}`, document };
      account.setKeyPolicy(arn, policy);
      return { arn };
    },
    list: () => [...account.keyPolicies].map(([arn, policy]) => ({ arn, policy })),
  };
}
