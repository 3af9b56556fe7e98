/**
 * Every error that the kit's runtime and backend throw, by its stable name. Each has a heading in docs/errors.md.
 * The first group is thrown while a backend is synthesised or a module loads, the second while a secret is read or written.
 */
export const SECRETS_ERROR_NAMES = [
  'AppNameInvalidError',
  'EnvironmentInvalidError',
  'EnvironmentUnreachableError',
  'BranchUnmatchedError',
  'SecretNameInvalidError',
  'SecretNameTakenError',
  'SandboxSecretNameInvalidError',
  'SecretDefinitionInvalidError',
  'DescriptorTooLargeError',
  'DeploymentUnknownError',
  'GranteeInvalidError',
  'GrantLostError',
  'GrantTooLargeError',
  'GrantBranchesMissingError',
  'GrantTargetInvalidError',
  'GrantOptionInvalidError',
  'SecretPatternInvalidError',
  'SecretSetsDisagreeError',
  'BackendInvalidError',
  'GuardOptionInvalidError',
  'GuardError',
  'ComputeRoleInvalidError',
  'SecretsMissingError',
  'SecretsUncheckedError',
  'AmplifySecretInvalidError',
  'EcsSecretInvalidError',

  'DescriptorMissingError',
  'DescriptorInvalidError',
  'SecretNotGrantedError',
  'SecretTargetInvalidError',
  'SecretReadAtBuildError',
  'ClientOptionInvalidError',
  'RegionMissingError',
  'CredentialsMissingError',
  'CredentialsExpiredError',
  'SdkMissingError',
  'EnvSecretMissingError',
  'EnvSecretUnresolvedError',
  'SecretNotFoundError',
  'SecretDeletedError',
  'SecretAccessDeniedError',
  'SecretInAnotherRegionError',
  'SecretKeyUnavailableError',
  'SecretEmptyError',
  'SecretKindMismatchError',
  'SecretNotJsonError',
  'SecretShapeMismatchError',
  'SecretTooLargeError',
  'SecretValueInvalidError',
  'SecretValueRedactedError',
  'StoreThrottledError',
  'StoreTimeoutError',
  'StoreUnreachableError',
  'StoreRefusedError',
] as const;

export type SecretsErrorName = (typeof SECRETS_ERROR_NAMES)[number];

// Registered, so that two copies of this package on one page of node_modules still know each other's errors.
const MARK = Symbol.for('@amplify-secrets/error');

/**
 * What the kit throws. `name` is stable and has a heading in docs/errors.md; `resolution` is the line or the command that solves it.
 * Neither message nor resolution ever holds a secret's value. Each package lists the names that it throws.
 */
export class SecretsError<Name extends string = SecretsErrorName> extends Error {
  declare readonly name: Name;
  readonly resolution: string;
  /** What Amplify's CLI looks for to print an error as a user's own, without a stack trace. */
  readonly classification = 'ERROR';

  constructor(name: Name, message: string, resolution: string, options?: ErrorOptions) {
    super(message, options);
    Object.defineProperty(this, 'name', { value: name, enumerable: false, configurable: true });
    Object.defineProperty(this, MARK, { value: true });
    this.resolution = resolution;
  }
}

/** Whether the kit threw it, also where two copies of the package are installed. */
export function isSecretsError(error: unknown): error is SecretsError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[MARK] === true;
}
