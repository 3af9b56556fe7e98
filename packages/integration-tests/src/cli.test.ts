import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Backend, invoke, type LocalAws, startLocalAws, synthesizeEach } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripeWebhook } from './demo/webhooks.js';
import { repositoryRoot } from './repository.js';

const SANDBOX = { type: 'sandbox', namespace: 'amplify-secrets', name: 'cli-test' } as const;
const BRANCH = { type: 'branch', namespace: 'd123abc', name: 'staging' } as const;
const WEBHOOK_SECRET = 'whsec_written_by_amplify_secrets';
const VALUE = `${JSON.stringify({ apiKey: 'rk_test', webhookSecret: WEBHOOK_SECRET })}\n`;
const HAS_AWS_CLI = spawnSync('aws', ['--version']).status === 0;

const open: LocalAws[] = [];
afterAll(async () => {
  for (const aws of open) await aws.close();
});

let backends: readonly [sandbox: Backend, branch: Backend];
beforeAll(async () => {
  backends = await synthesizeEach({ deployments: [SANDBOX, BRANCH], cwd: repositoryRoot });
});

/** A local AWS that a deployment of `amplify/` is deployed to. */
async function deployed(backend: Backend) {
  const aws = await startLocalAws({ backends: [backend] });
  open.push(aws);
  const webhook = () => invoke(backend, 'stripe-webhook', stripeWebhook('/', WEBHOOK_SECRET), { aws });
  return { aws, webhook };
}

describe('what amplify-secrets sets in a sandbox', () => {
  let sandbox: Awaited<ReturnType<typeof deployed>>;
  beforeAll(async () => {
    sandbox = await deployed(backends[0]);
  });

  it('is read by the function that is granted it', async () => {
    const set = await run('amplify-secrets', ['set', 'stripe', '--identifier', SANDBOX.name], sandbox.aws, VALUE);
    expect(set).toMatchObject({ code: 0, stdout: '' });
    expect((await sandbox.webhook()).payload).toMatchObject({ statusCode: 200 });
  });

  it('is shown by npx ampx sandbox secret list and get', async () => {
    const words = ['ampx', 'sandbox', 'secret'];
    const list = await run('npx', [...words, 'list', '--identifier', SANDBOX.name], sandbox.aws);
    expect(list.stdout + list.stderr).toContain('stripe');
    const get = await run('npx', [...words, 'get', 'stripe', '--identifier', SANDBOX.name], sandbox.aws);
    expect(get.stdout + get.stderr).toContain(WEBHOOK_SECRET);
  });

  it('replaces what npx ampx sandbox secret set has set, and is what get reveals', async () => {
    const words = ['ampx', 'sandbox', 'secret', 'set', 'slackSigningSecret', '--identifier', SANDBOX.name];
    expect((await run('npx', words, sandbox.aws, 'of-ampx')).code).toBe(0);
    const get = ['get', 'slackSigningSecret', '--identifier', SANDBOX.name, '--reveal', '--yes'];
    expect((await run('amplify-secrets', get, sandbox.aws)).stdout).toBe('of-ampx');
    const set = ['set', 'slackSigningSecret', '--identifier', SANDBOX.name];
    expect((await run('amplify-secrets', set, sandbox.aws, 'of-us')).code).toBe(0);
    expect((await run('amplify-secrets', get, sandbox.aws)).stdout).toBe('of-us');
  });
});

describe('what amplify-secrets sets on a branch', () => {
  let branch: Awaited<ReturnType<typeof deployed>>;
  beforeAll(async () => {
    branch = await deployed(backends[1]);
    await run('amplify-secrets', ['set', 'stripe', '--branch', BRANCH.name], branch.aws, VALUE);
  });

  it('is read by the function that is granted it', async () => {
    expect((await branch.webhook()).payload).toMatchObject({ statusCode: 200 });
  });

  it.skipIf(!HAS_AWS_CLI)('is what the AWS CLI reads', async () => {
    const words = [
      'secretsmanager',
      'get-secret-value',
      '--secret-id',
      'myapp/staging/stripe',
      '--query',
      'SecretString',
    ];
    const endpoint = ['--endpoint-url', branch.aws.url, '--output', 'text'];
    const { stdout } = await run('aws', [...words, ...endpoint], branch.aws);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(VALUE));
  });
});

async function run(command: string, words: readonly string[], aws: LocalAws, input = '') {
  const [file, ...first] =
    command === 'amplify-secrets' ? [process.execPath, join(repositoryRoot, 'packages/cli/dist/bin.js')] : [command];
  const child = spawn(file, [...first, ...words], {
    cwd: repositoryRoot,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...aws.env(),
      AMPLIFY_DISABLE_TELEMETRY: '1',
      CI: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
