import type { Store } from '@amplify-secrets/runtime/contract';

/** A value as it is stored. */
export type RawValue = { readonly text: string } | { readonly bytes: Uint8Array };

export interface StoredValue {
  readonly value: RawValue;
  /** Version id, or the number of a parameter's version. */
  readonly version: string;
  /** `amplify`: the folder where it was found. */
  readonly folder?: string | undefined;
}

export type SecretState = 'set' | 'missing' | 'deleted' | 'empty' | 'denied';

export interface Rotation {
  readonly isEnabled: boolean;
  readonly functionArn: string | undefined;
  readonly nextAt: Date | undefined;
  readonly lastAt: Date | undefined;
}

export interface Replica {
  readonly region: string;
  /** `InSync`, `InProgress` or `Failed`. */
  readonly status: string;
  readonly message: string | undefined;
}

/** What a store says of a secret without decrypting it. */
export interface SecretMetadata {
  readonly state: SecretState;
  /** The name in its store, or the path of the parameter. */
  readonly name: string;
  readonly arn?: string | undefined;
  readonly version?: string | undefined;
  readonly changedAt?: Date | undefined;
  readonly createdAt?: Date | undefined;
  /** When AWS removes a deleted one for good. */
  readonly removedAt?: Date | undefined;
  readonly lastReadAt?: Date | undefined;
  readonly rotation?: Rotation | undefined;
  readonly kmsKeyId?: string | undefined;
  /** Its copies in other regions. Only DescribeSecret has them. */
  readonly replicas?: readonly Replica[] | undefined;
  /** The id of the AWS service that owns it. */
  readonly owner?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Version id → stages. */
  readonly stages?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whether all deployments of the namespace share it. */
  readonly isShared?: boolean | undefined;
}

export interface SecretVersion {
  readonly version: string;
  readonly stages: readonly string[];
  readonly createdAt: Date | undefined;
}

export interface CreateOptions {
  readonly kmsKeyId?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A secret as a store knows it. */
export interface StoredSecret {
  /** Its name there (`secretNameIn`). */
  readonly id: string;
  /** The command about it, for messages: `npx amplify-secrets restore stripe --env prod`. */
  readonly command: (verb: string) => string;
}

/** The values of one place. Each function rejects with a SecretsError. */
export interface SecretsStore {
  readonly kind: Store;
  /** In as few rounds as possible, and never with a value. */
  readonly describe: (ids: readonly string[]) => Promise<ReadonlyMap<string, SecretMetadata>>;
  /** What is there besides `declared`, in what belongs to the app alone. */
  readonly undeclared: (prefix: string, declared: readonly string[]) => Promise<readonly SecretMetadata[]>;
  /** The current value or that of a version; undefined where there is none. Throws when the secret is scheduled for deletion. */
  readonly read: (secret: StoredSecret, version?: string) => Promise<StoredValue | undefined>;
  /** Creates what is missing, and returns its version. */
  readonly create: (secret: StoredSecret, value: RawValue, options: CreateOptions) => Promise<string>;
  /**
   * Replaces the value that was read, and fails where another has come between: before it writes, or, where the store cannot, after it.
   * `from` is undefined for a secret that exists and has no value.
   */
  readonly replace: (secret: StoredSecret, value: RawValue, from: StoredValue | undefined) => Promise<string>;
  /** Returns the end of the recovery window; undefined where there is none. */
  readonly remove: (secret: StoredSecret, recoveryDays: number) => Promise<Date | undefined>;
  readonly restore: (secret: StoredSecret) => Promise<void>;
  /** The latest first. */
  readonly history: (secret: StoredSecret) => Promise<readonly SecretVersion[]>;
  /** Makes an earlier version the current one, unless `from` is no longer the current one. Returns the version that is current then. */
  readonly rollback: (secret: StoredSecret, to: StoredValue, from: StoredValue) => Promise<string>;
}
