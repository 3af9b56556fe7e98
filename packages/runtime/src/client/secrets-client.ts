import type { SecretReference } from '../contract/secret-set.js';
import type { WaitOptions } from '../reading/deadline.js';
import type { GetSecretOptions } from '../reading/get-secret-options.js';
import type { ChangeContext, ChangedValue, UpdateSecretOptions } from '../updating/update-options.js';
import type { ClientOfSecret, SecretClientOptions } from '../use/secret-client.js';
import type { WithSecretOptions } from '../use/try-versions.js';

/** What is read or written: a reference, or the plain name or full ARN of a secret in AWS Secrets Manager. */
export type SecretTarget = SecretReference | string;

/** The type of a target's value: that of its definition, and a string for a plain name. */
export type ValueOf<Target> = Target extends SecretReference<infer Output, infer _Input> ? Output : string;

/** The type that `putSecret` accepts for a target: the input of its schema, and a string for a plain name. */
export type PutValueOf<Target> = Target extends SecretReference<infer _Output, infer Input> ? Input : string;

export type SecretTargets = Readonly<Record<string, SecretTarget>> | readonly SecretTarget[];

export type ValuesOf<Targets extends SecretTargets> = { -readonly [K in keyof Targets]: ValueOf<Targets[K]> };

export type PutSecretOptions = WaitOptions;

