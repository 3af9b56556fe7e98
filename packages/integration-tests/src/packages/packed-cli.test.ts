import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackedProjects, packedProjects } from './packed-project.test.support.js';

const DECLARATION = `import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main' },
  secrets: { stripe: jsonSecret(['apiKey']), slack: textSecret() },
});
`;
const BIN = '../node_modules/@amplify-secrets/cli/dist/bin.js';

let projects: PackedProjects;
let project: string;
let aws: LocalAws;
beforeAll(async () => {
  projects = packedProjects();
  project = projects.write('shop', {
    'package.json': '{ "name": "shop", "type": "module", "private": true }',
    'amplify/package.json': '{ "type": "module" }',
    'amplify/secrets/resource.ts': DECLARATION,
  });
  aws = await startLocalAws();
  aws.secrets.put('shop/prod/stripe', '{"apiKey":"rk_canary_of_the_packed_cli"}');
});
afterAll(async () => {
  projects.remove();
  await aws.close();
});

function run(...words: string[]) {
  return runWith('', ...words);
}

/** Not with `spawnSync`: the local AWS answers from this process. */
function runWith(input: string, ...words: string[]): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1', ...aws.env() };
    const child = execFile(process.execPath, [BIN, ...words], { cwd: project, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

describe('the packed command line, in a project of its own', () => {
  it('prints its version and its commands', async () => {
    expect(await run('--version')).toMatchObject({ status: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect((await run('--help')).output).toMatch(/\blist\b[\s\S]*\bset\b/);
  });

  it('finds the declaration, and ends with 3 where a secret is missing', async () => {
    const { status, output } = await run('check', '--env', 'prod');
    expect(output).toContain('slack');
    expect(status).toBe(3);
  });

  it('shows a value masked', async () => {
    const { status, output } = await run('get', 'stripe', '--env', 'prod');
    expect(status).toBe(0);
    expect(output).toContain('apiKey');
    expect(output).not.toContain('canary_of_the_packed');
  });

  it('sets a value from standard input, which a command then has as a variable, redacted in its output', async () => {
    const place = ['--env', 'prod', '--confirm', 'prod'];
    const set = await runWith('xoxb_canary_of_the_packed_cli\n', 'set', 'slack', '-', ...place);
    expect(set).toMatchObject({ status: 0, output: expect.stringContaining('was created') });
    const code = 'console.log(process.version, process.env.SLACK.length, process.env.SLACK); process.exitCode = 7';
    const { status, output } = await run('run', ...place, '--', process.execPath, '-e', code);
    expect(status).toBe(7);
    expect(output).toBe(`${process.version} 29 [redacted by amplify-secrets]\n`);
  });

  it('writes a file of variables that Node.js reads', async () => {
    const { status } = await run('export', '.env.packed', '--env', 'prod', '--confirm', 'prod');
    expect(status).toBe(0);
    const variables = parseEnv(readFileSync(join(project, '.env.packed'), 'utf8'));
    expect(variables).toEqual({
      STRIPE_API_KEY: 'rk_canary_of_the_packed_cli',
      SLACK: 'xoxb_canary_of_the_packed_cli',
    });
  });
});
