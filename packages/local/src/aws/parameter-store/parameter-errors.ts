import { AwsError } from '../../aws-error.js';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** AWS sends no message with this code: the SDK's message is `UnknownError`. */
export function parameterNotFound(): AwsError {
  return new AwsError('ParameterNotFound', '');
}

/** Only of a name that refers to a secret does AWS say what is missing. */
export function referenceNotFound(name: string): AwsError {
  const what = `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`;
  return new AwsError('ParameterNotFound', what);
}

export function parameterVersionNotFound(name: string, selector: string): AwsError {
  const message = `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`;
  return new AwsError('ParameterVersionNotFound', message);
}