/** Reads and writes secrets. The functions do not use `this`. */
export interface SecretsClient {
  /**
   * Reads a secret, from the cache or from its store. All callers share one call to the store, and so do reads of several secrets that
   * begin in one turn of the event loop. JSON is frozen and shows as redacted in logs; bytes are a copy at each read. An ARN and the
   * name of the same secret are cached separately.
   *
   * - A value is fresh for `ttl`. For a tenth of that time more it is served while one call renews it; then a read waits for the new
   *   value, for at most a second.
   * - While the store throttles or is out of reach, a value is served for an hour past `ttl`. The store is asked again after 1, 2, 4 …
   *   60 seconds.
   * - When the store says that the secret is denied, missing or deleted, or that its key cannot be used, its value is evicted. That
   *   error is served for 5 s, other errors for at most as long.
   *
   * It rejects with these errors, and with the reason of `signal` when that aborts:
   *
   * @throws {SecretTargetInvalidError} When the target is not a secret, a name or an ARN.
   * @throws {ClientOptionInvalidError} When an option of the read or an endpoint in the environment is not valid.
   * @throws {DescriptorMissingError} When AMPLIFY_SECRETS is not set: no grant names this function.
   * @throws {DescriptorInvalidError} When AMPLIFY_SECRETS is not a descriptor, or one of another version.
   * @throws {SecretNotGrantedError} When the function has no grant for secrets of the app.
   * @throws {SandboxSecretNameInvalidError} When Amplify's store does not accept a name given to `secretNamed`.
   * @throws {RegionMissingError} When there is no region.
   * @throws {CredentialsMissingError} When there are no credentials.
   * @throws {CredentialsExpiredError} When the credentials have expired.
   * @throws {SecretNotFoundError} When there is no such secret or version.
   * @throws {SecretDeletedError} When the secret is scheduled for deletion.
   * @throws {SecretAccessDeniedError} When AWS denies access.
   * @throws {SecretInAnotherRegionError} When an ARN is in another region than the client's.
   * @throws {SecretKeyUnavailableError} When its KMS key cannot be used.
   * @throws {SecretEmptyError} When the secret has no value.
   * @throws {SecretKindMismatchError} When it is a string where bytes are declared, or the other way round.
   * @throws {SecretNotJsonError} When JSON is declared, and the value is not valid JSON.
   * @throws {SecretShapeMismatchError} When the value does not match its fields or schema.
   * @throws {StoreThrottledError} When the store throttles.
   * @throws {StoreTimeoutError} When the deadline passes.
   * @throws {StoreUnreachableError} When the store cannot be reached.
   * @throws {StoreRefusedError} When the store returns another error.
   *
   * @example
   * ```ts
   * const { webhookSecret } = await getSecret(secrets.stripe);
   * ```
   */
  readonly getSecret: <Target extends SecretTarget>(
    target: Target,
    options?: GetSecretOptions,
  ) => Promise<ValueOf<Target>>;
  /**
   * Reads several secrets, by key or in order. Those that are not cached are read in one call per store, with at most 20 secrets or 10
   * parameters each. Rejects as `getSecret` does, as soon as one of them fails.
   *
   * @example
   * ```ts
   * const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
   * ```
   */
  readonly getSecrets: <const Targets extends SecretTargets>(
    targets: Targets,
    options?: GetSecretOptions,
  ) => Promise<ValuesOf<Targets>>;
  /** Starts to read secrets that `getSecret` will need. Never throws: errors are those of `getSecret`. */
  readonly prefetchSecrets: (...targets: readonly SecretTarget[]) => void;
  /**
   * Forgets a secret, so that the next read asks the store. The outcome of a read in flight is not cached.
   *
   * @throws {SecretTargetInvalidError} When the target is not a secret, a name or an ARN.
   */
  readonly invalidateSecret: (target: SecretTarget) => void;
  /**
   * Writes a value, which becomes the current version. In the store `amplify` it is written to the deployment's own folder. The value
   * may be or contain a protected one.
   *
   * It rejects with these errors before anything is sent, and otherwise as `getSecret` does:
   *
   * @throws {SecretValueInvalidError} When the value does not match its declaration.
   * @throws {SecretValueRedactedError} When it contains the redacted form of a secret.
   * @throws {SecretTooLargeError} When it is larger than its store allows.
   *
   * @example
   * ```ts
   * await putSecret(secrets.tokens, { ...reveal(tokens), accessToken });
   * ```
   */
  readonly putSecret: <Target extends SecretTarget>(
    target: Target,
    value: PutValueOf<NoInfer<Target>>,
    options?: PutSecretOptions,
  ) => Promise<void>;
  /**
   * Changes a secret by what it is now: a compare-and-set on the version that was read, so that no other writer's value is lost. `change`
   * is called once, with the current value, and returns the fields to write, or the whole value of what is not a JSON object. A field
   * that is undefined, or as it was read, is not written. Resolves with the value that is current afterwards.
   *
   * - `when(value)` says whether there is something to change. If not, `change` is not called.
   * - With `when`, callers take turns, in all containers and deployments (`turns`): one calls `change`, and the others wait for its value.
   *   Where `change` throws `SecretNotChanged`, those who wait fail, and the next turn begins after a pause. After any other error the
   *   turn is kept to its end, since the provider may have spent the old value. It ends with the caller's time, and after 60 s at most.
   * - Where another writer was faster, only fields that nobody else changed are written, onto the other writer's version. If that is not
   *   possible, `when` is asked again: false, and the other writer's value counts.
   * - A version that a container wrote and could not make current is made current by the next update within an hour.
   * - What `change` returns after the deadline is still written. While it is being written, `signal` ends nothing.
   * - In Amplify's store there is no compare-and-set: that another writer was overwritten is found afterwards.
   *
   * It rejects with what `when` or `change` throws, as `getSecret` does, and with these errors:
   *
   * @throws {SecretConflictError} When another writer changed the same. `error.value.reveal()` is what was not written.
   * @throws {SecretUpdateLostError} When what `change` returned could not be stored. `error.value.reveal()` returns it.
   * @throws {SecretUpdateTimeoutError} When `change`, or another caller's turn, did not end before the deadline.
   * @throws {SecretTurnFailedError} When the caller whose turn it was failed, or there were five attempts in an hour.
   * @throws {SecretVersionLimitError} When the secret has as many versions as AWS Secrets Manager accepts.
   *
   * @example
   * ```ts
   * const tokens = await updateSecret(secrets.tokens, ({ refreshToken }, { signal }) => refresh(refreshToken, signal), {
   *   when: ({ expiresAt }) => expiresAt < Date.now() + 60_000,
   *   context,
   * });
   * ```
   */
  readonly updateSecret: <Target extends SecretTarget>(
    target: Target,
    change: (
      value: ValueOf<NoInfer<Target>>,
      context: ChangeContext,
    ) => ChangedValue<PutValueOf<NoInfer<Target>>> | Promise<ChangedValue<PutValueOf<NoInfer<Target>>>>,
    options?: UpdateSecretOptions<ValueOf<NoInfer<Target>>>,
  ) => Promise<ValueOf<Target>>;
  /**
   * Calls `use` with a secret's value, and again where the value is refused because the secret is being rotated. `use` must be
   * repeatable: a refused credential is refused before anything is done, so what it does before that is what happens twice.
   *
   * After an authentication failure (`isAuthFailure`), the store is asked for the versions with AWSPENDING and AWSCURRENT: once for all
   * callers, and at most once in 5 s for the same version. `use` is called with the current version if it is another than the one that
   * was refused, else or then with the pending one. A pending version that was accepted is used first until the current one changes; one
   * that was refused is not used again. Where no version is accepted, the first outcome is the result, untouched.
   *
   * The pending version is read by the same action as the current one. A role that may not read it, and Amplify's store, which has none,
   * are left with the current version.
   *
   * Rejects with what `use` rejects with. Before that it rejects as `getSecret` does.
   *
   * @example
   * ```ts
   * const rows = await withSecret(secrets.database, (database) => query(database, 'select 1'));
   * ```
   */
  readonly withSecret: <Target extends SecretTarget, Result>(
    target: Target,
    use: (value: ValueOf<Target>) => Promise<Result> | Result,
    options?: WithSecretOptions,
  ) => Promise<Result>;
  /**
   * Returns a function that returns a client made of a secret: the same one until the secret's version changes. Nothing is read or made
   * before the first call, and there are no timers.
   *
   * - Callers at the same time share one `make`. One that fails is not remembered, and the client before it stays in use.
   * - A replaced client is closed when the last call of `.use` that it is in has ended; one that was handed out by the function itself,
   *   at the first call that comes 15 minutes after it was replaced.
   * - Where `make` or a call of `.use` fails to authenticate, newer versions are tried as by `withSecret`.
   *
   * The function and `.use` reject as `getSecret` does, and with what `make` or `use` rejects with.
   *
   * @throws {ClientOptionInvalidError} When there is an unknown option.
   *
   * @example
   * ```ts
   * const database = secretClient(secrets.database, (value) => new pg.Pool(value), { close: (pool) => pool.end() });
   * const { rows } = await database.use((pool) => pool.query('select 1'));
   * ```
   */
  readonly secretClient: <Target extends SecretTarget, Client>(
    target: Target,
    make: (value: ValueOf<Target>) => Promise<Client> | Client,
    options?: SecretClientOptions<NoInfer<Client>>,
  ) => ClientOfSecret<Client>;
}
