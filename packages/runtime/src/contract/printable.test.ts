import { describe, expect, it } from 'vitest';
import { DeclarationError } from './errors.js';
import { printable } from './printable.js';

describe('P1: printable', () => {
  it.each([
    ['a colour', 'a\u001b[31mRED\u0007', 'a\\u{1b}[31mRED\\u{7}'],
    ['a return to the start of the line', 'a\rb', 'a\\u{d}b'],
    ['a control sequence of one byte', '\u009b31m', '\\u{9b}31m'],
    ['a change of the direction of writing', 'a\u202eb\u2066c\u200f', 'a\\u{202e}b\\u{2066}c\\u{200f}'],
    ['characters without a width', 'a\u200bb\ufeffc', 'a\\u{200b}b\\u{feff}c'],
    ['a tag beyond the first plane', '\u{e0041}', '\\u{e0041}'],
  ])('shows %s by its codes', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves letters of every language, and the ends of lines', () => {
    expect(printable('größe 秘密 ключ\nسر 🔑')).toBe('größe 秘密 ключ\nسر 🔑');
  });

  it('is what errors of declarations say', () => {
    const hostile = new DeclarationError('SecretNameInvalidError', 'a\u001b[2J', 'b\u202e');
    expect([hostile.message, hostile.resolution]).toEqual(['a\\u{1b}[2J', 'b\\u{202e}']);
    expect(hostile.stack).not.toContain('\u001b');
  });
});
