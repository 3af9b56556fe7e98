import { randomUUID } from 'node:crypto';
import type { KeyId, NamedPolicy } from '../../iam/model.js';
import { LocalError } from '../../local-error.js';
import type { Account } from '../account/account.js';
import type { Secret } from '../secrets-manager/secret.js';
import { checkExistingName } from '../secrets-manager/secret-access.js';
import type { SecretStore } from '../secrets-manager/secret-store.js';
import { addVersion, givenValue } from '../secrets-manager/write-value.js';

export interface SecretPutOptions {
  readonly region?: string;
  /** A key id, key ARN or alias; makes the readers need `kms:Decrypt`. */
  readonly kmsKeyId?: string;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Staging labels of the new version. Default: `['AWSCURRENT']`. */
  readonly versionStages?: readonly string[];
}

export interface SeededSecret {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Staging label → version id. */
  readonly stages: Readonly<Record<string, string>>;
  readonly kmsKeyId?: KeyId;
  /** Absent where a template has tags that do not resolve. */
  readonly tags?: Readonly<Record<string, string>>;
  /** From the templates, or put by PutResourcePolicy. */
  readonly resourcePolicy?: NamedPolicy;
}

/** What a test does to the store past IAM, the way an operator fills secrets in. */
export interface SecretSeeds {
  /** Creates the secret, or adds a version to it. Throws SeedInvalidError for what AWS would refuse. */
  put(
    name: string,
    value: string | Uint8Array,
    options?: SecretPutOptions,
  ): { readonly arn: string; readonly versionId: string };
  /** Gone at once, with no recovery window. True when there was one. */
  remove(name: string, options?: { readonly region?: string }): boolean;
  /** What is known of the secrets of every region, never values. */
  list(): readonly SeededSecret[];
}

export function createSecretSeeds(account: Account, defaultRegion: string, now: () => number): SecretSeeds {
  return {
    put(name, value, { region = defaultRegion, kmsKeyId, description, tags = {}, versionStages } = {}) {
      const store = account.secretsIn(region);
      const secret = store.find(name) ?? store.draft(name);
      const versionId = randomUUID();
      const stored = orInvalid(() => {
        checkExistingName(name);
        if (value.length === 0) throw new RangeError('An empty value is no secret value.');
        if (typeof value !== 'string' && value.length > 65_536)
          throw new RangeError('A value has at most 65536 bytes.');
        return givenValue(typeof value === 'string' ? { SecretString: value } : { SecretBinary: Buffer.from(value) });
      });
      if (stored) addVersion(secret, stored, versionId, versionStages, now());
      if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
      if (description !== undefined) secret.description = description;
      for (const [key, tag] of Object.entries(tags)) secret.tags.set(key, tag);
      delete secret.removeAt;
      store.add(secret);
      return { arn: secret.arn, versionId };
    },
    remove(name, { region = defaultRegion } = {}) {
      const store = account.secretsIn(region);
      const secret = store.find(name);
      if (secret) store.remove(secret);
      return secret !== undefined;
    },
    list: () => account.secretStores().flatMap((store) => store.all().map((secret) => seededSecret(store, secret))),
  };
}

function seededSecret(store: SecretStore, secret: Secret): SeededSecret {
  const { name, arn, kmsKeyId, versions, tags, tagsUnknown } = secret;
  const resourcePolicy = store.policyOf(secret);
  return {
    name,
    arn,
    region: store.region,
    stages: Object.fromEntries(
      [...versions.values()].flatMap(({ id, stages }) => [...stages].map((stage) => [stage, id])),
    ),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(!tagsUnknown && { tags: Object.fromEntries(tags) }),
    ...(resourcePolicy && { resourcePolicy }),
  };
}

/** Runs a rule of AWS's for the test's author. The messages of those rules hold no value. */
export function orInvalid<T>(rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    const message = error instanceof Error ? error.message : 'AWS would refuse it.';
    throw new LocalError('SeedInvalidError', message, 'Put a name and a value that AWS accepts.');
  }
}
