import { randomUUID } from 'node:crypto';
import type { KeyId, NamedPolicy } from '../../iam/model.js';
import type { Account } from '../account/account.js';
import { reschedule } from '../secrets-manager/rotation/reschedule.js';
import type { Secret } from '../secrets-manager/secret.js';
import { checkExistingName } from '../secrets-manager/secret-access.js';
import type { SecretStore } from '../secrets-manager/secret-store.js';
import { addVersion, givenValue } from '../secrets-manager/write-version.js';
import { checkKind, orSeedInvalid } from './seed-invalid.js';

export interface SecretPutOptions {
  /** @default the local AWS's region */
  readonly region?: string;
  /**
   * A key id, key ARN or alias of a customer-managed key; its readers need `kms:Decrypt`.
   *
   * @default the key the secret has; for a new one AWS's own
   */
  readonly kmsKeyId?: string;
  /** @default the description the secret has, or none */
  readonly description?: string;
  /**
   * Added to those the secret has.
   *
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Staging labels of the new version.
   *
   * @default ['AWSCURRENT']
   */
  readonly versionStages?: readonly string[];
}

export interface SeededSecret {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Staging label → version id. */
  readonly stages: Readonly<Record<string, string>>;
  /** Absent: AWS's own key. */
  readonly kmsKeyId?: KeyId;
  /** Absent where a template has tags that do not resolve. */
  readonly tags?: Readonly<Record<string, string>>;
  /** From the templates, or put by PutResourcePolicy. */
  readonly resourcePolicy?: NamedPolicy;
}

/** Fills the store as an operator would, without a request and without IAM. */
export interface SecretSeeds {
  /**
   * Creates the secret, or adds a version to it.
   *
   * @throws {SeedInvalidError} When AWS would refuse the name or the value, or the secret is a replica.
   * @example
   * ```ts
   * aws.secrets.put('myapp/dev/stripe', JSON.stringify({ apiKey: 'rk_test' }));
   * ```
   */
  put(
    name: string,
    value: string | Uint8Array,
    options?: SecretPutOptions,
  ): { readonly arn: string; readonly versionId: string };
  /** Removes the secret at once, without a recovery window, and its replicas. Returns whether there was one. */
  remove(name: string, options?: { readonly region?: string }): boolean;
  /** The secrets of every region, never their values. */
  list(): readonly SeededSecret[];
}

export function createSecretSeeds(account: Account, defaultRegion: string, now: () => number): SecretSeeds {
  return {
    put(name, value, { region = defaultRegion, kmsKeyId, description, tags = {}, versionStages } = {}) {
      const store = account.secretsIn(region);
      const secret = store.find(name) ?? store.draft(name);
      const versionId = randomUUID();
      const stored = orSeedInvalid(() => {
        checkExistingName(name);
        if (secret.primaryRegion !== undefined) {
          const place = `${name} in ${region} is a replica, which changes only with its primary secret`;
          throw new RangeError(`${place}: put the value in ${secret.primaryRegion}.`);
        }
        checkKind(value, 'a string or bytes', typeof value === 'string' || ArrayBuffer.isView(value));
        if (value.length === 0) throw new RangeError('The value must not be empty.');
        if (typeof value !== 'string' && value.length > 65_536)
          throw new RangeError('The value must have at most 65536 bytes.');
        return givenValue(typeof value === 'string' ? { SecretString: value } : { SecretBinary: Buffer.from(value) });
      });
      if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
      const version = stored && addVersion(secret, stored, versionId, versionStages, now());
      if (version && typeof secret.kmsKeyId === 'string') version.kmsKeyId = secret.kmsKeyId;
      if (version?.stages.has('AWSCURRENT')) reschedule(secret, now());
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
