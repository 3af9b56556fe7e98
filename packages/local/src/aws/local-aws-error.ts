export type LocalAwsErrorName = 'FaultInvalidError' | 'RoleUnknownError' | 'SecretConflictError' | 'SeedInvalidError';

/** Misuse of the local AWS by the test that drives it; never sent over the wire. */
export class LocalAwsError extends Error {
  readonly resolution: string;

  constructor(name: LocalAwsErrorName, message: string, resolution: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.resolution = resolution;
  }
}
