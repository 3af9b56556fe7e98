import { execFile } from 'node:child_process';
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

/** Not with `spawnSync`: the local AWS answers from this process. */
function run(...words: string[]): Promise<{ readonly status: number; readonly output: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1', ...aws.env() };
    const child = execFile(process.execPath, [BIN, ...words], { cwd: project, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
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
});
