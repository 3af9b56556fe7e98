import { spawnSync } from 'node:child_process';
import { type Backend, invoke, type LocalAws, startLocalAws, synthesizeEach } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripeWebhook } from './demo/webhooks.js';
import { repositoryRoot } from './repository.js';
import { runCommand } from './user-command.test.support.js';

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
    const set = await runCommand(['amplify-secrets', 'set', 'stripe', '--identifier', SANDBOX.name], sandbox, VALUE);
    expect(set).toMatchObject({ code: 0, stdout: '' });
    expect((await sandbox.webhook()).payload).toMatchObject({ statusCode: 200 });
  });

  it('is shown by ampx sandbox secret list and get', async () => {
    const words = ['ampx', 'sandbox', 'secret'];
    const list = await runCommand([...words, 'list', '--identifier', SANDBOX.name], sandbox);
    expect(list.stdout + list.stderr).toContain('stripe');
    const get = await runCommand([...words, 'get', 'stripe', '--identifier', SANDBOX.name], sandbox);
    expect(get.stdout + get.stderr).toContain(WEBHOOK_SECRET);
  });

  it('replaces what ampx sandbox secret set has set, and is what get reveals', async () => {
    const words = ['ampx', 'sandbox', 'secret', 'set', 'slackSigningSecret', '--identifier', SANDBOX.name];
    expect((await runCommand(words, sandbox, 'of-ampx')).code).toBe(0);
    const get = ['get', 'slackSigningSecret', '--identifier', SANDBOX.name, '--reveal', '--yes'];
    expect((await runCommand(['amplify-secrets', ...get], sandbox)).stdout).toBe('of-ampx');
    const set = ['set', 'slackSigningSecret', '--identifier', SANDBOX.name];
    expect((await runCommand(['amplify-secrets', ...set], sandbox, 'of-us')).code).toBe(0);
    expect((await runCommand(['amplify-secrets', ...get], sandbox)).stdout).toBe('of-us');
  });
});

describe('what amplify-secrets sets on a branch', () => {
  let branch: Awaited<ReturnType<typeof deployed>>;
  beforeAll(async () => {
    branch = await deployed(backends[1]);
    await runCommand(['amplify-secrets', 'set', 'stripe', '--branch', BRANCH.name], branch, VALUE);
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
    const { stdout } = await runCommand(['aws', ...words, ...endpoint], branch);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(VALUE));
  });
});
