import { AwsError } from '../../aws-error.js';

export function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** AWS sends no message with this code: the SDK's message is `UnknownError`. */
export function parameterNotFound(): AwsError {
  return new AwsError('ParameterNotFound', '');
}

export function parameterVersionNotFound(name: string, selector: string): AwsError {
  const message = `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`;
  return new AwsError('ParameterVersionNotFound', message);
}
