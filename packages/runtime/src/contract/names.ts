import { describeName } from './describe-value.js';
import { SecretsError } from './errors.js';
import { stringLiteral } from './source-code.js';

const APP = /^[a-z][a-z0-9-]*$/;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
// The exclamation mark is in names that AWS gives itself: `rds!cluster-…`.
const SECRET_NAME = /^[\w/+=.@!-]{1,512}$/;
// What `npx ampx sandbox secret set` accepts. Parameter Store's limit is 1,011 for a whole ARN, of which Amplify's paths and the ARN's
// own parts take at most 390.
const AMPLIFY_SECRET_NAME = /^[\w.-]{1,512}$/;

/** Throws AppNameInvalidError unless `app` is a lower-case letter, then lower-case letters, digits and hyphens. */
export function checkAppName(app: string): void {
  if (typeof app === 'string' && APP.test(app)) return;
  const example = typeof app === 'string' ? kebabCase(app).replace(/^[^a-z]+/, '') : '';
  throw new SecretsError(
    'AppNameInvalidError',
    `${describeName(app)} is no app name: it begins every secret's name, and is a lower-case letter, then lower-case letters, digits and hyphens.`,
    `Write, for example: defineSecrets({ app: '${example || 'myapp'}', … }).`,
  );
}

/**
 * Throws SecretNameInvalidError unless AWS Secrets Manager accepts `name`. `owner` says whose name it is; `write` makes the text that
 * mends it out of a name that is accepted.
 */
export function checkSecretName(
  name: string,
  owner: string,
  write: (accepted: string) => string = stringLiteral,
): void {
  if (typeof name === 'string' && SECRET_NAME.test(name)) return;
  throw new SecretsError(
    'SecretNameInvalidError',
    `${owner} has the name ${describeName(name)}, and in AWS Secrets Manager a name is 1 to 512 letters, digits and /_+=.@-.`,
    `Write ${write(acceptedName(name))}.`,
  );
}

/** Throws SandboxSecretNameInvalidError unless `npx ampx sandbox secret set` accepts `name`. `owner` and `write` as above. */
export function checkAmplifySecretName(name: string, owner: string, write: (accepted: string) => string): void {
  if (typeof name === 'string' && AMPLIFY_SECRET_NAME.test(name)) return;
  throw new SecretsError(
    'SandboxSecretNameInvalidError',
    `${owner} would be the Amplify secret ${describeName(name)}, and "npx ampx sandbox secret set" takes 1 to 512 letters, digits and _.-.`,
    `Write ${write(acceptedName(name).replace(/[^\w.-]+/g, '-'))}.`,
  );
}

/** The nearest name that both stores but for `/+=@` accept; keeps `{environment}`. */
export function acceptedName(name: unknown): string {
  if (typeof name !== 'string') return 'my-secret';
  // Whatever stands in braces was meant to be the one thing that may.
  const parts = name
    .replace(/\{\w*\}/g, '{environment}')
    .split('{environment}')
    .map((part) => part.replace(/[^\w/+=.@-]+/g, '-'));
  // Room is left for what an environment is called.
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
