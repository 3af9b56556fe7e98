import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, PACKAGES, PUBLISHED, testFilesOf } from './source-files.js';

/** Tests of a whole package rather than of one file. */
const OF_THE_PACKAGE: Readonly<Record<string, readonly string[]>> = {
  runtime: [],
  backend: [
    // Grants in a real backend of Amplify.
    'amplify-backend.test.ts',
  ],
  local: [],
  cli: [
    // docs/cli.md, of all commands.
    'cli-page.policies.test.ts',
    'cli-page.test.ts',
    // Of all commands too.
    'leaks.awaits.test.ts',
    'leaks.signals.test.ts',
    'leaks.test.ts',
    'windows-paths.test.ts',
  ],
};

describe.each(PUBLISHED)('packages/%s', (name) => {
  it('has each test beside the file of the same name', () => {
    const paths = new Set(filesOf(name).map(({ path }) => path));
    const lonely = testFilesOf(name)
      .map(({ path }) => path)
      .filter((path) => !paths.has(sourceOf(path)));
    expect(lonely).toEqual(OF_THE_PACKAGE[name]);
  });
});

describe.each(PACKAGES)('packages/%s', (name) => {
  it('has file names in kebab-case', () => {
    const odd = filesOf(name).filter(({ path }) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z-]+)*\.ts$/.test(path));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

/** `reading/reader.outage.test.ts` tests `reading/reader.ts`. */
function sourceOf(path: string): string {
  const [name = ''] = path.slice(path.lastIndexOf('/') + 1).split('.');
  return join(dirname(path), `${name}.ts`);
}
