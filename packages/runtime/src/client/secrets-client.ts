import type { SecretReference } from '../contract/secret-set.js';
import type { WaitOptions } from '../reading/deadline.js';
import type { GetSecretOptions } from '../reading/get-secret-options.js';

/** What is read or written: a reference, or the plain name or whole ARN of a secret in AWS Secrets Manager. */
export type SecretTarget = SecretReference | string;

/** The type of a target's value: what its definition says, and a text for a plain name. */
export type ValueOf<Target> = Target extends SecretReference<infer Output, infer _Input> ? Output : string;

/** What `putSecret` takes for a target: what goes into its schema, and a text for a plain name. */
export type PutValueOf<Target> = Target extends SecretReference<infer _Output, infer Input> ? Input : string;

export type SecretTargets = Readonly<Record<string, SecretTarget>> | readonly SecretTarget[];

export type ValuesOf<Targets extends SecretTargets> = { -readonly [K in keyof Targets]: ValueOf<Targets[K]> };

export type PutSecretOptions = WaitOptions;

/** Reads and writes secrets. Its functions need no `this`. */
export interface SecretsClient {
  /**
   * The value of a secret: from the cache, or else from its store, in one call however many callers there are; reads of several
   * secrets that are asked for in one turn of the event loop share calls. JSON is frozen and shows as redacted in logs; bytes are a
   * fresh copy each time. An ARN and the name of the same secret are cached apart.
   *
   * A value is fresh for `ttl`, served a tenth of that longer while one call renews it, then waited for, a second at most; and served
   * for an hour past `ttl` while the store is throttling or out of reach, which is then asked again after 1, 2, 4 … 60 seconds. When
   * the store says that the secret is denied, missing, deleted or its key unusable, its value is gone at once. Such an answer is
   * remembered for 5 s, other failures for as long at most.
   *
   * Rejects with SecretNotGrantedError, SecretNotFoundError, SecretDeletedError, SecretAccessDeniedError,
   * SecretInAnotherRegionError, SecretKeyUnavailableError, SecretEmptyError, SecretKindMismatchError, SecretNotJsonError,
   * SecretShapeMismatchError, StoreThrottledError, StoreTimeoutError, StoreUnreachableError, StoreRefusedError,
   * CredentialsMissingError, CredentialsExpiredError, RegionMissingError, DescriptorMissingError, DescriptorInvalidError,
   * SecretTargetInvalidError or ClientOptionInvalidError; with the signal's own reason where the signal aborts.
   *
   * ```ts
   * const { webhookSecret } = await getSecret(secrets.stripe);
   * ```
   */
  readonly getSecret: <Target extends SecretTarget>(
    target: Target,
    options?: GetSecretOptions,
  ) => Promise<ValueOf<Target>>;
  /**
   * Several secrets, by key or in order; those not cached come in one call per store (20 of Secrets Manager; 10 parameters).
   * Rejects as `getSecret` does, when the first of them fails.
   *
   * ```ts
   * const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
   * ```
   */
  readonly getSecrets: <const Targets extends SecretTargets>(
    targets: Targets,
    options?: GetSecretOptions,
  ) => Promise<ValuesOf<Targets>>;
  /** Starts reading, for a `getSecret` to come. Never throws: what goes wrong, that `getSecret` says. */
  readonly prefetchSecrets: (...targets: readonly SecretTarget[]) => void;
  /** Forgets a secret, so that the next read asks the store; a read under way is not remembered either. */
  readonly invalidateSecret: (target: SecretTarget) => void;
  /**
   * Writes a secret's value: its current one from now on. In the store `amplify` it goes to the deployment's own folder. Takes
   * protected values as they are, nested ones too.
   *
   * Rejects with SecretValueInvalidError, SecretValueRedactedError or SecretTooLargeError, before anything is sent; else as
   * `getSecret` does.
   */
  readonly putSecret: <Target extends SecretTarget>(
    target: Target,
    value: PutValueOf<NoInfer<Target>>,
    options?: PutSecretOptions,
  ) => Promise<void>;
  /** Scrubs the values that this client holds in its cache now from a text; see the function of the same name for what it cannot find. */
  readonly redactSecrets: (text: string) => string;
}
