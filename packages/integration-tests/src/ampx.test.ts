import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type Backend, invoke, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripeWebhook } from './demo/webhooks.js';
import { repositoryRoot } from './repository.js';

const SANDBOX = { type: 'sandbox', namespace: 'amplify-secrets', name: 'ampx-test' } as const;
const WEBHOOK_SECRET = 'whsec_written_by_ampx';

let aws: LocalAws;
let backend: Backend;

beforeAll(async () => {
  backend = await synthesize({ entry: 'amplify/backend.ts', deployment: SANDBOX, cwd: repositoryRoot });
  aws = await startLocalAws({ backends: [backend] });
});
afterAll(() => aws?.close());

describe('the secrets of a sandbox', () => {
  it('are read by the function after npx ampx sandbox secret set', async () => {
    const set = await ampx(
      ['secret', 'set', 'stripe'],
      JSON.stringify({ apiKey: 'rk_test', webhookSecret: WEBHOOK_SECRET }),
    );
    expect(set).toMatchObject({ code: 0 });

    const { payload } = await invoke(backend, 'stripe-webhook', stripeWebhook('/', WEBHOOK_SECRET), { aws });
    expect(payload).toMatchObject({ statusCode: 200, body: '{"received":"checkout.session.completed"}' });
  });

  it('are shown by npx ampx sandbox secret list and get', async () => {
    expect((await ampx(['secret', 'list'])).output).toContain('stripe');
    expect((await ampx(['secret', 'get', 'stripe'])).output).toContain(WEBHOOK_SECRET);
  });

  it('are gone after npx ampx sandbox secret remove, and the function says how to set them', async () => {
    expect(await ampx(['secret', 'remove', 'stripe'])).toMatchObject({ code: 0 });
    aws.containers.stop();
    const { error } = await invoke(backend, 'stripe-webhook', stripeWebhook('/', WEBHOOK_SECRET), { aws });
    expect(error).toMatchObject({ errorType: 'SecretNotFoundError' });
    expect(error?.errorMessage).toContain('stripe');
    expect(JSON.stringify(error)).not.toContain(WEBHOOK_SECRET);
  });
});

/** Runs `npx ampx sandbox …` against the local AWS, with `input` on standard input. */
async function ampx(args: readonly string[], input = ''): Promise<{ code: number | null; output: string }> {
  const child = spawn('npx', ['ampx', 'sandbox', ...args, '--identifier', SANDBOX.name], {
    cwd: repositoryRoot,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...aws.env(),
      AWS_EC2_METADATA_DISABLED: 'true',
      AMPLIFY_DISABLE_TELEMETRY: '1',
      CI: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, output: `${stdout}${stderr}` };
}
