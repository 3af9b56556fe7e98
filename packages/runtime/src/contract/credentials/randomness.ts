// Random text of 16 letters and digits has about 3.5 bits per character and more, of 16 hexadecimal digits seldom less than 2.6.
const BITS_PER_CHARACTER = 2.6;

/** Whether nobody would have chosen this as a name. */
export function isRandom(value: string): boolean {
  return /[A-Za-z]/.test(value) && !isOfWords(value) && bitsPerCharacter(value) >= BITS_PER_CHARACTER;
}

/** How many there are of lower case, upper case, digits and others. */
export function kindsOfCharacters(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
}

/** `upwork-oauth-tokens-v2`, `myapp/prod/stripe`, `StripeWebhookSecret`: words, perhaps numbered. */
export function isOfWords(value: string): boolean {
  return value.split(/[-_./:@+=,;|]/).every((part) => /^[A-Za-z]?\d{0,4}$/.test(part) || isOfCapitalizedWords(part));
}

const LONGEST_NAME = 64;

function isOfCapitalizedWords(part: string): boolean {
  if (part.length > LONGEST_NAME) return false;
  const words = part.replace(/(?<!\d)\d{1,4}$/, '').split(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  return words.every((word) => /^(?:[a-z]{2,30}|[A-Z][a-z]{2,30}|[A-Z]{2,30})$/.test(word) && isPronounceable(word));
}

/** Words of English have no six consonants in a row, even where two are written as one. */
function isPronounceable(word: string): boolean {
  return word.length < 8 || !/[bcdfghjklmnpqrstvwxz]{6}/i.test(word);
}

/** Shannon's entropy. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
