import { isPublic, namedAs, wordsOf } from './credential-name.js';
import { isNoCredential } from './no-credential.js';
import { isOfWords, isRandom, kindsOfCharacters } from './randomness.js';

/** What kind of credential a value seems to be, if any, by the name it stands under and by how random it is. */
export function byName(name: string, value: string): string | undefined {
  const words = wordsOf(name);
  const named = namedAs(words);
  if (named === undefined || isPublic(words) || isNoCredential(value)) return undefined;
  if (named === 'secret' && isMnemonic(value)) return 'a credential';
  if (named === 'password' && isPassphrase(value)) return 'a password';
  if (/\s/.test(value)) return value.split(/\s/).some(isLongSecret) ? 'a credential' : undefined;
  if (named === 'password') return isChosenPassword(value) ? 'a password' : undefined;
  if (UUID.test(value) && words.some((word) => KMS.has(word))) return undefined;
  // Its site key looks the same, and only names tell them apart.
  if (named === 'key' && words.includes('recaptcha')) return undefined;
  return isSecret(value, named === 'key' ? 20 : 16) || (named === 'secret' && isShortSecret(value))
    ? 'a credential'
    : undefined;
}

// Keys of KMS have these for ids.
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KMS = new Set(['kms', 'cmk']);

/** `NONCE_SALT` of WordPress has spaces. */
function isLongSecret(word: string): boolean {
  return isSecret(word, 20) && !isNoCredential(word);
}

/** As Dropbox's, which has 15 letters and digits. */
function isShortSecret(value: string): boolean {
  return /^[A-Za-z0-9]{12,15}$/.test(value) && value.replace(/\D/g, '').length > 1 && isRandom(value);
}

export function isSecret(value: string, length = 16): boolean {
  return value.length >= length && isRandom(value);
}

/** As `Winter2024!`, `Winter2024` and the 16 letters that Google gives; `myapp/prod/db-password` is the name of a secret. */
function isChosenPassword(value: string): boolean {
  if (value.length < 8) return false;
  return kindsOfCharacters(value) > 1
    ? !isOfWords(value) || /^[A-Za-z]{3,40}\d{1,4}$/.test(value)
    : /^[a-z]{16}/i.test(value);
}

/** Words drawn at random, rather than those that secrets are named by. */
function isPassphrase(value: string): boolean {
  const words = value.split(/[-_. ]/, 13);
  return areWords(words, 4, 12) && !words.some((word) => NAMING.has(word));
}

/** The words that a wallet is recovered from. */
function isMnemonic(value: string): boolean {
  return areWords(value.split(' ', 25), 12, 24);
}

function areWords(words: readonly string[], least: number, most: number): boolean {
  return words.length >= least && words.length <= most && words.every((word) => /^[a-z]{3,10}$/.test(word));
}

const NAMING = new Set(
  'app api auth change credential credentials database default dev here key main password pass placeholder please prod production replace resolved runtime secret service set stage staging test the this token user value will with your'.split(
    ' ',
  ),
);
