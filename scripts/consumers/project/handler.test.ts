import { useSecrets } from '@amplify-secrets/runtime/testing';
import { expect, test } from 'test-runner';
import { handler } from './handler.js';

test('answers with what the test gives', async () => {
  const { restore } = useSecrets({ stripe: { apiKey: 'rk_12345', webhookSecret: 'whsec' }, slack: 'xoxb' });
  expect(await handler()).toEqual({ statusCode: 200, body: '8 4' });
  restore();
});
