import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from '../docs-page.test.support.js';
import { repositoryRoot } from '../repository.js';
import { type Outcome, type PackedProjects, packedProjects, runNode } from './packed-project.test.support.js';

const page = readFileSync(join(repositoryRoot, 'docs/testing.md'), 'utf8');
const configsOf = (title: string) => blocksOf(sectionOf(page, title).text, 'js');

const [esm = ''] = configsOf('Jest with ES modules');
const [commonJs = '', babel = ''] = configsOf('Jest with CommonJS');
const [jsdom = ''] = configsOf('Jest with jsdom');
const [fakedGlobally = ''] = configsOf('Fake timers');

const MODULE = '{ "private": true, "type": "module" }';
const COMMON_JS = '{ "private": true }';

const SECRETS = `import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'shop',
  environments: { dev: '*' },
  secrets: { stripe: jsonSecret(['apiKey']), slackSigningSecret: textSecret() },
});
`;
const CHARGE = `import { getSecret, getSecrets } from '@amplify-secrets/runtime';
import { secrets } from './secrets.js';
export const charge = async () => (await getSecret(secrets.stripe)).apiKey;
export const both = async () => {
  const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
  return stripe.apiKey + slack;
};
`;
/** A test of a user's, in the words of any runner. */
const testOf = (imports: string, fakeTimers: string, realTimers: string) => `${imports}
import { SecretsError } from '@amplify-secrets/runtime/contract';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import { both, charge } from '../src/charge.js';

test('reads what useSecrets gives', async () => {
  const { restore } = useSecrets({ stripe: { apiKey: 'rk_' }, slackSigningSecret: 'slack' });
  equal(await charge(), 'rk_');
  equal(await both(), 'rk_slack');
  restore();
});
test('reads under fake timers', async () => {
  const { restore } = useSecrets({ stripe: { apiKey: 'rk_' }, slackSigningSecret: 'slack' });
  ${fakeTimers}
  equal(await charge(), 'rk_');
  equal(await both(), 'rk_slack');
  ${realTimers}
  restore();
}, 5000);
test('rejects for a secret that the test does not give', async () => {
  const { restore } = useSecrets({});
  let error;
  await charge().catch((e) => { error = e; });
  equal(error instanceof SecretsError, true);
  equal(error?.name, 'SecretNotFoundError');
  restore();
});
`;
const EQUAL = 'const equal = (a, b) => expect(a).toBe(b);';
const jestTest = testOf(
  `import { expect, jest, test } from '@jest/globals';\n${EQUAL}`,
  'jest.useFakeTimers();',
  'jest.useRealTimers();',
);
const tsOf = (source: string) =>
  source.replace('(a, b)', '(a: unknown, b: unknown)').replace('let error;', 'let error: Error | undefined;');

const typescript = (options: object) =>
  JSON.stringify({ compilerOptions: { target: 'ES2020', strict: true, types: ['node'], ...options } });
const inTypeScript = {
  'src/secrets.ts': SECRETS,
  'src/charge.ts': CHARGE,
  'test/charge.test.ts': tsOf(jestTest),
};
const inJavaScript = { 'src/secrets.js': SECRETS, 'src/charge.js': CHARGE, 'test/charge.test.js': jestTest };
const BABEL = "module.exports = { plugins: ['@babel/plugin-transform-modules-commonjs'] };";

let projects: PackedProjects;
beforeAll(() => {
  projects = packedProjects();
});
afterAll(() => projects.remove());

const jest = (project: string, env: Readonly<Record<string, string>> = {}): Outcome =>
  runNode(project, [join(repositoryRoot, 'node_modules/jest/bin/jest.js'), '--cacheDirectory', '../jest-cache'], env);
const passed = { status: 0, output: expect.stringMatching(/Tests: +3 passed, 3 total/) };

