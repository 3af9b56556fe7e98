import { isSecretsError, SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { shellLine } from '../contract/shell-line.js';
import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Location } from './location.js';
import { createLine, DIFFERS, grantLine, setLine, subject } from './remedies.js';

const CHECK_NETWORK = "Check the function's network (a VPC needs a NAT gateway or a VPC endpoint)";
const OR_MORE_TIME = ', or allow more time: configureSecrets({ timeout: 5000 }).';

/** The error of one secret for a fault of its store. A SecretsError is returned as it is. */
export function storeError(error: unknown, location: Location, access: 'Read' | 'Write'): SecretsError {
  if (isSecretsError(error)) return error;
  // A custom transport may throw anything, and its error may quote the value.
  const fault = isTransportFault(error)
    ? error
    : new TransportFault('unreachable', 'The transport failed.', { code: 'TransportFailed' });
  const [name, message, resolution] = describe(fault, location, access === 'Read');
  const note = location.differs && /Denied|NotFound/.test(name) ? ` ${DIFFERS}` : '';
  return new SecretsError(name, `${subject(location)} ${message}${note}`, resolution, { cause: fault });
}

export function timeoutError(location: Location, milliseconds: number): SecretsError {
  return lateError('StoreTimeoutError', location, storeName(location), milliseconds, CHECK_NETWORK);
}

/** `milliseconds` are those that were left of the deadline. */
export function schemaTimeoutError(location: Location, milliseconds: number): SecretsError {
  const remedy = `Declare ${location.expression} with a schema that answers at once`;
  return lateError('SecretShapeMismatchError', location, 'its schema', milliseconds, remedy);
}

function lateError(name: SecretsErrorName, location: Location, who: string, milliseconds: number, remedy: string) {
  const message = `${subject(location)}: ${who} did not answer within ${Math.round(milliseconds)} ms.`;
  return new SecretsError(name, message, remedy + OR_MORE_TIME);
}

type Description = readonly [SecretsErrorName, message: string, resolution: string];

function describe({ kind, code, reason, message }: TransportFault, location: Location, isRead: boolean): Description {
  const { id, expression, store, environment, folders } = location;
  const verb = isRead ? 'read' : 'written';
  const failed = `could not be ${verb}: `;
  const inStore = storeName(location);
  const commandLine = (command: string) => shellLine`Run: aws secretsmanager ${command} --secret-id ${id}`;
  if (kind === 'credentials') {
    return [
      'CredentialsMissingError',
      failed + message,
      /\baws (sso )?login\b/.test(message)
        ? 'Sign in again: aws sso login --profile my-profile'
        : 'Outside of AWS run: eval "$(aws configure export-credentials --format env)", or configureSecrets({ transport: sdkTransport() }).',
    ];
  }
  if (kind === 'throttled') {
    return [
      'StoreThrottledError',
      `${failed}${inStore} throttled the call (${code}).`,
      'Try again later, and read several secrets with one getSecrets.',
    ];
  }
  if (kind === 'timeout') return ['StoreTimeoutError', `${failed}the call timed out.`, CHECK_NETWORK + OR_MORE_TIME];
  if (reason === 'proxy') {
    return [
      'StoreUnreachableError',
      failed + message,
      'Use an AWS SDK client with a proxy agent: configureSecrets({ transport: sdkTransport({ secretsManager }) }).',
    ];
  }
  if (kind === 'unreachable') return ['StoreUnreachableError', failed + message, `${CHECK_NETWORK}.`];
  if (reason === 'key') {
    return [
      'SecretKeyUnavailableError',
      `${failed}its KMS key is disabled or deleted, or the role may not use it (${code}).`,
      `Enable the key, and allow the role kms:${isRead ? '' : 'GenerateDataKey and kms:'}Decrypt on it.`,
    ];
  }
  if (reason === 'deletion') {
    return ['SecretDeletedError', 'is scheduled for deletion.', commandLine('restore-secret')];
  }
  if (reason === 'version') {
    return location.revision
      ? ['SecretNotFoundError', 'has no such version or stage.', commandLine('list-secret-version-ids')]
      : ['SecretEmptyError', 'has no value yet.', setLine(location)];
  }
  if (/^(Resource|Parameter)NotFound/.test(code)) {
    const of = environment === undefined ? '' : ` for environment "${environment}"`;
    const where = folders.length ? ` (looked in ${folders.join(' and ')})` : '';
    return ['SecretNotFoundError', `does not exist in ${inStore}${of}${where}.`, createLine(location)];
  }
  if (code.startsWith('AccessDenied')) {
    const action =
      store === 'amplify'
        ? `ssm:${isRead ? 'GetParameters' : 'PutParameter'}`
        : `secretsmanager:${isRead ? 'Get' : 'Put'}SecretValue`;
    return [
      'SecretAccessDeniedError',
      `${failed}AWS denied access: the role lacks ${action} on it, or it does not exist.`,
      `In amplify/backend.ts add: ${grantLine(isRead ? 'Read' : 'Write', expression)} If it is there, create the secret. ${createLine(location)}`,
    ];
  }
  return [
    code.startsWith('ExpiredToken') ? 'CredentialsExpiredError' : 'StoreRefusedError',
    `${failed}${inStore} returned ${code}.`,
    /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature)/.test(code)
      ? "Renew the credentials, and check the machine's clock."
      : `Look up ${code} in the API reference.`,
  ];
}

function storeName({ store }: Location): string {
  return store === 'amplify' ? 'Parameter Store' : 'AWS Secrets Manager';
}
