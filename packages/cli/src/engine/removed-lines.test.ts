import { describe, expect, it } from 'vitest';
import { dotenvLines } from './dotenv-lines.js';
import { removedLines } from './removed-lines.js';

describe('removedLines', () => {
  it('removes a file of which nothing else is left', () => {
    expect(removedLines('.env', dotenvLines('# a\nA=1\nB=2\n'), ['A', 'B'])).toEqual({
      left: [],
      unread: [],
      command: 'rm .env',
    });
  });

  it('keeps a file with lines that were not read, and what goes on in them', () => {
    expect(removedLines('.env', dotenvLines('A=1\n\nword\n'), ['A'])).toEqual({
      left: [],
      unread: [3],
      command: '(umask 077; sed 1d .env > .env.rest && mv .env.rest .env)',
    });
    expect(removedLines('.env', dotenvLines('A=1\nword\n\nA=2\n'), ['A'])).toEqual({
      left: ['A'],
      unread: [2],
      command: '(umask 077; sed 4d .env > .env.rest && mv .env.rest .env)',
    });
  });
});
