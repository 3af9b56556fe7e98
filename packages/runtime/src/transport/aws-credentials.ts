export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/**
 * Credentials, or a function that returns them. The function is called for every signature, so it does its own caching; with
 * `forceRefresh`, which follows an expired-token error, it returns new ones. The providers of `@aws-sdk/credential-providers` are such
 * functions.
 *
 * The credentials belong to one identity: a client serves what it has read to all its callers, so each tenant needs its own client. The
 * same holds of credentials in the environment: when a process changes them to another identity's, call `configureSecrets` for a new cache.
 */
export type CredentialsOption =
  | AwsCredentials
  | ((options?: { readonly forceRefresh?: boolean }) => AwsCredentials | Promise<AwsCredentials>);
