import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../cli/src/commands/commands.js';
import { productFilesOf } from '../house/source-files.js';
import { parseCommand } from './parse-command.test.support.js';
import { PART, printedStrings, stringsIn } from './printed-strings.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const VERBS = COMMANDS.flatMap(({ spec: { name, alias } }) => (alias === undefined ? [name] : [name, alias]));
const CALL = new RegExp(`amplify-secrets ((?:${VERBS.join('|')})\\b[^\`|;&<>]*)`, 'g');

/** The words of a call in a text: up to the end of its line, its code or its sentence. */
function callsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(CALL)].flatMap(([, call = '']) =>
    call
      .split('\n')
      .slice(0, 1)
      .map((line) => line.split(/,? or | #/)[0]?.replace(/[,.:]$/, '') ?? '')
      .map((line) => [...line.matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word.replace(/^["']|["']$/g, ''))),
  );
}

/** Code of a page: what is between backquotes, and lines of blocks. */
function codeOf(page: string): string {
  const blocks = [...page.matchAll(/^```(?:sh|console)\n([\s\S]*?)^```$/gm)].map(([, block = '']) =>
    block.includes('$ ') ? block.replace(/^[^$].*$/gm, '') : block,
  );
  const spans = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) =>
    span.replace(/\s+/g, ' '),
  );
  return [...blocks, ...spans].join('\n');
}

const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
);
const fromCli = productFilesOf('cli').flatMap((file) => stringsIn({ ...file, path: `cli/${file.path}` }));
const sources = [...printedStrings(), ...fromCli].flatMap(({ file, text }) =>
  callsIn(text.replaceAll(PART, 'x')).map((words) => [file, words] as const),
);

/** Prose may leave the arguments out, and names only the command and its options. */
async function problemOf(words: readonly string[]): Promise<string | undefined> {
  const parsed = await parseCommand(words);
  return typeof parsed !== 'string' || parsed.includes('An argument is missing') ? undefined : parsed;
}

describe('every call of the command line', () => {
  it.each(pages)('parses by its specification in %s', async (name) => {
    for (const words of callsIn(codeOf(readFileSync(`${ROOT}${name}`, 'utf8')))) {
      expect([words, await problemOf(words)]).toEqual([words, undefined]);
    }
  });

  it.each(COMMANDS.map(({ spec }) => [spec.name, spec.examples] as const))(
    'parses by its specification in the examples of %s',
    async (name, examples) => {
      for (const words of examples.flatMap(callsIn)) {
        expect([words, await parseCommand(words)]).toEqual([words, expect.objectContaining({ verb: name })]);
      }
    },
  );

  it('parses by its specification in the strings of the sources', async () => {
    expect(sources.length).toBeGreaterThan(0);
    for (const [file, words] of sources) {
      expect([file, words, await problemOf(words)]).toEqual([file, words, undefined]);
    }
  });

  it('is refused where an option or an argument is not there', async () => {
    expect(await parseCommand(['set', 'stripe', '--enviroment', 'prod'])).toContain('CommandUsageError');
    expect(await parseCommand(['restore'])).toContain('CommandUsageError');
  });
});
