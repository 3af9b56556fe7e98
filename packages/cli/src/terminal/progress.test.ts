import { startLocalAws } from '@amplify-secrets/local';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { openHoldingFront } from '../holding-front.test.support.js';
import { leakScene, VERBS, WITHOUT_AWS } from '../leaks.test.support.js';
import { HAS_PTY, runOnTerminal } from '../pseudo-terminal.test.support.js';
import { runCli } from '../run-cli.test.support.js';

const SLOW_MS = 3_000;
const scene = leakScene(() => ({}));

describe.skipIf(!HAS_PTY)('a command that waits for AWS for three seconds a call', { timeout: 300_000 }, () => {
  // They do little but wait.
  it.concurrent.for(Object.keys(VERBS).filter((verb) => !WITHOUT_AWS.includes(verb)))(
    'says what it waits for, and takes the line away again: %s',
    async (verb, { expect }) => {
      const aws = await startLocalAws();
      for (const environment of ['staging', 'dev']) {
        for (const value of ['old-value-1', 'new-value-2']) {
          aws.secrets.put(`shop/${environment}/stripe`, JSON.stringify({ apiKey: value, webhookSecret: value }));
          aws.secrets.put(`shop/${environment}/slack-token`, value);
          aws.secrets.put(`shop/${environment}/keystore`, Buffer.from(value));
        }
      }
      if (verb === 'restore') await removeToken(aws.env());
      const front = await openHoldingFront(aws.url, SLOW_MS);
      const { words = [], stdin } = VERBS[verb] ?? {};
      const { screen, code } = await runOnTerminal(
        [verb, ...words.filter((word) => word !== '-')],
        [...(stdin === undefined ? [] : [{ expect: 'stripe.apiKey for staging', type: `${stdin}\r` }])],
        { folder: scene.folder, variables: { ...scene.variables(), ...aws.env(), AWS_ENDPOINT_URL: front.url } },
      );
      const rounds = front.calls.length;
      front.close();
      await aws.close();
      expect([code === 0 || code === 3, rounds > 0], screen).toEqual([true, true]);
      const lines = screen.match(/[A-Z][a-z ]+ …/g) ?? [];
      expect(lines).not.toEqual([]);
      expect(screen.split('\r\u001B[2K')).toHaveLength(lines.length + 1);
    },
  );
});

describe('a command in a pipe that waits for AWS for three seconds a call', { timeout: 300_000 }, () => {
  it('says what it waits for on a line of stderr, and nothing of it on stdout', async () => {
    const aws = await startLocalAws();
    aws.secrets.put('shop/staging/stripe', JSON.stringify({ apiKey: 'old-value-1', webhookSecret: 'old-value-1' }));
    const front = await openHoldingFront(aws.url, SLOW_MS);
    const variables = { ...scene.variables(), ...aws.env(), AWS_ENDPOINT_URL: front.url };
    const result = await runCli(['list', '--env', 'staging', '--json'], { folder: scene.folder, variables });
    front.close();
    await aws.close();
    expect(result.progress).toContain('Looking at the secrets …\n');
    expect(JSON.parse(result.stdout)).toBeTypeOf('object');
  });
});

async function removeToken({
  AWS_ENDPOINT_URL = '',
  AWS_ACCESS_KEY_ID = '',
  AWS_SECRET_ACCESS_KEY = '',
}: Readonly<Record<string, string>>) {
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint: AWS_ENDPOINT_URL, credentials });
  await client.send(new DeleteSecretCommand({ SecretId: 'shop/staging/slack-token' }));
  client.destroy();
}
