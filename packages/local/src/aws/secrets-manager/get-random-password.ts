import { type Json, operation } from '../api/operation.js';
import { flag, integer, string, structure } from '../api/shape.js';
import { randomPassword } from './random-password.js';
import { invalidParameter } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

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
    try {
      return { RandomPassword: randomPassword(input, random) };
    } catch (error) {
      throw error instanceof RangeError ? invalidParameter(error.message) : error;
    }
  },
);
