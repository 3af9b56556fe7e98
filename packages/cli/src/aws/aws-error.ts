import { isSecretsError, shellLine } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';

/** What was tried when AWS refused. */
export interface Attempt {
  /** What messages begin with: `Secret "myapp/prod/stripe"`. */
  readonly subject: string;
  /** `read`, `changed`. */
  readonly done: string;
  /** The IAM action that it needs. */
  readonly permission: string;
  /** The resource of the permission, where it is not the secret. @default 'on it' */
  readonly resource?: string;
  readonly profile?: string | undefined;
}

// The SDK's own, then those that the services answer with:
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError)$/;
const EXPIRED = /^(ExpiredToken|RequestExpired)/;
const BAD_CREDENTIALS =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|SignatureDoesNotMatch)/;

/** The error of a command for one of the AWS SDK, whose own message is not kept: it may quote what was sent. */
export function awsError(error: unknown, { subject, done, permission, resource = 'on it', profile }: Attempt): Error {
  if (isSecretsError<string>(error)) return error;
  const { name: given, message: said, code, $metadata }: Readonly<Record<string, unknown>> = Object(error);
  const name = String(given);
  const message = String(said ?? '');
  const failed = `${subject} could not be ${done}`;
  if (message === 'Region is missing') {
    return new CliError('RegionMissingError', 'No AWS region is set.', 'Add --region <region>, or set AWS_REGION.');
  }
  if (NO_CREDENTIALS.test(name)) {
    // The SDK's own sentence where it says to sign in again. Others may quote the output of a program that returns credentials.
    const advice = /^[^\n]*\baws (?:sso )?login\b[^\n]*$/.exec(message)?.[0];
    return new CliError(
      'CredentialsMissingError',
      `${failed}: there are no AWS credentials.${advice === undefined ? '' : ` ${advice}`}`,
      profile === undefined
        ? 'Add --profile <name>, or sign in: aws sso login'
        : shellLine`Sign in: aws sso login --profile ${profile}`,
    );
  }
  if (EXPIRED.test(name)) {
    return new CliError(
      'CredentialsExpiredError',
      `${failed}: the AWS credentials have expired.`,
      profile === undefined
        ? 'Sign in again: aws sso login'
        : shellLine`Sign in again: aws sso login --profile ${profile}`,
    );
  }
  if (BAD_CREDENTIALS.test(name)) {
    return new CliError(
      'CredentialsMissingError',
      `${failed}: AWS does not accept the credentials (${name}).`,
      'Check who you are, and the clock: aws sts get-caller-identity',
    );
  }
  if (/AccessDenied/.test(name)) {
    const key = /\bkms\b/i.test(message);
    return new CliError(
      key ? 'SecretKeyUnavailableError' : 'SecretAccessDeniedError',
      key
        ? `${failed}: the KMS key of the secret is denied to you.`
        : `${failed}: AWS denied access. These credentials lack ${permission} ${resource}, or it does not exist.`,
      key
        ? 'Ask for kms:Decrypt and kms:GenerateDataKey on that key.'
        : 'Check who you are: aws sts get-caller-identity. docs/cli.md has the policy that each command needs.',
    );
  }
  if (/^(Throttling|TooManyRequests|RequestLimitExceeded)/.test(name)) {
    return new CliError('StoreThrottledError', `${failed}: AWS throttled the call (${name}).`, 'Try again later.');
  }
  if (/^(DecryptionFailure|EncryptionFailure|InvalidKeyId|KMS)/.test(name)) {
    return new CliError(
      'SecretKeyUnavailableError',
      `${failed}: its KMS key is disabled, deleted or denied (${name}).`,
      'Enable the key, and ask for kms:Decrypt and kms:GenerateDataKey on it.',
    );
  }
  const { httpStatusCode }: Readonly<Record<string, unknown>> = Object($metadata);
  if (httpStatusCode === undefined) {
    return new CliError(
      'StoreUnreachableError',
      `${failed}: AWS could not be reached (${typeof code === 'string' ? code : name}).`,
      'Check the network, and --region.',
    );
  }
  const status = Number(httpStatusCode);
  // A name is one word. What is not AWS may answer with anything, and the SDK then names its own errors.
  const isForeign = status < 400 || !/^[A-Za-z][\w.]{0,99}$/.test(name) || /^(Error|SyntaxError|TypeError)$/.test(name);
  if (isForeign) {
    return new CliError(
      'StoreUnreachableError',
      `${failed}: the answer is not one of AWS (HTTP ${status}).`,
      'Look for what answers in the place of AWS, such as a proxy or the sign-in page of a network: HTTPS_PROXY, AWS_ENDPOINT_URL, --region.',
    );
  }
  if (status >= 500) {
    return new CliError(
      'StoreUnreachableError',
      `${failed}: AWS failed, and may or may not have done it (${name}, HTTP ${status}).`,
      'Try again later. https://health.aws.amazon.com shows whether the service has a problem.',
    );
  }
  return new CliError(
    'StoreRefusedError',
    `${failed}: AWS returned ${name}.`,
    name === 'LimitExceededException'
      ? 'Secrets Manager keeps about 100 versions of a secret, and all of the last 24 hours. Try again later.'
      : `Look up ${name} in the documentation of AWS.`,
  );
}

export function errorName(error: unknown): string {
  return String(Object(error).name);
}
