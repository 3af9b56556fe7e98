import { SecretsError } from './errors.js';

const APP = /^[a-z][a-z0-9-]*$/;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: 1-512 of these characters.
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
// What `npx ampx sandbox secret set` accepts.
const AMPLIFY_SECRET_NAME = /^[a-zA-Z0-9_.-]+$/;
// Parameter Store's limit for a whole ARN is 1,011 characters; Amplify's paths and the ARN's own parts take at most 390 of them.
const AMPLIFY_SECRET_NAME_LENGTH = 512;

/** Throws AppNameInvalidError unless `app` is a lower-case letter, then lower-case letters, digits and hyphens. */
export function checkAppName(app: string): void {
  if (typeof app === 'string' && APP.test(app)) return;
  throw new SecretsError(
    'AppNameInvalidError',
    `"${app}" is no app name: it begins every secret's name, and is a lower-case letter, then lower-case letters, digits and hyphens.`,
    `Write, for example: defineSecrets({ app: '${kebabCase(String(app)).replace(/^[^a-z]+/, '') || 'myapp'}', … }).`,
  );
}

/** Throws SecretNameInvalidError unless AWS Secrets Manager accepts `name`. `owner` says whose name it is. */
export function checkSecretName(name: string, owner: string): void {
  if (SECRET_NAME.test(name)) return;
  const why =
    name.length > 512
      ? `it has ${name.length} characters, and AWS Secrets Manager takes at most 512`
      : name === ''
        ? 'it is empty'
        : `it holds ${show(name.replace(/[A-Za-z0-9/_+=.@-]/g, ''))}, and AWS Secrets Manager takes only letters, digits and /_+=.@-`;
  throw new SecretsError(
    'SecretNameInvalidError',
    `${owner} has the name "${clip(name)}", which no secret can have: ${why}.`,
    `Write name: '${suggest(name)}'.`,
  );
}

/** Throws SandboxSecretNameInvalidError unless `npx ampx sandbox secret set` accepts `name`. `owner` says whose name it is. */
export function checkAmplifySecretName(name: string, owner: string): void {
  if (AMPLIFY_SECRET_NAME.test(name) && name.length <= AMPLIFY_SECRET_NAME_LENGTH) return;
  const why =
    name.length > AMPLIFY_SECRET_NAME_LENGTH
      ? `has ${name.length} characters, and at most ${AMPLIFY_SECRET_NAME_LENGTH} fit`
      : 'takes only letters, digits and _.-';
  throw new SecretsError(
    'SandboxSecretNameInvalidError',
    `${owner} would be the Amplify secret "${clip(name)}", which "npx ampx sandbox secret set" refuses: it ${why}.`,
    `Rename the key, or give that environment a name of its own: name: { sandbox: '${suggest(name).replace(/[^a-zA-Z0-9_.-]+/g, '-')}' }.`,
  );
}

/** `slackSigningSecret` → `slack-signing-secret`; anything but letters and digits becomes a hyphen. */
export function kebabCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}

function suggest(name: string): string {
  return name.replace(/[^A-Za-z0-9/_+=.@-]+/g, '-').slice(0, 512) || 'myapp/prod/stripe';
}

function show(characters: string): string {
  return [...new Set(characters)].map((c) => JSON.stringify(c)).join(' ');
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
