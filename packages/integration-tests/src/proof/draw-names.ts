import type { Draw } from '../iam-oracle/draw.js';

const WORDS = [
  'stripe',
  'api',
  'key',
  'github',
  'slack',
  'signing',
  'secret',
  'tokens',
  'oauth2',
  'db',
  'url',
  'a',
] as const;
const SHORT: readonly string[] = ['api', 'url', 'db', 'a'];
const ODD = [
  'upwork-oauth-tokens',
  'legacy/Stripe_Key',
  'a',
  'x=y+z@corp.example',
  'team.a/prod.b/c_d',
  '/rooted/name',
  'ends-in-secret',
  'stripe-AbC123',
  'UPPER/lower',
  '-',
] as const;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** One item of a list that may be empty. */
export function oneOf<T>(draw: Draw, list: readonly T[]): T {
  const index = draw.whole(list.length);
  if (index >= list.length) throw new Error('nothing to draw from');
  // Within bounds, so it is a T even where T includes undefined.
  return list[index] as T;
}

/** Letters and digits, as in the six that end a secret's ARN. */
export function drawLetters(draw: Draw, length: number): string {
  return Array.from({ length }, () => LETTERS.charAt(draw.whole(LETTERS.length))).join('');
}

/** A key as authors write them, and the same words in kebab case. Only characters that Amplify's store accepts. */
export function drawKey(draw: Draw): { readonly key: string; readonly kebab: string } {
  const words = draw.times(1, 4, () => draw.pick(WORDS));
  const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const [first = '', ...rest] = words;
  const key = draw.pick([
    first + rest.map(upper).join(''),
    words.map(upper).join(''),
    first + rest.map((word) => (SHORT.includes(word) ? word.toUpperCase() : upper(word))).join(''),
    words.join('_'),
    words.join('-'),
    words.join('.'),
    words.join('_').toUpperCase(),
  ]);
  // It is not clear where one acronym ends and the next begins.
  const blurred = words.some((word, index) => SHORT.includes(word) && SHORT.includes(words[index + 1] ?? ''));
  return { key: blurred ? words.join('_') : key, kebab: words.join('-') };
}

/** A name of AWS Secrets Manager that follows no convention; like another one in most of its characters, sometimes long. */
export function drawRawName(draw: Draw): string {
  const name = draw.pick(ODD);
  if (draw.chance(0.03)) return `${name}/${drawLetters(draw, 300)}`;
  return draw.chance(0.4) ? `${name}-${draw.pick(WORDS)}` : name;
}

/** A leaf that no set need declare. */
export function drawLeaf(draw: Draw): string {
  return draw.pick([
    'github-acme',
    'github-acme-corp',
    'github-',
    'Github-acme',
    'slack-1',
    'stripe',
    'stripe-tokens',
    'a.b_c',
  ]);
}

export function drawPattern(draw: Draw): string {
  return draw.pick(['github-*', 'github-*', 'slack-*', '*-tokens', 'stripe*', 'stripe-*-key', '*', 's*e', '**']);
}