describe('F03, R06: the packed packages in Jest', () => {
  it('work with ES modules and ts-jest', () => {
    const project = projects.write('jest-esm', {
      'package.json': MODULE,
      'jest.config.js': esm,
      'tsconfig.json': typescript({ module: 'NodeNext', isolatedModules: true }),
      ...inTypeScript,
    });
    expect(jest(project, { NODE_OPTIONS: '--experimental-vm-modules' })).toEqual(passed);
  });

  it('work with CommonJS and ts-jest', () => {
    const project = projects.write('jest-ts', {
      'package.json': COMMON_JS,
      'jest.config.js': commonJs,
      'tsconfig.json': typescript({ module: 'NodeNext', allowJs: true, isolatedModules: true, rootDir: '.' }),
      ...inTypeScript,
    });
    expect(jest(project)).toEqual(passed);
  });

  it('work with CommonJS and babel-jest', () => {
    const project = projects.write('jest-babel', {
      'package.json': COMMON_JS,
      'jest.config.js': babel,
      'babel.config.js': BABEL,
      ...inJavaScript,
    });
    expect(jest(project)).toEqual(passed);
  });

  it('work with CommonJS when pnpm has installed them', () => {
    const project = projects.write('jest-pnpm', {
      'package.json': COMMON_JS,
      'jest.config.js': babel,
      'babel.config.js': BABEL,
      ...inJavaScript,
    });
    projects.installAsPnpm(project);
    expect(jest(project)).toEqual(passed);
  });

  it('are refused by its defaults, in the words that the page quotes', () => {
    const project = projects.write('jest-default', {
      'package.json': COMMON_JS,
      'babel.config.js': BABEL,
      ...inJavaScript,
    });
    const { status, output } = jest(project);
    expect(status).toBe(1);
    expect(page).toContain(/Must use import to load ES Module|Unexpected token 'export'/.exec(output)?.[0]);
  });

  it('work in jsdom, which refuses them without the condition', () => {
    const files = { 'package.json': COMMON_JS, 'babel.config.js': BABEL, ...inJavaScript };
    const project = projects.write('jest-jsdom', { ...files, 'jest.config.js': jsdom });
    expect(jest(project)).toEqual(passed);

    const without = jsdom.replace(/^ *testEnvironmentOptions.*$/m, '');
    const { status, output } = jest(projects.write('jest-jsdom-default', { ...files, 'jest.config.js': without }));
    expect(status).toBe(1);
    const [message = 'no message'] = /Cannot find module '[^']+'/.exec(output) ?? [];
    expect(page.replace(/\s+/g, ' ')).toContain(message);

    const perFile = { 'test/charge.test.js': `/** @jest-environment node */\n${jestTest}`, 'jest.config.js': without };
    expect(jest(projects.write('jest-jsdom-file', { ...files, ...perFile }))).toEqual(passed);
  });

  it('work under fake timers that are on before they are imported', () => {
    const files = { 'package.json': COMMON_JS, 'babel.config.js': BABEL, ...inJavaScript };
    const project = projects.write('jest-timers', {
      ...files,
      'jest.config.js': fakedGlobally,
      'test/charge.test.js': jestTest.replace(/jest\.use(Fake|Real)Timers\(\);/g, ''),
    });
    expect(jest(project)).toEqual(passed);
  });
});

describe('F03: the packed packages in Vitest', () => {
  it.each(['', "{ toFake: ['setTimeout', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] }"])(
    'work without a setting, under vi.useFakeTimers(%s)',
    (toFake) => {
      const project = projects.write('vitest', {
        'package.json': MODULE,
        'src/secrets.ts': SECRETS,
        'src/charge.ts': CHARGE,
        'test/charge.test.ts': tsOf(
          testOf(
            `import { expect, test, vi } from 'vitest';\n${EQUAL}`,
            `vi.useFakeTimers(${toFake});`,
            'vi.useRealTimers();',
          ),
        ),
      });
      const { status, output } = runNode(project, [join(repositoryRoot, 'node_modules/vitest/vitest.mjs'), 'run']);
      expect(output).toMatch(/Tests +3 passed \(3\)/);
      expect(status).toBe(0);
    },
  );
});

describe('F03: the packed packages in node:test', () => {
  const test = testOf(
    "import { equal } from 'node:assert/strict';\nimport { mock, test } from 'node:test';",
    'mock.timers.enable();',
    'mock.timers.reset();',
  );

  it('work in ES modules', () => {
    const project = projects.write('node-test', {
      'package.json': MODULE,
      ...inJavaScript,
      'test/charge.test.js': test,
    });
    const { status, output } = runNode(project, ['--test', 'test/']);
    expect(output).toMatch(/pass 3\b/);
    expect(status).toBe(0);
  });

  it('work in CommonJS', () => {
    const required = (source: string) =>
      source
        .replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = require($2);')
        .replace(/^export const (\w+)/gm, 'const $1 = exports.$1');
    const project = projects.write('node-test-cjs', {
      'package.json': COMMON_JS,
      'src/secrets.js': required(SECRETS),
      'src/charge.js': required(CHARGE),
      'test/charge.test.js': required(test),
    });
    const { status, output } = runNode(project, ['--test', 'test/']);
    expect(output).toMatch(/pass 3\b/);
    expect(status).toBe(0);
  });
});
