import { describe, expect, it } from 'vitest';
import { newPassword, passwordProblem } from './password.js';

describe('newPassword', () => {
  it('has 32 characters that need no encoding in a URL, with one of each kind', () => {
    for (let count = 0; count < 200; count += 1) {
      const password = newPassword();
      expect(password).toHaveLength(32);
      expect(encodeURIComponent(password)).toBe(password);
      for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[-._~]/]) expect(password).toMatch(kind);
    }
  });

  it('has the length and the alphabet that it is given', () => {
    expect(newPassword({ length: 64, alphabet: 'abcdef0123456789' })).toMatch(/^[a-f0-9]{64}$/);
  });

  it('is another one at each call', () => {
    const passwords = Array.from({ length: 1000 }, () => newPassword());
    expect(new Set(passwords).size).toBe(1000);
  });
});

describe('passwordProblem', () => {
  it.each([
    [{ length: 7 }, '`length` must be a whole number from 8 to 128'],
    [{ length: 1.5 }, '`length` must be a whole number from 8 to 128'],
    [{ alphabet: 'aab' }, '`alphabet` must be a string of visible ASCII characters, each of them once'],
    [{ alphabet: 'abc é' }, '`alphabet` must be a string of visible ASCII characters, each of them once'],
    [{ length: 8, alphabet: '0123456789' }, 'a password must be as hard to guess as 80 random bits, and got 26 bits'],
  ])('finds %o', (options, problem) => {
    expect(passwordProblem(options)).toBe(problem);
  });

  it('finds nothing in the defaults', () => {
    expect(passwordProblem({})).toBeUndefined();
  });
});
