import { type Json, operation } from '../api/operation.js';
import { flag, integer, string, structure } from '../api/shape.js';
import { invalidParameter } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

export const getRandomPassword = operation(
  structure({
    PasswordLength: integer({ min: 1, max: 4096 }),
    ExcludeCharacters: string({ max: 4096 }),
    ExcludeNumbers: flag,
    ExcludePunctuation: flag,
    ExcludeUppercase: flag,
    ExcludeLowercase: flag,
    IncludeSpace: flag,
    RequireEachIncludedType: flag,
  }),
  (_store: SecretStore, input, { access, random }): Json => {
    access.check('secretsmanager:GetRandomPassword', '*');
    const length = input.PasswordLength ?? 32;
    const excluded = new Set(input.ExcludeCharacters ?? '');
    const kinds = [
      input.ExcludeUppercase ? '' : LOWERCASE.toUpperCase(),
      input.ExcludeLowercase ? '' : LOWERCASE,
      input.ExcludeNumbers ? '' : NUMBERS,
      input.ExcludePunctuation ? '' : PUNCTUATION,
      input.IncludeSpace ? ' ' : '',
    ]
      .map((kind) => [...kind].filter((character) => !excluded.has(character)))
      .filter((kind) => kind.length > 0);
    if (kinds.length === 0) throw invalidParameter('The password must include at least one type of character.');
    const each = (input.RequireEachIncludedType ?? true) ? kinds : [];
    if (length < each.length) {
      throw invalidParameter(`The password length must be at least ${each.length} to include every required type.`);
    }
    const draw = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
    const all = kinds.flat();
    const drawn = Array.from({ length }, (_, index) => draw(each[index] ?? all));
    return { RandomPassword: shuffle(drawn, random).join('') };
  },
);

function shuffle(characters: readonly string[], random: () => number): readonly string[] {
  const rest = [...characters];
  return characters.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}
