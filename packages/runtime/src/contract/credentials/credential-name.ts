/** What a variable of this name holds: a password, something secret, or a key of some kind, which may be one of a table. */
export type Named = 'password' | 'secret' | 'key';

/** The words of `myApiKey`, `MY_API_KEY`, `my.api-key` and `MyAPIKey`: `['my', 'api', 'key']`. */
export function wordsOf(name: string): string[] {
  const words = name.split(/[^A-Za-z0-9]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  return words.filter((word) => word !== '').map((word) => word.toLowerCase().replace(NUMBERED, '$1'));
}

/** The second of several: `API_KEY2`. */
const NUMBERED = /^(keys?|tokens?|secrets?|passwords?|pass|pwd)\d{1,4}$/;

/** Whether what it holds is meant for browsers: `NEXT_PUBLIC_…`, `…_PUBLISHABLE_KEY`, `SUPABASE_ANON_KEY`, `RECAPTCHA_SITE_KEY`. */
export function isPublic(words: readonly string[]): boolean {
  return (
    words.some((word) => PUBLIC_WORDS.has(word)) ||
    (!words.some((word) => NEVER_PUBLIC.has(word)) &&
      (BUNDLED.test(words.join('_')) || PUBLIC_KEYS.some((key) => key.every((word) => words.includes(word)))))
  );
}

/** What a name promises of its value, wherever the word stands: `SECRET_KEY_BASE`, `AWS_BEARER_TOKEN_BEDROCK`, `dbPassword`. */
export function namedAs(words: readonly string[]): Named | undefined {
  if (words.some((word) => COUNTED.has(word))) return undefined;
  const at = words.findLastIndex((word, index) => kindOf(word, words, index) !== undefined);
  if (at === -1) return undefined;
  const kind = kindOf(words[at] ?? '', words, at);
  const isAbout = (word: string) => ABOUT.has(word) || (kind === 'password' && ABOUT_PASSWORD.has(word));
  return words.slice(at + 1).some(isAbout) && !isSecretId(words) ? undefined : kind;
}

function kindOf(word: string, words: readonly string[], at: number): Named | undefined {
  if (PASSWORD.has(word) || PASSWORD_IN_WORD.test(word)) return 'password';
  if (SECRET.has(word) || SECRET_IN_WORD.test(word)) return 'secret';
  if (LAST.has(word) && at === words.length - 1) return 'secret';
  if (word === 'phrase' && PHRASES.has(words[at - 1] ?? '')) return 'secret';
  if (word !== 'key' && word !== 'keys') return undefined;
  const before = words[at - 1] ?? '';
  if (OTHER_KEYS.has(before)) return undefined;
  return SECRET_KEYS.has(before) ? 'secret' : 'key';
}

/** AppRole of Vault calls one half of its credential an id. */
function isSecretId(words: readonly string[]): boolean {
  return words.join(' ').endsWith('secret id') && words.some((word) => word === 'vault' || word === 'approle');
}

const set = (words: string) => new Set(words.split(' '));

const PASSWORD = set('password passwords passwd passphrase passcode pass pwd pw');
const SECRET = set('secret secrets token tokens credential credentials creds apikey apikeys mnemonic p12 pfx pkcs12');
/** Secret as the last word only: `BASIC_AUTH` is, `AUTH_MODE` is not. */
const LAST = set(
  'auth authorization bearer jwt license licence oauth pat psk sk sas seed salt pepper hmac private signing keystore',
);
const PHRASES = set('seed recovery pass backup');
const PASSWORD_IN_WORD = /(?:password|passwd|passphrase|pwd|(?:admin|db|ftp|mail|redis|root|smtp|sql|user)pass)s?$/;
const SECRET_IN_WORD =
  /(?:secret|token|credential|(?:api|access|account|admin|auth|deploy|encryption|license|master|private|secret|service|shared|signing|storage)key)s?$/;

const SECRET_KEYS = set(
  'api private access auth signing signature encryption service secret master license admin account storage write ingest server deploy shared session webhook hmac jwt crypto cipher subscription integration client',
);
/** Keys that say which one is meant, or that all may have. */
const OTHER_KEYS = set(
  'public publishable gpg pgp kms cmk partition sort primary foreign hash range row object s3 cache idempotency dedup tenant instrumentation tokenization spreadsheet sheet file image asset upload document lookup index item entity map',
);
/** Words behind the credential, of what is about it, and may look as random: `API_KEYS_TABLE`, `SECRET_VERSION`, `TOKEN_HASH`. */
const ABOUT = set(
  'id ids arn arns name names url urls uri uris endpoint endpoints path paths file filename dir directory folder table bucket queue topic stream hash hashes digest checksum fingerprint thumbprint sha sha1 sha256 sha512 md5 algorithm algo alg expiry expires expiration expire ttl lifetime length size count limit max min policy pattern regex regexp template header headers field param parameter prefix suffix type version stage issuer iss audience aud scope scopes group pool role domain host hostname username link redirect callback ref reference alias index cookie attribute claim claims kid extension layer function lambda distribution address contract symbol',
);
/** Those of what no one takes for a credential, but might for a password. */
const ABOUT_PASSWORD = set(
  'age at attempts bits date day days description duration email enabled hint hours id interval label message minutes mode ms page port provider recovery region required reset rotation rounds route rules seconds service source state strategy subject text time title user validation window',
);
const COUNTED = set('max min num number total count limit');

const PUBLIC_WORDS = set('public publishable anon');
const NEVER_PUBLIC = set('secret password private admin');
/** Variables that a build puts into what browsers load. */
const BUNDLED = /^(?:vite|gatsby|react_app)_/;
/** Keys that their providers document as not secret. */
const PUBLIC_KEYS = [
  ['site', 'key'],
  ['sitekey'],
  ['browser', 'key'],
  ['algolia', 'search'],
  ['amplitude', 'key'],
  ['bugsnag', 'key'],
  ['mixpanel', 'token'],
  ['pusher', 'key'],
  ['search', 'only'],
  ['segment', 'write'],
  ['trello', 'key'],
  ['typesense', 'search'],
] as const;
