import { isSecretsError, SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Location } from './location.js';
import { createLine, grantLine, setLine, subject } from './remedies.js';

const TRY_AGAIN =
  "Try again. If it persists, check the function's network (a VPC needs a NAT gateway or a VPC endpoint)";
const OR_MORE_TIME = ', or allow more time: configureSecrets({ timeout: 5000 }).';

/** The error of one secret for a fault of its store. A SecretsError is returned as it is. */
export function storeError(error: unknown, location: Location, access: 'Read' | 'Write'): SecretsError {
  if (isSecretsError(error)) return error;
  // A custom transport may throw anything, and its error may quote the value.
  const fault = isTransportFault(error)
    ? error
    : new TransportFault('unreachable', 'The transport failed.', { code: 'TransportFailed' });
  const [name, message, resolution] = describe(fault, location, access === 'Read');
  return new SecretsError(name, `${subject(location)} ${message}`, resolution, { cause: fault });
}

export function timeoutError(location: Location, milliseconds: number): SecretsError {
  return new SecretsError(
    'StoreTimeoutError',
    `${subject(location)}: ${storeName(location)} did not answer within ${Math.round(milliseconds)} ms.`,
    TRY_AGAIN + OR_MORE_TIME,
  );
}

/** `milliseconds` are those that were left of the deadline. */
export function schemaTimeoutError(location: Location, milliseconds: number): SecretsError {
  return new SecretsError(
    'SecretShapeMismatchError',
    `${subject(location)}: its schema did not answer within ${Math.round(milliseconds)} ms.`,
    `Declare ${location.expression} with a schema that answers at once${OR_MORE_TIME}`,
  );
}

type Description = readonly [SecretsErrorName, message: string, resolution: string];

function describe({ kind, code, reason, message }: TransportFault, location: Location, isRead: boolean): Description {
  const { id, expression, store, environment, folders } = location;
  const verb = isRead ? 'read' : 'written';
  const failed = `could not be ${verb}: `;
  const inStore = storeName(location);
  if (kind === 'credentials') {
    return [
      'CredentialsMissingError',
      failed + message,
      /\baws (sso )?login\b/.test(message)
        ? 'Sign in again, with the profile that is in use: aws sso login --profile my-profile'
        : 'In AWS Lambda and Amplify Hosting they come from the role. Elsewhere run: eval "$(aws configure export-credentials --format env)". Or configure { credentials } or { transport: sdkTransport() }.',
    ];
  }
  if (kind === 'throttled') {
    return [
      'StoreThrottledError',
      `${failed}${inStore} throttled the call (${code}).`,
      'Try again in a few seconds. Read several secrets with one getSecrets.',
    ];
  }
  if (kind === 'timeout') return ['StoreTimeoutError', `${failed}the call timed out.`, TRY_AGAIN + OR_MORE_TIME];
  if (reason === 'proxy') {
    return [
      'StoreUnreachableError',
      failed + message,
      'Go through the proxy with clients of the AWS SDK that have a proxy agent: configureSecrets({ transport: sdkTransport({ secretsManager }) }).',
    ];
  }
  if (kind === 'unreachable') return ['StoreUnreachableError', failed + message, `${TRY_AGAIN}.`];
  if (reason === 'key') {
    return [
      'SecretKeyUnavailableError',
      `${failed}its KMS key is disabled or deleted, or the role may not use it (${code}).`,
      `Allow the role kms:${isRead ? '' : 'GenerateDataKey and kms:'}Decrypt on the key, and check that the key is enabled.`,
    ];
  }
  if (reason === 'deletion') {
    return [
      'SecretDeletedError',
      'is scheduled for deletion.',
      `To keep it, run: aws secretsmanager restore-secret --secret-id ${id}`,
    ];
  }
  if (reason === 'version') {
    return location.revision
      ? [
          'SecretNotFoundError',
          'has no such version or stage.',
          `List them: aws secretsmanager list-secret-version-ids --secret-id ${id}`,
        ]
      : ['SecretEmptyError', 'has no value yet.', setLine(location)];
  }
  if (/^(Resource|Parameter)NotFound/.test(code)) {
    const of = environment === undefined ? '' : ` for environment "${environment}"`;
    const where = folders.length === 0 ? '' : ` (looked in ${folders.join(' and ')})`;
    return ['SecretNotFoundError', `does not exist in ${inStore}${of}${where}.`, createLine(location)];
  }
  if (code.startsWith('AccessDenied')) {
    const action =
      store === 'amplify'
        ? `ssm:${isRead ? 'GetParameters' : 'PutParameter'}`
        : `secretsmanager:${isRead ? 'Get' : 'Put'}SecretValue`;
    return [
      'SecretAccessDeniedError',
      `${failed}AWS denied access. Either the role lacks ${action} on it, or it does not exist: AWS returns the same error for both.`,
      `In amplify/backend.ts add: ${grantLine(isRead ? 'Read' : 'Write', expression)} If that line is there, create the secret. ${createLine(location)}`,
    ];
  }
  return [
    code.startsWith('ExpiredToken') ? 'CredentialsExpiredError' : 'StoreRefusedError',
    `${failed}${inStore} returned ${code}.`,
    /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature)/.test(code)
      ? "The credentials are wrong or expired: sign in again, or check the machine's clock."
      : `Look up ${code} in its API reference.`,
  ];
}

function storeName({ store }: Location): string {
  return store === 'amplify' ? 'AWS Systems Manager Parameter Store' : 'AWS Secrets Manager';
}
