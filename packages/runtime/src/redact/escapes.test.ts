import { describe, expect, it } from 'vitest';
import { unbroken, unescaped } from './escapes.js';

describe('unescaped', () => {
  it.each([
    ['a\\nb\\tc', 'a\nb\tc'],
    ['\\u00e9\\u00E9\\x1B', 'éé\x1b'],
    ['\\ud83d\\udca1', '💡'],
    ['\\/\\"\\\'\\`\\ \\$', '/"\'` $'],
    ['\\\\n', '\\n'],
    ['%41%c3%A9%F0%9F%92%A1', 'Aé💡'],
    ["'a\\n' +\n    'b'", "'a\nb'"],
    ["'a\\n'\u001b[39m +\n  \u001b[32m'b'", "'a\nb'"],
  ])('reads %j as %j', (escaped, plain) => {
    expect(unescaped(escaped)?.text).toBe(plain);
  });

  it.each(['no escape', 'C:\\dir\\kind', '100% of %zz', '%ff%fe', '%c0%80', '%ed%a0%80', '\\u12', '\\x1'])(
    'returns undefined for %j, in which nothing is escaped',
    (text) => {
      expect(unescaped(text)).toBeUndefined();
    },
  );
});

describe('unbroken', () => {
  it('drops all line breaks', () => {
    expect(unbroken('a\r\nb\nc\rd\n')?.text).toBe('abcd');
  });

  it('returns undefined for a line', () => {
    expect(unbroken('a line\n')).toBeUndefined();
    expect(unbroken('a line')).toBeUndefined();
  });
});
