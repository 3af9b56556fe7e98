import { printable, SecretsError } from '@amplify-secrets/runtime/contract';

/** The stable name of every error that only this package throws. Each has a heading in docs/errors.md. */
export const BACKEND_ERROR_NAMES = [
  'DeploymentUnknownError',
  'GranteeInvalidError',
  'GrantLostError',
  'GrantTooLargeError',
  'GrantResourceInvalidError',
  'GrantBranchesMissingError',
  'GrantTargetInvalidError',
  'GrantOptionInvalidError',
  'SecretSetsDisagreeError',
  'BackendInvalidError',
  'GuardOptionInvalidError',
  'GuardError',
  'ComputeRoleInvalidError',
  'SecretsMissingError',
  'SecretsUncheckedError',
  'AmplifySecretInvalidError',
  'EcsSecretInvalidError',
  'RotationInvalidError',
  'RotationFunctionInvalidError',
  'RotationOwnerMissingError',
  'RotatedSecretWrittenError',
] as const;

export type BackendErrorName = (typeof BACKEND_ERROR_NAMES)[number];

/** A mistake in a backend, found while it is synthesised. */
export class BackendError extends SecretsError<BackendErrorName> {
  /** What Amplify's CLI looks for to print an error as a user's own, without a stack trace. */
  readonly classification = 'ERROR';

  constructor(name: BackendErrorName, message: string, resolution: string, options?: { readonly cause?: unknown }) {
    super(name, printable(message), printable(resolution), options);
  }
}
