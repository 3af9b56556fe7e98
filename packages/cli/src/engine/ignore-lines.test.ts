import { describe, expect, it } from 'vitest';
import { withIgnoreLines } from './ignore-lines.js';

const ALL = '# amplify-secrets\n.amplify\n.env.local\n.env.*.local\n';

describe('withIgnoreLines', () => {
  it.each([
    ['no file', undefined, ALL],
    ['an empty file', '', ALL],
    ['a file without an end of line', 'node_modules', `node_modules\n\n${ALL}`],
    ['a file that has one', '/.amplify/\n', '/.amplify/\n\n# amplify-secrets\n.env.local\n.env.*.local\n'],
    ['patterns that match them', '**/.amplify\n.env*\n', '**/.amplify\n.env*\n'],
    [
      'a later exception',
      '.env*\n.amplify\n!.env.local\n',
      '.env*\n.amplify\n!.env.local\n\n# amplify-secrets\n.env.local\n',
    ],
    ['a comment', `# .env*\n.amplify\n`, '# .env*\n.amplify\n\n# amplify-secrets\n.env.local\n.env.*.local\n'],
    ['CRLF', 'a\r\n', `a\r\n\r\n${ALL.replaceAll('\n', '\r\n')}`],
  ])('adds what is missing to %s, once', (_what, before, after) => {
    expect(withIgnoreLines(before)).toBe(after);
    expect(withIgnoreLines(after)).toBe(after);
  });

  it('adds nothing that a folder above ignores', () => {
    expect(withIgnoreLines('dist\n', ['.amplify\n', '.env*.local\n'])).toBe('dist\n');
  });
});
