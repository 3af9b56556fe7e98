import { ownProperties } from './own-properties.js';
import { printable } from './printable.js';

/** Errors of what secrets are declared with, by their stable names. Each has a heading in docs/errors.md. */
export const DECLARATION_ERROR_NAMES = [
  'AppNameInvalidError',
  'EnvironmentInvalidError',
  'EnvironmentUnreachableError',
  'BranchUnmatchedError',
  'SecretNameInvalidError',
  'SecretNameTakenError',
  'SandboxSecretNameInvalidError',
  'SecretDefinitionInvalidError',
  'DescriptorTooLargeError',
  'SecretPatternInvalidError',
] as const;

/** Errors of reading and writing secrets, as those above. */
export const READING_ERROR_NAMES = [
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
  'SecretConflictError',
  'SecretUpdateLostError',
  'SecretUpdateTimeoutError',
  'SecretTurnFailedError',
  'SecretVersionLimitError',
  'StoreThrottledError',
  'StoreTimeoutError',
  'StoreUnreachableError',
  'StoreRefusedError',
] as const;

/** Errors of rotation functions, as those above. */
export const ROTATION_ERROR_NAMES = [
  'RotationEventInvalidError',
  'RotationStateInvalidError',
  'RotationTooSoonError',
  'RotationFailedError',
  'RotationUserMismatchError',
  'RotationLoginFailedError',
  'RotationStatementRefusedError',
] as const;

export type SecretsErrorName =
  | (typeof DECLARATION_ERROR_NAMES)[number]
  | (typeof READING_ERROR_NAMES)[number]
  | (typeof ROTATION_ERROR_NAMES)[number];

// Registered, so that two copies of this package on one page of node_modules still know each other's errors.
const MARK = Symbol.for('@amplify-secrets/error');

/** A value that was not written. It shows as redacted in logs. */
export interface UnsavedValue {
  /** The value itself, for `putSecret`: as `change` made it, with the fields that it leaves as they are. Its type is not checked. */
  readonly reveal: <Value = unknown>() => Value;
}

/**
 * What the kit throws. `name` is stable and has a heading in docs/errors.md; `resolution` is the line or the command that solves it.
 * Neither message nor resolution ever contains a secret's value. Each package lists the names that it throws.
 */
export class SecretsError<Name extends string = SecretsErrorName> extends Error {
  declare readonly name: Name;
  declare readonly resolution: string;
  /** Of SecretConflictError and SecretUpdateLostError: the value that was not written. Not enumerable. */
  declare readonly value?: UnsavedValue;

  constructor(name: Name, message: string, resolution: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    Object.defineProperties(this, {
      name: ownProperties({ value: name, configurable: true }),
      [MARK]: ownProperties({ value: true }),
    });
    this.resolution = resolution;
  }
}

/** Thrown where secrets are declared: while a module loads, or a backend is synthesised. */
export class DeclarationError extends SecretsError {
  constructor(name: SecretsErrorName, message: string, resolution: string, options?: { readonly cause?: unknown }) {
    super(name, printable(message), printable(resolution), options);
  }

  /** What Amplify's CLI looks for to print an error as a user's own, without a stack trace. */
  readonly classification = 'ERROR';
}

/**
 * Whether the kit threw it, also where two copies of the package are installed. `Name` is of the package that throws: this one, unless
 * given.
 */
export function isSecretsError<Name extends string = SecretsErrorName>(error: unknown): error is SecretsError<Name> {
  return Object(error)[MARK] === true;
}
