import { SecretsError } from './errors.js';
import { quoted, shown } from './message-text.js';

const APP = /^[a-z][a-z0-9-]*$/;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: 1-512 of these characters.
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]+$/;
// What `npx ampx sandbox secret set` accepts.
const AMPLIFY_SECRET_NAME = /^[a-zA-Z0-9_.-]+$/;
// Secrets Manager's limit. Parameter Store's is 1,011 for a whole ARN, of which Amplify's paths and the ARN's own parts take at most 390.
const LENGTH = 512;

/** Throws AppNameInvalidError unless `app` is a lower-case letter, then lower-case letters, digits and hyphens. */
export function checkAppName(app: string): void {
  if (typeof app === 'string' && APP.test(app)) return;
  const example = typeof app === 'string' ? kebabCase(app).replace(/^[^a-z]+/, '') : '';
  throw new SecretsError(
    'AppNameInvalidError',
    `${shown(app)} is no app name: it begins every secret's name, and is a lower-case letter, then lower-case letters, digits and hyphens.`,
    `Write, for example: defineSecrets({ app: '${example || 'myapp'}', … }).`,
  );
}

/**
 * Throws SecretNameInvalidError unless AWS Secrets Manager accepts `name`. `owner` says whose name it is; `write` makes the text that
 * mends it out of a name that is accepted.
 */
export function checkSecretName(name: string, owner: string, write: (accepted: string) => string = quoted): void {
  const fault = nameFault(name, SECRET_NAME, /[A-Za-z0-9/_+=.@-]/g, '/_+=.@-');
  if (fault === undefined) return;
  throw new SecretsError(
    'SecretNameInvalidError',
    `${owner} has the name ${shown(name)}, which no secret in AWS Secrets Manager can have: ${fault}.`,
    `Write ${write(acceptedName(name))}.`,
  );
}

/** Throws SandboxSecretNameInvalidError unless `npx ampx sandbox secret set` accepts `name`. `owner` and `write` as above. */
export function checkAmplifySecretName(name: string, owner: string, write: (accepted: string) => string): void {
  const fault = nameFault(name, AMPLIFY_SECRET_NAME, /[a-zA-Z0-9_.-]/g, '_.-');
  if (fault === undefined) return;
  throw new SecretsError(
    'SandboxSecretNameInvalidError',
    `${owner} would be the Amplify secret ${shown(name)}, which "npx ampx sandbox secret set" refuses: ${fault}.`,
    `Write ${write(acceptedName(name).replace(/[^a-zA-Z0-9_.-]+/g, '-'))}.`,
  );
}

/** The nearest name that both stores but for `/+=@` accept; keeps `{environment}`. */
export function acceptedName(name: unknown): string {
  if (typeof name !== 'string') return 'my-secret';
  const parts = name.split('{environment}').map((part) => part.replace(/[^A-Za-z0-9/_+=.@-]+/g, '-'));
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

function nameFault(name: string, whole: RegExp, each: RegExp, signs: string): string | undefined {
  if (typeof name !== 'string') return 'it is no text';
  if (name === '') return 'it is empty';
  if (name.length > LENGTH) return `it has ${name.length} characters, and at most ${LENGTH} fit`;
  if (whole.test(name)) return undefined;
  const odd = [...new Set(name.replace(each, ''))].map((character) => JSON.stringify(character));
  return `it holds ${odd.join(' ')}, and only letters, digits and ${signs} may be in it`;
}
