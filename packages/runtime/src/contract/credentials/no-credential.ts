import { isOfWords } from './randomness.js';

/** Whether a value is known for something that is no credential, whatever the variable is called. */
export function isNoCredential(value: string): boolean {
  return (
    isPlaceholder(value) ||
    isAddress(value) ||
    NO_CREDENTIALS.some((form) => form.test(value)) ||
    (value.includes('/') && isOfWords(value))
  );
}

/** What only the deployment fills in, what somebody still has to fill in, and what says where the value is. */
export function isPlaceholder(value: string): boolean {
  return value.includes('${') || PLACEHOLDERS.some((form) => form.test(value));
}

/** An ARN, a URL, a path, a host or a mail address says where something is. */
function isAddress(value: string): boolean {
  return ADDRESSES.some((form) => form.test(value)) || isPath(value);
}

/** Base64 may begin with a slash as well, but hardly with a folder in small letters, as in `/amplify/shared/d1a2b3c4d5e6f7`. */
function isPath(value: string): boolean {
  if (/^\/[a-z]{3,30}\//.test(value)) return true;
  return value.startsWith('/') && (value.length < 24 || /[^A-Za-z0-9+/=]/.test(value) || isOfWords(value));
}

const PLACEHOLDERS = [
  /^(?:changeme|change-me|example|placeholder|dummy|none|null|undefined|todo|test|secret|password)$/i,
  /^<[^<>]{0,200}>$/,
  /^[{%#$@]?[{([][\w\s.:/-]{0,100}[})\]]{1,2}$/,
  /^\{\{/,
  /^\$[A-Z_][A-Z_0-9]{1,60}$|^%[A-Za-z_]{1,60}%$/,
  /^([xX*.])\1{2,200}$/,
  // Masked.
  /\*{3}|\u2022{3}|\.{3}|\u2026/,
  // Those of AWS's documentation: `wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY`.
  /EXAMPLE(?:KEY|TOKEN)?$/,
];

const ADDRESSES = [
  /^arn:/i,
  /^[a-z][a-z0-9+.-]{0,30}:\/\//i,
  /^(?:\.{1,2}|~)\//,
  /^[A-Za-z]:\\/,
  // Of a secret store that the application asks itself.
  /^(?:ssm|secretsmanager|parameterstore|vault|env|file|op|doppler|gcp|aws|azure|keyvault|sops|k8s)(?:[-.][a-z]{1,12})?:/i,
  /^projects\/[\w-]{1,40}\/secrets\//,
  /^@Microsoft\.KeyVault\(/,
  /^[a-z0-9.-]{1,100}\.(?:com|net|org|io|dev|app|cloud|internal|local|localhost|ai|co)(?::\d{1,5})?(?:\/|$)/i,
  /^[\w.%+-]{1,64}@[a-z0-9.-]{1,60}\.[a-z]{2}/i,
];

/** Half of a pair that is public, digests, times, and what a browser is given. */
const NO_CREDENTIALS = [
  // Publishable and public keys.
  /^pk_(?:live|test)_(?![A-Z0-9]{28}$)/,
  /^(?:pk-lf-|sb_publishable_|pubkey-|FLWPUBK|phc_|pk\.eyJ|client-[A-Za-z0-9]{20}|pub[0-9a-f]{32}$)/,
  /^(?:live|test)_pub_/,
  /^(?:live|test)_[0-9a-f]{27}$/,
  /^(?:sandbox|production)_[a-z0-9]{8}_[a-z0-9]{16}$/,
  /^(?:live|test)_[A-Z0-9]{32}$/,
  /^(?:sandbox-)?sq0id[bp]-|^rzp_(?:live|test)_[A-Za-z0-9]{14}$|^(?:pub|sub)-c-/,
  /^(?:ecdsa-|age1|-----BEGIN (?![A-Z0-9 ]{0,40}PRIVATE))/,
  // A public key of SSH, alone or behind a host or options; a public key of mail (DKIM).
  /(?:^|\s)(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]{3,40}\s{1,4}AAAA/,
  /^v=DKIM1;|^(?:k=rsa;\s?)?p=MI/,
  /^AIza[\w-]{35}$/,
  /^eyJ[\w-]{8,400}\.eyJ/,
  // Ids.
  /^(?:AC|MG|SK|PN|VA|US|ZS)[0-9a-f]{32}$/,
  /^(?:acct|prod|price|cus|sub|evt|we|plan)_[A-Za-z0-9]{8,40}$/,
  /^mrk-[0-9a-f]{32}$/,
  /^[a-z]{2}-[a-z]{4,10}-\d:[0-9a-f-]{36}$/,
  // Digests, and what they are written with.
  /^(?:sha\d{1,3}|md5)[-:]/i,
  /^(?:[0-9A-F]{2}:){7}/i,
  // Times, versions, patterns, pictures.
  /^\d{4}-\d\d-\d\d/,
  /^\^.{1,500}\$$/,
  /^data:/,
];
