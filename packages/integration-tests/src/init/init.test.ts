import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Backend, can, invoke, type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, SANDBOX, synthesizeAll } from '../migrating.test.support.js';
import { repositoryRoot } from '../repository.js';
import { typeErrors } from '../user-project.test.support.js';
import { PROJECTS, type ProjectBefore } from './projects.js';

const BIN = join(repositoryRoot, 'packages/cli/dist/bin.js');
const home = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-init-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const TEMPLATE = 'the template of create-amplify';

const cases = Object.entries<ProjectBefore>(PROJECTS).map(([name, before], index) => {
  const folder = join(home, String(index));
  return { name, before, folder, app: join(folder, before.app) };
});

function init(folder: string, words: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'init', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  return { code: status, stdout, stderr };
}

beforeAll(() => {
  for (const { before, folder } of cases) {
    for (const [path, content] of Object.entries(before.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
  }
});

describe.each(cases)('amplify-secrets init in $name', ({ before, folder, app }) => {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  it('shows a diff first, writes it, and does nothing the second time', () => {
    const shown = init(folder);
    expect([shown.code, shown.stdout]).toEqual([4, expect.stringContaining('+++ b/amplify/secrets/resource.ts')]);
    for (const [path, content] of Object.entries(before.files)) expect(read(path)).toBe(content);
    const written = init(folder, ['--yes']);
    expect([written.code, written.stdout]).toEqual([0, shown.stdout]);
    const after = execFileSync('git', ['hash-object', ...changedIn(shown.stdout)], { cwd: app, encoding: 'utf8' });
    expect(init(folder, ['--yes'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('Nothing to do'),
    });
    expect(execFileSync('git', ['hash-object', ...changedIn(shown.stdout)], { cwd: app, encoding: 'utf8' })).toBe(
      after,
    );
  });

  it('keeps every line that was there, byte for byte, but for what it extends', () => {
    for (const [path, content] of Object.entries(before.files)) {
      const lines = read(path).split('\n');
      const lost = content.split('\n').filter((line) => !lines.includes(line));
      // `const backend = ` before the call, or a comma after what was last.
      expect(lost.filter((line) => !lines.some((each) => each.includes(line.replace(/\r$/, ''))))).toEqual([]);
      const breaks = (text: string) => /\r\n/.test(text) && /[^\r]\n/.test(text);
      expect(breaks(read(path))).toBe(false);
    }
  });

  it('leaves a project that compiles', () => {
    expect(typeErrors(join(app, before.compiled))).toBe('');
  });
});

describe('what amplify-secrets init has written', () => {
  let backends: Readonly<Record<string, Backend>> = {};
  beforeAll(async () => {
    for (const { folder } of cases) init(folder, ['--yes']);
    backends = await synthesizeAll(
      Object.fromEntries(
        cases.flatMap(({ name, app }) => {
          const sandbox = name === TEMPLATE ? [['a sandbox', { cwd: app, deployment: SANDBOX }] as const] : [];
          return [[name, { cwd: app, deployment: MAIN }] as const, ...sandbox];
        }),
      ),
    );
  }, 600_000);

  it.each(cases)('grants one secret to one function of $name', ({ name, before }) => {
    const backend = backends[name];
    if (backend === undefined) throw new Error(`${name} is synthesised.`);
    const effect = (secret: string) =>
      can(
        backend,
        before.reads.function,
        'secretsmanager:GetSecretValue',
        `arn:aws:secretsmanager:us-east-1:123456789012:secret:${secret}-a1B2c3`,
      ).effect;
    expect(effect(before.reads.secret)).toBe('allow');
    expect(effect(`other-${before.reads.secret}`)).not.toBe('allow');
  });

  it.each([
    ['branch main', TEMPLATE, (aws: LocalAws) => aws.secrets.put('my-app/prod/example-api-key', 'a value')],
    [
      'a sandbox',
      'a sandbox',
      (aws: LocalAws) => aws.parameters.put(`${parameterFolders(SANDBOX)[0]}/exampleApiKey`, 'a value'),
    ],
  ])('reads the secret of %s in the function of the template', async (_, name, put) => {
    const backend = backends[name];
    if (backend === undefined) throw new Error(`${name} is synthesised.`);
    const aws = await startLocalAws({ backends: [backend] });
    try {
      put(aws);
      const { payload } = await invoke(backend, 'read-secret', {}, { aws });
      expect(payload).toEqual({ statusCode: 200, isRead: true });
    } finally {
      await aws.close();
    }
  });
});

describe('amplify-secrets init in the project of this repository, which has the kit', () => {
  it('does nothing', () => {
    expect(init(repositoryRoot)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Nothing to do: amplify/secrets/resource.ts declares the secrets of this project.\n',
    });
  });
});

/** The files of a diff. */
function changedIn(diff: string): readonly string[] {
  return [...diff.matchAll(/^\+\+\+ b\/(.*)$/gm)].flatMap(([, path]) => path ?? []);
}
