import { describe, expect, it } from 'vitest';
import { testAws } from '../aws.test.support.js';
import { secretVariables, variableName } from './secret-variables.js';
import { secrets, targetWith } from './target.test.support.js';

const { aws, admin } = testAws();
const whole = (reference: (typeof secrets)[keyof typeof secrets]) => ({ reference, field: undefined });

describe('variableName', () => {
  it.each([
    ['stripe.apiKey', 'STRIPE_API_KEY'],
    ['slackToken', 'SLACK_TOKEN'],
    ['github-acme.APIKey', 'GITHUB_ACME_API_KEY'],
    ['2fa', '_2FA'],
  ])('makes of %s the variable %s', (from, name) => {
    expect(variableName(from)).toBe(name);
  });
});

describe('secretVariables', () => {
  it('passes a secret that has a name of its own as it is stored', async () => {
    const { place, store } = targetWith(admin(), secrets.settings, { env: 'staging' });
    aws().secrets.put('shop/staging/settings', '{"a":1,"b":{"c":true}}');
    expect(await secretVariables([whole(secrets.settings)], place, store)).toEqual([
      { name: 'SETTINGS_A', value: '1', from: 'settings.a' },
      { name: 'SETTINGS_B', value: '{"c":true}', from: 'settings.b' },
    ]);
    expect(await secretVariables([whole(secrets.settings)], place, store, { settings: 'ALL' })).toEqual([
      { name: 'ALL', value: '{"a":1,"b":{"c":true}}', from: 'settings' },
    ]);
  });

  it('refuses two values under one name, and a value that no variable can have', async () => {
    const { place, store } = targetWith(admin(), secrets.settings, { env: 'staging' });
    const refusal = { name: 'VariableInvalidError', message: expect.not.stringContaining('canary') };
    aws().secrets.put('shop/staging/settings', '{"apiKey":"canary","api_key":"canary"}');
    await expect(secretVariables([whole(secrets.settings)], place, store)).rejects.toMatchObject(refusal);
    aws().secrets.put('shop/staging/settings', '{"a":"canary\\u0000"}');
    await expect(secretVariables([whole(secrets.settings)], place, store)).rejects.toMatchObject(refusal);
  });

  it.each(['PATH', 'NODE_OPTIONS', 'LD_PRELOAD', 'GIT_SSH_COMMAND'])(
    'refuses the name %s, which decides what programs do',
    async (name) => {
      const { place, store } = targetWith(admin(), secrets.slackToken, { env: 'staging' });
      aws().secrets.put('shop/staging/slack-token', 'canary');
      await expect(
        secretVariables([whole(secrets.slackToken)], place, store, { slackToken: name }),
      ).rejects.toMatchObject({
        name: 'VariableInvalidError',
        message: `"slackToken" would be the variable ${name}, which decides how programs are found, or what they load.`,
      });
    },
  );

  it('refuses a value without a field that is declared', async () => {
    const { place, store } = targetWith(admin(), secrets.stripe, { env: 'staging' });
    aws().secrets.put('shop/staging/stripe', '{"apiKey":"canary"}');
    await expect(secretVariables([whole(secrets.stripe)], place, store)).rejects.toMatchObject({
      name: 'SecretNotFoundError',
      message: 'staging has no value of stripe.webhookSecret.',
      exitCode: 3,
    });
  });
});
