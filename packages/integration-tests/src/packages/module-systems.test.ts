import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';
import { type PackedProjects, packedProjects, runNode } from './packed-project.test.support.js';

const PUBLISHED = ['runtime', 'backend', 'local'] as const;

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly typesVersions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(repositoryRoot, 'packages', name, 'package.json'), 'utf8'));

/** The entries that have types: `['@amplify-secrets/runtime', './dist/index.d.ts']`. */
const entriesOf = (name: string) =>
  Object.entries(manifestOf(name).exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [[path.replace('.', `@amplify-secrets/${name}`), target] as const],
  );

/** Every entry but `./sdk`, whose peers a project may lack. */
const ENTRIES = PUBLISHED.flatMap((name) => entriesOf(name).map(([entry]) => entry)).filter((e) => !e.endsWith('/sdk'));

/** CDK's types take the compiler ten seconds, so the matrix is without them. */
const WITHOUT_CDK = ENTRIES.filter((entry) => !entry.startsWith('@amplify-secrets/backend'));

const useOf = (
  entries: readonly string[],
) => `import { defineSecrets, getSecret, jsonSecret } from '@amplify-secrets/runtime';
${entries.map((entry, index) => `import * as entry${index} from '${entry}';`).join('\n')}
export const secrets = defineSecrets({
  app: 'shop',
  environments: { dev: '*' },
  secrets: { stripe: jsonSecret(['apiKey']) },
});
export const charge = async (): Promise<number> => (await getSecret(secrets.stripe)).apiKey.length;
const entries = [${entries.map((_, index) => `entry${index}`).join(', ')}];
console.log(entries.filter((entry) => Object.keys(entry).length > 0).length, 'entries');
`;

let projects: PackedProjects;
beforeAll(() => {
  projects = packedProjects();
});
afterAll(() => projects.remove());

let count = 0;
/** A CommonJS project of a user, compiled with these options. */
function compile(source: string, version: '5.9' | '6.0', options: Readonly<Record<string, unknown>>) {
  const project = projects.write(`commonjs-${++count}`, {
    'package.json': '{ "private": true }',
    'src/index.ts': source,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'ES2020',
        strict: true,
        skipLibCheck: true,
        rootDir: 'src',
        outDir: 'dist',
        types: ['node'],
        ...options,
      },
      include: ['src'],
    }),
  });
  const folder = version === '5.9' ? '../node_modules/typescript-5.9' : '../node_modules/typescript';
  return { project, ...runNode(project, [join(folder, 'bin/tsc'), '-p', '.']) };
}

describe('R06: the packed packages in a CommonJS package', () => {
  it.each([
    ['5.9', { module: 'NodeNext' }],
    ['5.9', { module: 'Node20' }],
    ['5.9', { module: 'CommonJS', moduleResolution: 'Node10' }],
    ['6.0', { module: 'NodeNext' }],
    ['6.0', { module: 'CommonJS', moduleResolution: 'Bundler' }],
    ['6.0', { module: 'CommonJS', moduleResolution: 'Node10', ignoreDeprecations: '6.0' }],
  ] as const)('compile with TypeScript %s and %j, and run', (version, options) => {
    const { project, status, output } = compile(useOf(WITHOUT_CDK), version, options);
    expect(output).toBe('');
    expect(status).toBe(0);
    expect(runNode(project, ['dist/index.js'])).toEqual({ status: 0, output: `${WITHOUT_CDK.length} entries\n` });
  });

  it('compile with CDK beside them, and run', () => {
    const options = { module: 'CommonJS', moduleResolution: 'Node10' };
    const { project, output } = compile(useOf(ENTRIES), '5.9', options);
    expect(output).toBe('');
    expect(runNode(project, ['dist/index.js'])).toEqual({ status: 0, output: `${ENTRIES.length} entries\n` });
  });

  it('are refused with Node16, and load as the page says', () => {
    const refused = compile("import { getSecret } from '@amplify-secrets/runtime'; getSecret;", '5.9', {
      module: 'Node16',
    });
    expect(refused.output).toMatch(/error TS1479: .*"@amplify-secrets\/runtime"/);
    const dynamic = "import('@amplify-secrets/runtime').then((m) => console.log(typeof m.getSecret));";
    const { project, output } = compile(dynamic, '5.9', { module: 'Node16' });
    expect(output).toBe('');
    expect(runNode(project, ['dist/index.js'])).toEqual({ status: 0, output: 'function\n' });
  });

  it.each(['5.9', '6.0'] as const)('have types that TypeScript %s checks with the library of ES2020', (version) => {
    expect(compile(useOf(WITHOUT_CDK), version, { module: 'NodeNext', skipLibCheck: false }).output).toBe('');
  });

  it('are one copy, required and imported', () => {
    const project = projects.write('one-copy', {
      'package.json': '{ "private": true }',
      'index.js': `const required = require('@amplify-secrets/runtime');
import('@amplify-secrets/runtime').then((imported) => console.log(imported.getSecret === required.getSecret));`,
    });
    expect(runNode(project, ['index.js']).output).toBe('true\n');
  });
});

describe.each(PUBLISHED)('R06: packages/%s/package.json', (name) => {
  const { main, types, typesVersions } = manifestOf(name);

  it('names for node10 the types that its exports name', () => {
    const [[, first] = [], ...others] = entriesOf(name);
    expect({ main, types }).toEqual({ main: './dist/index.js', types: first?.types });
    expect(typesVersions).toEqual({
      '*': Object.fromEntries(
        others.map(([entry, target]) => [entry.slice(`@amplify-secrets/${name}/`.length), [target.types]]),
      ),
    });
  });
});
