/** The stable name of every error that this package throws at the test that drives it; docs/errors.md has a heading for each. */
export const LOCAL_ERROR_NAMES = [
  'SynthesisFailedError',
  'TsxMissingError',
  'NodeModulesMissingError',
  'AssemblyInvalidError',
  'FunctionUnknownError',
  'RuntimeUnsupportedError',
  'CodeMissingError',
  'RoleUnknownError',
  'SecretConflictError',
  'DeploymentFailedError',
  'SeedInvalidError',
  'FaultInvalidError',
  'PortUnavailableError',
  'LocalOptionInvalidError',
] as const;

export type LocalErrorName = (typeof LOCAL_ERROR_NAMES)[number];

/** Misuse of this package, or a backend that does not synthesise; never what the local AWS answers over the wire. */
export class LocalError extends Error {
  /** The line or command that repairs it. */
  readonly resolution: string;

  constructor(name: LocalErrorName, message: string, resolution: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
    this.resolution = resolution;
  }
}
