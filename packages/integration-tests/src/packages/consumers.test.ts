import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from '../docs-page.test.support.js';
import { repositoryRoot } from '../repository.js';

interface Row {
  readonly name: string;
  readonly manager: string;
  readonly typescript: string;
  readonly node: string;
  readonly tool: string;
}
interface Tool {
  readonly packages: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}
interface Refused {
  readonly row: string;
  readonly what: string;
  readonly words: string;
  readonly instead: string;
}
type Versions = Readonly<Record<string, string>>;

const load = (file: string) => import(pathToFileURL(join(repositoryRoot, 'scripts/consumers', file)).href);
const {
  ROWS,
  TYPESCRIPT,
  NODE,
  MANAGERS,
}: { ROWS: readonly Row[] } & Record<'TYPESCRIPT' | 'NODE' | 'MANAGERS', Versions> = await load('rows.mjs');
const { TOOLS }: { TOOLS: Readonly<Record<string, Tool>> } = await load('tools.mjs');
const { REFUSED }: { REFUSED: readonly Refused[] } = await load('refused.mjs');

const docs = (page: string) => readFileSync(join(repositoryRoot, 'docs', page), 'utf8');
const page = docs('supported-tools.md');

const MANAGER_NAMES: Versions = {
  npm: 'npm',
  pnpm: `pnpm ${MANAGERS.pnpm}`,
  yarn: `Yarn ${MANAGERS['@yarnpkg/cli-dist']}, \`node-modules\``,
  'yarn-pnp': `Yarn ${MANAGERS['@yarnpkg/cli-dist']}, Plug'n'Play`,
};
const TOOL_NAMES: Versions = {
  esbuild: 'esbuild',
  webpack: 'webpack',
  vite: 'Vite',
  tsup: 'tsup',
  vitest: 'Vitest',
  jest: 'Jest, ES modules',
  'jest-commonjs': 'Jest, CommonJS',
};

describe('the consumer matrix', () => {
  it('has each package manager, TypeScript, Node.js and tool, in at most twelve rows', () => {
    const valuesOf = (column: 'manager' | 'typescript' | 'node' | 'tool') =>
      [...new Set(ROWS.map((row) => row[column]))].sort();
    expect(valuesOf('manager')).toEqual(Object.keys(MANAGER_NAMES).sort());
    expect(valuesOf('typescript')).toEqual(Object.keys(TYPESCRIPT).sort());
    expect(valuesOf('node')).toEqual(Object.keys(NODE).sort());
    expect(valuesOf('tool')).toEqual(Object.keys(TOOLS).sort());
    expect(ROWS.length).toBeLessThanOrEqual(12);
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  });

  it('pins every version', () => {
    const versions = [TYPESCRIPT, NODE, MANAGERS, ...Object.values(TOOLS).map(({ packages }) => packages)];
    expect(versions.flatMap((each) => Object.values(each)).filter((each) => !/^\d+\.\d+\.\d+$/.test(each))).toEqual([]);
  });

  it('is the table of docs/supported-tools.md', () => {
    const lines = ROWS.map(({ name, manager, typescript, node, tool }) => {
      const [version] = Object.values(TOOLS[tool]?.packages ?? {});
      const what = `${TOOL_NAMES[tool]?.replace(/^\w+/, `$& ${version}`)}`;
      return `| \`${name}\` | ${MANAGER_NAMES[manager]} | ${TYPESCRIPT[typescript]} | ${NODE[node]} | ${what} |`;
    });
    expect(rowsOf('What is tested')).toEqual(lines);
  });

  it('tries what docs/supported-tools.md says is refused, in the words that it quotes', () => {
    expect(rowsOf('What is refused')).toEqual(
      REFUSED.map(({ what, words, instead }) => `| ${what} | \`${words}\` | ${instead} |`),
    );
    const names = ROWS.map(({ name }) => name);
    expect(REFUSED.filter(({ row }) => !names.includes(row))).toEqual([]);
  });

  it('has the configurations of Jest that docs/testing.md shows', () => {
    const shown = (title: string) => blocksOf(sectionOf(docs('testing.md'), title).text, 'js')[0];
    const [modules, commonJs] = ['jest', 'jest-commonjs'].map((tool) => TOOLS[tool]?.files?.['jest.config.js']);
    expect(shown('Jest with ES modules')).toBe(`// jest.config.js\n${modules}`);
    expect(shown('Jest with CommonJS')).toBe(`// jest.config.js\n${commonJs}`);
  });
});

describe('npm run consumers', () => {
  it('refuses a row that does not exist, and lists those that do', () => {
    const args = ['scripts/consumers.mjs', '--name', 'bun-rspack'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('There is no row "bun-rspack".');
    expect(stderr).toContain(`Rows: ${ROWS[0]?.name}, `);
  });
});

/** The rows of the table in a section, without its head. */
function rowsOf(title: string): readonly string[] {
  const lines = sectionOf(page, title).text.split('\n');
  return lines.filter((line) => line.startsWith('|')).slice(2);
}
