export type BackendErrorName =
  | 'AssemblyInvalidError'
  | 'CodeMissingError'
  | 'FunctionUnknownError'
  | 'RuntimeUnsupportedError'
  | 'SynthesisFailedError'
  | 'TsxMissingError';

/** Why a backend could not be synthesised, loaded, asked or invoked. */
export class BackendError extends Error {
  readonly resolution: string;

  constructor(name: BackendErrorName, message: string, resolution: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.resolution = resolution;
  }
}
