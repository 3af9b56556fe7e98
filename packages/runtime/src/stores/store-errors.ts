import { isSecretsError, SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Location } from './location.js';
import { createLine, grantLine, setLine, subject } from './remedies.js';

const TRY_AGAIN =
  "Try again; if it lasts, check that the function's network reaches AWS (a VPC needs a NAT gateway or a VPC endpoint)";
const OR_MORE_TIME = ', or allow more time: configureSecrets({ timeout: 5000 }), in milliseconds.';

/** What a store's fault means for one secret. A SecretsError is passed on as it is. */
export function storeError(error: unknown, location: Location, access: 'Read' | 'Write'): SecretsError {
  if (isSecretsError(error)) return error;
  // A transport of a user's own may throw anything, and what it throws may quote anything.
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
      'In AWS Lambda and Amplify Hosting they come from the role. Elsewhere set AWS_ACCESS_KEY_ID and its kin: eval "$(aws configure export-credentials --format env)". Or give the client { credentials } or { transport: sdkTransport() }.',
    ];
  }
  if (kind === 'throttled') {
    return [
      'StoreThrottledError',
      `${failed}${inStore} asks for fewer calls (${code}).`,
      'Try again in a few seconds; read several secrets with one getSecrets.',
    ];
  }
  if (kind === 'timeout') return ['StoreTimeoutError', `${failed}the call was given up.`, TRY_AGAIN + OR_MORE_TIME];
  if (kind === 'unreachable') return ['StoreUnreachableError', failed + message, `${TRY_AGAIN}.`];
  if (reason === 'key') {
    return [
      'SecretKeyUnavailableError',
      `${failed}its KMS key is disabled, gone, or not this role's to use (${code}).`,
      `Allow the role kms:${isRead ? '' : 'GenerateDataKey and kms:'}Decrypt on the key, and check that it is enabled.`,
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
      `may not be ${verb}: AWS denies it. Either the role lacks ${action} on it, or it does not exist; AWS says the same of both.`,
      `In amplify/backend.ts add: ${grantLine(isRead ? 'Read' : 'Write', expression)} If that line is there, create the secret. ${createLine(location)}`,
    ];
  }
  return [
    code.startsWith('ExpiredToken') ? 'CredentialsExpiredError' : 'StoreRefusedError',
    `${failed}${inStore} refused with ${code}.`,
    /^(ExpiredToken|UnrecognizedClient|InvalidClientTokenId|InvalidSignature)/.test(code)
      ? "The credentials are wrong or expired: sign in again, or check the machine's clock."
      : `Look ${code} up in its API reference.`,
  ];
}

function storeName({ store }: Location): string {
  return store === 'amplify' ? 'AWS Systems Manager Parameter Store' : 'AWS Secrets Manager';
}
