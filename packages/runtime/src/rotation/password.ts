import { randomInt } from 'node:crypto';

/** What passwords are made of. */
export interface PasswordOptions {
  /**
   * How many characters a password has: 8 to 128.
   * @default 32
   */
  readonly length?: number | undefined;
  /**
   * Its characters: visible ASCII, each once. A password has one of each kind that is in it: a capital letter, a small letter, a digit,
   * another character.
   * @default letters, digits and `-._~`, which need no encoding in a URL
   */
  readonly alphabet?: string | undefined;
}

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
const LENGTH = 32;
const KINDS: readonly RegExp[] = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
// Below this a password could be found from the unsalted hash that MariaDB keeps.
const LEAST_BITS = 80;

/** A new password, of characters that are drawn evenly. */
export function newPassword({ length = LENGTH, alphabet = UNRESERVED }: PasswordOptions = {}): string {
  const kinds = KINDS.filter((kind) => kind.test(alphabet));
  for (;;) {
    const password = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
    if (kinds.every((kind) => kind.test(password))) return password;
  }
}

/** What is wrong with the options, if anything. */
export function passwordProblem({ length = LENGTH, alphabet = UNRESERVED }: PasswordOptions): string | undefined {
  if (!Number.isInteger(length) || length < 8 || length > 128) return '`length` must be a whole number from 8 to 128';
  if (typeof alphabet !== 'string' || !/^[!-~]+$/.test(alphabet) || new Set(alphabet).size < alphabet.length) {
    return '`alphabet` must be a string of visible ASCII characters, each of them once';
  }
  const bits = Math.floor(length * Math.log2(alphabet.length));
  if (bits >= LEAST_BITS) return undefined;
  return `a password must be as hard to guess as ${LEAST_BITS} random bits, and got ${bits} bits`;
}
