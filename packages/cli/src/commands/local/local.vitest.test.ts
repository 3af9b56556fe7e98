import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { backendProject, backendWith, startLocal } from './local.test.support.js';

vi.setConfig({ testTimeout: 240_000 });

const { folder, write } = backendProject(backendWith('grantSecretRead(backend.stripeWebhook, secrets.stripe);'));
const CANARY = 'xoxb-canary-41cd09';

// In the project, where a developer would have it.
const TEST = `
import { getSecret } from '@amplify-secrets/runtime';
import { expect, it } from 'vitest';
import { secrets } from './amplify/secrets/resource.js';

it('reads the token', async () => {
  expect((await getSecret(secrets.slackToken)).length).toBe(${CANARY.length});
});
`;

describe('amplify-secrets local with vitest', () => {
  it('runs the tests with the permissions of the function, and again with those of a backend that was changed meanwhile', async () => {
    write('seeds.json', JSON.stringify({ slackToken: CANARY }));
    write('shop.test.ts', TEST);
    const vitest = [process.execPath, join(folder, 'node_modules/vitest/vitest.mjs'), '--watch', '--no-color'];
    const words = ['--branch', 'main', '--as', 'stripe-webhook', '--seed', 'seeds.json', '--', ...vitest];
    const local = startLocal(folder, words);
    await local.says(/Tests +1 failed/);
    expect(local.stdout() + local.stderr()).toContain('SecretAccessDeniedError: Secret "shop/prod/slack-token"');
    const from = local.stderr().length;
    write('amplify/backend.ts', backendWith('grantSecretRead(backend.stripeWebhook, secrets.slackToken);'));
    await local.says('is deployed again.', from);
    // As the developer saves the test: vitest runs it in the process that it has.
    write('shop.test.ts', `${TEST}\n`);
    await local.says(/Tests +1 passed/);
    expect(local.stderr()).toMatch(/denied +stripe-webhook [\s\S]*allowed +stripe-webhook /);
    expect(local.stdout() + local.stderr()).not.toContain(CANARY);
    local.child.kill('SIGTERM');
    await local.ended;
  });
});
