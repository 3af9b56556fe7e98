import { SANDBOX } from './branch-patterns.js';
import { describeName } from './describe-value.js';
import { DeclarationError } from './errors.js';
import { stringLiteral } from './source-code.js';

const APP = /^[a-z][a-z0-9-]*$/;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
// The exclamation mark is in names that AWS gives itself: `rds!cluster-…`.
const ARN = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+?)(-[A-Za-z0-9]{6})?$/;
const SECRET_NAME = /^[\w/+=.@!-]{1,512}$/;
// What Amplify accepts. Parameter Store's limit is 1,011 for a whole ARN, of which Amplify's paths and the ARN's own parts take at most 390.
const AMPLIFY_SECRET_NAME = /^[\w.-]{1,512}$/;
// `npx ampx sandbox secret set` takes a leading hyphen for an option, behind `--` too.
const SANDBOX_SECRET_NAME = /^(?!-)[\w.-]{1,512}$/;

/** @throws {AppNameInvalidError} Unless `app` is a lowercase letter followed by lowercase letters, digits and hyphens. */
export function checkAppName(app: string): void {
  if (typeof app === 'string' && APP.test(app)) return;
  const example = typeof app === 'string' ? kebabCase(app).replace(/^[^a-z]+/, '') : '';
  throw new DeclarationError(
    'AppNameInvalidError',
    `The app name must be a lowercase letter followed by lowercase letters, digits and hyphens, and got ${describeName(app)}.`,
    `Write, for example: app: '${example || 'myapp'}'.`,
  );
}

/**
 * Checks a name in AWS Secrets Manager. `owner` begins the message: `Secret "stripe"`. `write` makes the line to write of a name that is
 * accepted.
 *
 * @throws {SecretNameInvalidError} When AWS Secrets Manager does not accept it.
 */
export function checkSecretName(
  name: string,
  owner: string,
  write: (accepted: string) => string = stringLiteral,
): void {
  if (typeof name === 'string' && SECRET_NAME.test(name)) return;
  if (typeof name === 'string' && ARN.test(name)) {
    throw new DeclarationError(
      'SecretNameInvalidError',
      `${owner}: a name in AWS Secrets Manager must be the name alone, and got the ARN ${describeName(name)}.`,
      `Write ${write(acceptedName(name))}: without the hyphen and the six characters that AWS adds in an ARN.`,
    );
  }
  throw new DeclarationError(
    'SecretNameInvalidError',
    `${owner}: a name in AWS Secrets Manager must be 1 to 512 letters, digits and /_+=.@-, and got ${describeName(name)}.`,
    `Write ${write(acceptedName(name))}.`,
  );
}

/**
 * Checks the name of an Amplify secret. `owner` and `write` are those of `checkSecretName`.
 *
 * @throws {SandboxSecretNameInvalidError} When Amplify does not accept it, or `npx ampx sandbox secret set` for a sandbox.
 */
export function checkAmplifySecretName(
  name: string,
  owner: string,
  environment: string,
  write: (accepted: string) => string,
): void {
  const pattern = environment === SANDBOX ? SANDBOX_SECRET_NAME : AMPLIFY_SECRET_NAME;
  if (typeof name === 'string' && pattern.test(name)) return;
  throw new DeclarationError(
    'SandboxSecretNameInvalidError',
    `${owner}: the name of an Amplify secret must be 1 to 512 letters, digits and _.-, in a sandbox not beginning with a hyphen, and got ${describeName(name)}.`,
    `Write ${write(
      acceptedName(name)
        .replace(/[^\w.-]+/g, '-')
        .replace(/^-/, '_'),
    )}.`,
  );
}

/** The nearest name that AWS Secrets Manager accepts. Keeps `{environment}`. */
export function acceptedName(name: unknown): string {
  if (typeof name !== 'string') return 'my-secret';
  // `{environment}` is the only placeholder, so that is what others were meant to be.
  const parts = name
    .replace(ARN, '$1')
    .replace(/\{\w*\}/g, '{environment}')
    .split('{environment}')
    .map((part) => part.replace(/[^\w/+=.@!-]+/g, '-'));
  // Leaves room for the name of the environment.
  return parts.join('{environment}').slice(0, 400) || 'my-secret';
}

/** `slackSigningSecret` → `slack-signing-secret`; anything but letters and digits becomes a hyphen. */
export function kebabCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
