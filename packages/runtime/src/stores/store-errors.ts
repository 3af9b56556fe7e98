import type { Store } from '../contract/deployment.js';
import { isSecretsError, SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { shellLine } from '../contract/shell-line.js';
import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Location } from './location.js';
import { createLine, DIFFERS, grantLine, setLine, subject } from './remedies.js';

const CHECK_NETWORK = 'Check the network (a VPC needs a NAT gateway or a VPC endpoint)';
const OR_MORE_TIME = ', or wait longer: configureSecrets({ timeout: 5000 }).';

/** The error of a read or a write of one secret, for a fault of its store. A SecretsError is returned as it is. */
export function storeError(error: unknown, location: Location, access = READ): SecretsError {
  if (isSecretsError(error)) return error;
  // A custom transport may throw anything, and its error may quote the value.
  const fault = isTransportFault(error)
    ? error
    : new TransportFault('unreachable', 'The transport failed.', { code: 'TransportFailed' });
  const [name, message, resolution] = describe(fault, location, access);
  const note = location.differs && /Denied|NotFound/.test(name) ? ` ${DIFFERS}` : '';
  return new SecretsError(name, `${subject(location)} ${message}${note}`, resolution, { cause: fault });
}

export function timeoutError(location: Location, milliseconds: number): SecretsError {
  return lateError('StoreTimeoutError', location, storeName(location), milliseconds, CHECK_NETWORK);
}

/** `milliseconds` are those that were left of the deadline. */
export function schemaTimeoutError(location: Location, milliseconds: number): SecretsError {
  return lateError(
    'SecretShapeMismatchError',
    location,
    'its schema',
    milliseconds,
    'Use a schema that answers at once',
  );
}

function lateError(name: SecretsErrorName, location: Location, who: string, milliseconds: number, remedy: string) {
  const message = `${subject(location)}: ${who} did not answer within ${Math.round(milliseconds)} ms.`;
  return new SecretsError(name, message, remedy + OR_MORE_TIME);
}

/** What errors say of a read or of a write. That of a write is where secrets are written, so that a handler that only reads has none. */
export interface Access extends Readonly<Record<Store, string>> {
  readonly done: string;
  readonly grant: 'Read' | 'Write' | 'ReadWrite';
  /** What the key of a secret must allow. */
  readonly key: string;
}

const READ: Access = {
  done: 'read',
  grant: 'Read',
  'secrets-manager': 'secretsmanager:GetSecretValue',
  amplify: 'ssm:GetParameters',
  key: 'kms:Decrypt',
};

type Description = readonly [SecretsErrorName, message: string, resolution: string];

/** Of faults whose own message says it all. */
const BY_KIND: Readonly<Record<string, readonly [SecretsErrorName, resolution: string]>> = {
  credentials: [
    'CredentialsMissingError',
    'Outside of AWS: configureSecrets({ transport: sdkTransport() }), or sign in:\naws sso login\neval "$(aws configure export-credentials --format env)"',
  ],
  timeout: ['StoreTimeoutError', CHECK_NETWORK + OR_MORE_TIME],
  unreachable: ['StoreUnreachableError', `${CHECK_NETWORK}.`],
  proxy: [
    'StoreUnreachableError',
    'Use an AWS SDK client with a proxy agent: configureSecrets({ transport: sdkTransport({ secretsManager }) }).',
  ],
};

function describe({ kind, code, reason, message }: TransportFault, location: Location, access: Access): Description {
  const { id, expression, store, environment, folders, revision } = location;
  const failed = `could not be ${access.done}: `;
  const inStore = storeName(location);
  const commandLine = (command: string) => shellLine`Run: aws secretsmanager ${command} --secret-id ${id}`;
  const known = BY_KIND[reason === 'proxy' ? reason : kind];
  if (known) return [known[0], failed + message, known[1]];
  if (kind === 'throttled') {
    return [
      'StoreThrottledError',
      `${failed}${inStore} throttled the call (${code}).`,
      'Read several secrets with one getSecrets, or try later.',
    ];
  }
  if (reason === 'key') {
    return [
      'SecretKeyUnavailableError',
      `${failed}its KMS key is disabled, deleted or denied (${code}).`,
      `Enable it, and allow the role ${access.key} on it.`,
    ];
  }
  if (reason === 'deletion') return ['SecretDeletedError', 'is scheduled for deletion.', commandLine('restore-secret')];
  if (reason === 'version') {
    return revision
      ? ['SecretNotFoundError', 'has no such version or stage.', commandLine('list-secret-version-ids')]
      : ['SecretEmptyError', 'has no value yet.', setLine(location)];
  }
  if (/^(Resource|Parameter)NotFound/.test(code)) {
    const of = environment === undefined ? '' : ` for environment "${environment}"`;
    const where = folders.length ? ` (looked in ${folders.join(' and ')})` : '';
    return ['SecretNotFoundError', `does not exist in ${inStore}${of}${where}.`, createLine(location)];
  }
  if (code.startsWith('AccessDenied')) {
    return [
      'SecretAccessDeniedError',
      `${failed}AWS denied access: the role lacks ${access[store]} on it, or it does not exist.`,
      `${grantLine(access.grant, expression)}, create the secret. ${createLine(location)}`,
    ];
  }
  return [
    code.startsWith('ExpiredToken') ? 'CredentialsExpiredError' : 'StoreRefusedError',
    `${failed}${inStore} returned ${code}.`,
    /Token|UnrecognizedClient|Signature/.test(code)
      ? 'Renew the credentials, and check the clock.'
      : `Look up ${code}.`,
  ];
}

function storeName({ store }: Location): string {
  return store === 'amplify' ? 'Parameter Store' : 'AWS Secrets Manager';
}
