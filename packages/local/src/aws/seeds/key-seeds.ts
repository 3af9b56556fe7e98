import { keyArn } from '../../arn/arn.js';
import { defaultKeyPolicy } from '../../authorization/key-policy.js';
import type { NamedPolicy, PolicyDocument } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import type { Account } from '../account/account.js';

export interface SeededKey {
  readonly arn: string;
  readonly policy: NamedPolicy;
}

/** What is known of the account's KMS keys. Of any other key it is not known who may use it, so nobody may. */
export interface KeySeeds {
  /**
   * Says what a key's policy is, by key id or key ARN. Default: the policy AWS gives a key, which leaves its use to the IAM
   * policies of the account. Throws SeedInvalidError for an alias, whose key only AWS KMS knows.
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
          `${keyId} is an alias, and its key is not known.`,
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
