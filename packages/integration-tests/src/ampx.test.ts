import { type Backend, invoke, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripeWebhook } from './demo/webhooks.js';
import { repositoryRoot } from './repository.js';
import { type CommandResult, runCommand } from './user-command.test.support.js';

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
  it('are read by the function after ampx sandbox secret set', async () => {
    const set = await ampx(
      ['secret', 'set', 'stripe'],
      JSON.stringify({ apiKey: 'rk_test', webhookSecret: WEBHOOK_SECRET }),
    );
    expect(set).toMatchObject({ code: 0 });

    const { payload } = await invoke(backend, 'stripe-webhook', stripeWebhook('/', WEBHOOK_SECRET), { aws });
    expect(payload).toMatchObject({ statusCode: 200, body: '{"received":"checkout.session.completed"}' });
  });

  it('are shown by ampx sandbox secret list and get', async () => {
    expect((await ampx(['secret', 'list'])).output).toContain('stripe');
    expect((await ampx(['secret', 'get', 'stripe'])).output).toContain(WEBHOOK_SECRET);
  });

  it('are gone after ampx sandbox secret remove, and the function says how to set them', async () => {
    expect(await ampx(['secret', 'remove', 'stripe'])).toMatchObject({ code: 0 });
    aws.containers.stop();
    const { error } = await invoke(backend, 'stripe-webhook', stripeWebhook('/', WEBHOOK_SECRET), { aws });
    expect(error).toMatchObject({ errorType: 'SecretNotFoundError' });
    expect(error?.errorMessage).toContain('stripe');
    expect(JSON.stringify(error)).not.toContain(WEBHOOK_SECRET);
  });
});

/** Runs `ampx sandbox …` against the local AWS, with `input` on standard input. */
function ampx(args: readonly string[], input = ''): Promise<CommandResult> {
  return runCommand(['ampx', 'sandbox', ...args, '--identifier', SANDBOX.name], { aws }, input);
}
