import { isSecretsError, SecretsError, type SecretsErrorName } from '../contract/errors.js';
import { isTransportFault, TransportFault } from '../transport/fault.js';
import type { Location } from './location.js';
import { createLine, grantLine, subject } from './remedies.js';

/** What a store's fault means for one secret. A SecretsError is passed on as it is. */
export function storeError(error: unknown, location: Location, access: 'Read' | 'Write'): SecretsError {
  if (isSecretsError(error)) return error;
  // A transport of a user's own may throw anything, and what it throws may quote anything.
  const fault = isTransportFault(error)
    ? error
    : new TransportFault('unreachable', 'The transport failed.', { code: 'TransportFailed' });
  const [name, message, resolution] = describe(fault, location, access);
  return new SecretsError(name, `${subject(location)} ${message}`, resolution, { cause: fault });
}

export function timeoutError(location: Location, milliseconds: number): SecretsError {
  return new SecretsError(
    'StoreTimeoutError',
    `${subject(location)}: ${storeName(location)} did not answer within ${Math.round(milliseconds)} ms.`,
    "Check that the function's network reaches AWS (a VPC needs a NAT gateway or a VPC endpoint), or allow more time: configureSecrets({ timeout: 5000 }), in milliseconds.",
  );
}

type Description = readonly [SecretsErrorName, message: string, resolution: string];

function describe(fault: TransportFault, location: Location, access: 'Read' | 'Write'): Description {
  const verb = access === 'Read' ? 'read' : 'written';
  switch (fault.kind) {
    case 'credentials':
      return [
        'CredentialsMissingError',
        `could not be ${verb}: ${fault.message}`,
        'In AWS Lambda and Amplify Hosting credentials come from the role; elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or call configureSecrets({ credentials }).',
      ];
    case 'throttled':
      return [
        'StoreThrottledError',
        `could not be ${verb}: ${storeName(location)} asks for fewer calls (${fault.code}).`,
        'Try again in a few seconds; read several secrets with one getSecrets call.',
      ];
    case 'timeout':
      return [
        'StoreTimeoutError',
        `could not be ${verb}: the call was given up.`,
        'Try again, or allow more time: configureSecrets({ timeout: 5000 }), in milliseconds.',
      ];
    case 'unreachable':
      return [
        'StoreUnreachableError',
        `could not be ${verb}: ${fault.message}`,
        "Try again; if it lasts, check that the function's network reaches AWS (a VPC needs a NAT gateway or a VPC endpoint).",
      ];
    case 'refused':
      return describeRefusal(fault, location, access);
  }
}

function describeRefusal({ code, reason }: TransportFault, location: Location, access: 'Read' | 'Write'): Description {
  const verb = access === 'Read' ? 'read' : 'written';
  if (reason === 'key') {
    return [
      'SecretKeyUnavailableError',
      `could not be ${verb}: its KMS key is disabled, gone, or not this role's to use (${code}).`,
      `Allow the function's role kms:${access === 'Read' ? 'Decrypt' : 'GenerateDataKey and kms:Decrypt'} on the key, and check in the KMS console that the key is enabled.`,
    ];
  }
  if (reason === 'deletion') {
    return [
      'SecretDeletedError',
      'is scheduled for deletion.',
      `If that was a mistake, run: aws secretsmanager restore-secret --secret-id ${location.id}`,
    ];
  }
  if (code.startsWith('ResourceNotFound') || code === 'ParameterNotFound') {
    return ['SecretNotFoundError', `does not exist in ${place(location)}.`, createLine(location)];
  }
  if (code.startsWith('AccessDenied')) {
    return [
      'SecretAccessDeniedError',
      `may not be ${verb}: the role lacks ${action(location, access)} on it. AWS says the same of a secret that does not exist.`,
      `In amplify/backend.ts add: ${grantLine(access, location.expression)} If it is there already, the secret may be missing. ${createLine(location)}`,
    ];
  }
  return [
    'StoreRefusedError',
    `could not be ${verb}: ${storeName(location)} refused with ${code}.`,
    code.startsWith('ExpiredToken') || /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature)/.test(code)
      ? "The credentials are wrong or expired: sign in again, or check the machine's clock."
      : `Look ${code} up in the API reference of ${storeName(location)}.`,
  ];
}

function storeName({ store }: Location): string {
  return store === 'amplify' ? 'AWS Systems Manager Parameter Store' : 'AWS Secrets Manager';
}

function place(location: Location): string {
  const { folders, environment } = location;
  const of = environment === undefined ? '' : ` for environment "${environment}"`;
  return `${storeName(location)}${of}${folders.length === 0 ? '' : ` (looked in ${folders.join(' and ')})`}`;
}

function action({ store }: Location, access: 'Read' | 'Write'): string {
  if (store === 'amplify') return access === 'Read' ? 'ssm:GetParameters' : 'ssm:PutParameter';
  return `secretsmanager:${access === 'Read' ? 'GetSecretValue' : 'PutSecretValue'}`;
}
