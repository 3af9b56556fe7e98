/** Credentials that are recognised by their form, whatever the variable is called. */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['the value of a secret that CloudFormation resolves at deployment', /\{\{resolve:(?:secretsmanager|ssm-secure):/],
  ['an AWS access key', /\b(?:AKIA|ASIA)(?!\w*EXAMPLE)[A-Z0-9]{16}\b/],
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----|\bLS0tLS1CRUdJTi[A-Za-z0-9+/]*/],
  ['a Stripe key', /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}/],
  ['a webhook signing secret', /\bwhsec_[A-Za-z0-9+/=]{16,}/],
  ['a Slack token', /\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}/],
  ['a Slack webhook', /\bhooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]+\/\w+\/\w+/],
  ['a GitHub token', /\bgh[opsur]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{22,}/],
  ['a GitLab token', /\bglpat-[\w-]{20,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a SendGrid key', /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ['a key of an AI provider', /\bsk-(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}/],
];

/** Those that browsers are given too: Supabase's `anon` key is a JWT, and Firebase and Maps use Google's keys. */
const OFTEN_PUBLIC: typeof FORMS = [
  ['a signed token (JWT)', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
  ['a Google key', /\bAIza[\w-]{35}(?![\w-])/],
];
// The password is a literal: no reference, no placeholder.
const URL_WITH_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@?#]*:(?!\$\{|<|\{|%7B|\*+@|x+@)[^\s/@?#]{3,}@[^\s/]/i;

const PASSWORD_OF_CONNECTION = /(?:^|[?&;])(?:password|pwd)=(?!\$\{|<|\{)[^&;\s]{3,}/i;

const PUBLIC = /(?:^|[_-])(?:public|publishable|anon)(?:$|[_-])/i;
const SECRET_NAME =
  /(?:^|[_-])(?:secret|token|api[_-]?key|(?:private|access|auth|signing|encryption|service)[_-]?key|credentials?)$/i;
const PASSWORD_NAME = /(?:^|[_-])(?:password|passwd|passphrase|pwd|pass)$/i;
const PLACEHOLDER = /^(?:changeme|change-me|example|placeholder|dummy|none|null|undefined|todo|test|secret|password)$/i;

/**
 * The kind of credential that a variable seems to hold, if any: by the form of its value, or by its name and a value that is random. `value`
 * has `${…}` for what only the deployment knows.
 */
export function credentialIn(variable: string, value: string): string | undefined {
  const name = variable.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  const forms = PUBLIC.test(name) ? FORMS : [...FORMS, ...OFTEN_PUBLIC];
  const form = forms.find(([, pattern]) => pattern.test(value));
  if (form !== undefined) return form[0];
  if (URL_WITH_PASSWORD.test(value)) return 'a URL with a password';
  if (PASSWORD_OF_CONNECTION.test(value)) return 'a connection with a password';
  if (PUBLIC.test(name)) return undefined;
  if (value.includes('${') || /\s/.test(value) || isAddress(value) || PLACEHOLDER.test(value)) return undefined;
  if (PASSWORD_NAME.test(name) && value.length >= 8 && kindsOfCharacters(value) > 1 && !isOfWords(value))
    return 'a password';
  if (SECRET_NAME.test(name) && value.length >= 16 && isRandom(value)) return 'a credential';
  return undefined;
}

/** An ARN, a URL or a path only says where something is. */
function isAddress(value: string): boolean {
  return /^(?:arn:|[a-z][a-z0-9+.-]*:\/\/|\.{0,2}\/)/i.test(value) || (value.includes('/') && isOfWords(value));
}

// Bits a character: 16 random letters and digits have about 3.5 and more, 16 hexadecimal digits 3.1.
const RANDOM_BITS = 2.9;

function isRandom(value: string): boolean {
  return kindsOfCharacters(value) > 1 && !isOfWords(value) && bitsPerCharacter(value) >= RANDOM_BITS;
}

/** `upwork-oauth-tokens-v2`, `myapp/prod/stripe`, `StripeWebhookSecret`: words, perhaps numbered. */
function isOfWords(value: string): boolean {
  return value.split(/[-_./:@+=]/).every((part) => WORDS.test(part) || /^[A-Za-z]?\d{0,4}$/.test(part));
}

// Each word can end in one place only, so that the expression never backtracks for long.
const WORDS = /^(?:[a-z]{2,})?(?:[A-Z][a-z]{2,}|[A-Z]{2,}(?=[A-Z][a-z]|\d|$))*\d{0,4}$/;

function kindsOfCharacters(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
}

/** Shannon's entropy of the characters. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
