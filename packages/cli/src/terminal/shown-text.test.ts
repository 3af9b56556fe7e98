import { describe, expect, it } from 'vitest';
import { shownText } from './shown-text.js';

const ESC = '\u001B';

describe('shownText', () => {
  it('keeps colours, tabs and ends of lines', () => {
    const text = `${ESC}[1mstripe${ESC}[22m\t${ESC}[31mred${ESC}[39m${ESC}[0m\nü 世`;
    expect(shownText(text)).toBe(text);
  });

  it.each([
    [`${ESC}[2J${ESC}[8mhidden`, '\\u{1b}[2J\\u{1b}[8mhidden'],
    [`${ESC}]0;title\u0007`, '\\u{1b}]0;title\\u{7}'],
    ['a\rb\u009B31m\u202E', 'a\\u{d}b\\u{9b}31m\\u{202e}'],
  ])('shows what a terminal would obey: %j', (given, shown) => {
    expect(shownText(given)).toBe(shown);
  });
});
