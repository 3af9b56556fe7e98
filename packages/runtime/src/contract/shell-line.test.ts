import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellLine } from './shell-line.js';

const PARTS = [
  'myapp/prod/stripe',
  'arn:aws:kms:eu-west-1:1:key/a',
  '',
  'a b',
  ' ',
  "it's",
  "'",
  '"',
  '$(touch x)',
  '`touch x`',
  '$HOME',
  `\${HOME}`,
  'a;b',
  'a&&b',
  'a|b',
  '<a>',
  '(a)',
  '{a,b}',
  '[a]',
  '*',
  '?',
  '~',
  '~/a',
  '=ls',
  '#a',
  'rds!cluster',
  '!!',
  '\\',
  'a\\',
  '\n',
  'a\nb',
  '\t',
  '%PATH%',
  'größe',
  '😀',
  '\u202e',
];

/** The words that a shell makes of a line. */
function wordsOf(shell: string, line: string): string[] {
  const output = execFileSync(shell, ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], {
    encoding: 'utf8',
  });
  return output.split('\0').slice(0, -1);
}

describe.each(['bash', 'sh'])('Sec-C2: shellLine in %s', (shell) => {
  it.each(PARTS)('keeps %j one word', (part) => {
    const line = shellLine`a --name ${part} file://${part} b ${part}`;
    expect(wordsOf(shell, line)).toEqual(['a', '--name', part, `file://${part}`, 'b', part]);
  });
});

describe('shellLine', () => {
  it('joins a word that begins with a hyphen to its option', () => {
    expect(shellLine`a --name ${'-x'} --other ${'--y z'}`).toBe(`a --name=-x --other='--y z'`);
  });

  it('leaves plain words as they are', () => {
    expect(shellLine`a ${'myapp/prod/stripe'} ${'us-east-1'}`).toBe('a myapp/prod/stripe us-east-1');
  });
});
