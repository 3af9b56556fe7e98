import type { PasswordRules } from '../../backend/model.js';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** @throws {RangeError} When the rules leave no character, or the length has no room for one of each type. */
export function randomPassword(rules: PasswordRules, random: () => number): string {
  const length = rules.PasswordLength ?? 32;
  const excluded = new Set(rules.ExcludeCharacters ?? '');
  const kinds = [
    rules.ExcludeUppercase ? '' : LOWERCASE.toUpperCase(),
    rules.ExcludeLowercase ? '' : LOWERCASE,
    rules.ExcludeNumbers ? '' : NUMBERS,
    rules.ExcludePunctuation ? '' : PUNCTUATION,
    rules.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.has(character)))
    .filter((kind) => kind.length > 0);
  if (kinds.length === 0) throw new RangeError('The password must include at least one type of character.');
  const each = (rules.RequireEachIncludedType ?? true) ? kinds : [];
  if (length < each.length) {
    throw new RangeError(`The password length must be at least ${each.length} to include every required type.`);
  }
  const draw = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const all = kinds.flat();
  const drawn = Array.from({ length }, (_, index) => draw(each[index] ?? all));
  return shuffle(drawn, random).join('');
}

function shuffle(characters: readonly string[], random: () => number): readonly string[] {
  const rest = [...characters];
  return characters.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}
