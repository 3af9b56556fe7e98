import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../run-cli.test.support.js';
import { backendProject, backendWith, type RunningLocal, startLocal, variablesIn } from './local.test.support.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const STRIPE = 'grantSecretRead(backend.stripeWebhook, secrets.stripe);';
const SLACK = 'grantSecretRead(backend.stripeWebhook, secrets.slackToken);';
const API_KEY = 'rk_canary_5f2c81d04b';
const { folder, write } = backendProject(backendWith(STRIPE));

let local: RunningLocal;
let variables: Record<string, string>;

beforeAll(async () => {
  write('seeds.json', JSON.stringify({ stripe: { apiKey: API_KEY } }));
  const words = ['--branch', 'main', '--as', 'stripe-webhook', '--seed', 'seeds.json', '--admin-env', 'admin.sh'];
  local = startLocal(folder, words);
  await local.says('export AMPLIFY_SECRETS=');
  variables = variablesIn(local.stdout());
});
afterAll(() => void local?.child.kill('SIGKILL'));

/** As an SDK in a process with these variables would read; the error's name where it may not. */
async function read(name: string, given = variables): Promise<string> {
  const client = clientOf(given);
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return SecretString;
  } catch (error) {
    return Object(error).name;
  } finally {
    client.destroy();
  }
}

function clientOf(given: Record<string, string>): SecretsManagerClient {
  return new SecretsManagerClient({
    endpoint: given.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '',
    region: given.AWS_REGION ?? '',
    credentials: {
      accessKeyId: given.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: given.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: given.AWS_SESSION_TOKEN ?? '',
    },
  });
}

describe('amplify-secrets local, without a command', () => {
  it('prints variables for its own services alone, and the descriptor of the function', () => {
    const { AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SECRETS_MANAGER, AMPLIFY_SECRETS } = variables;
    expect(AWS_ENDPOINT_URL_SECRETS_MANAGER).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL_STS]).toEqual(Array(2).fill(AWS_ENDPOINT_URL_SECRETS_MANAGER));
    expect(variables).not.toHaveProperty('AWS_ENDPOINT_URL');
    expect(JSON.parse(AMPLIFY_SECRETS ?? '')).toMatchObject({ apps: { shop: { environment: 'prod' } } });
    expect(local.stdout()).toMatch(/^unset AWS_PROFILE /);
  });

  it('says what has which value, and what it does not emulate', () => {
    expect(local.stderr()).toMatch(/stripe +shop\/prod\/stripe +from the seed file, and fake where it has no field/);
    expect(local.stderr()).toMatch(/slackToken +shop\/prod\/slack-token +fake/);
    expect(local.stderr()).toMatch(/tokens +shop\/prod\/tokens +none: its declaration does not say what is in it/);
    expect(local.stderr()).toContain('no Lambda,');
    expect(local.stderr()).toContain('AWS_ENDPOINT_URL_DYNAMODB');
  });

  it('has the values of the seed file, and those that are made of the declaration, marked as fake', async () => {
    expect(JSON.parse(await read('shop/prod/stripe'))).toEqual({
      apiKey: API_KEY,
      webhookSecret: 'fake_stripe_webhookSecret',
    });
  });

  it('shows a call that is allowed with its statement, and one that is denied with the grant that would allow it', async () => {
    const from = local.stderr().length;
    await read('shop/prod/stripe');
    expect(await read('shop/prod/slack-token')).toBe('AccessDeniedException');
    await local.says('secrets.slackToken);', from);
    expect(local.stderr().slice(from)).toMatch(
      /^\[local\] allowed {2}stripe-webhook {2}secretsmanager:GetSecretValue {2}stripe {2}by statement 1 of stripewebhook\w+Policy\w+\n\[local\] denied {3}stripe-webhook {2}secretsmanager:GetSecretValue {2}slackToken {2}no statement allows it\. Grant it: grantSecretRead\(backend\.stripeWebhook, secrets\.slackToken\);\n$/,
    );
  });

  it('shows a caller with credentials of another local AWS as such', async () => {
    const from = local.stderr().length;
    expect(await read('shop/prod/stripe', { ...variables, AWS_SECRET_ACCESS_KEY: 'of-another' })).toMatch(/Exception$/);
    await local.says('its credentials are not of this local AWS', from);
  });

  it('writes the variables of the administrator for other terminals, whose values the function then reads', async () => {
    const file = join(folder, 'admin.sh');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const admin = variablesIn(readFileSync(file, 'utf8'));
    const from = local.stderr().length;
    const words = ['set', 'stripe.apiKey', '-', '--branch', 'main', '--confirm', 'prod'];
    const { code, stderr } = await runCli(words, { folder, variables: admin, stdin: 'rk_set_meanwhile' });
    expect([code, stderr]).toEqual([0, expect.stringContaining('changed apiKey')]);
    expect(await read('shop/prod/stripe')).toContain('rk_set_meanwhile');
    await local.says('allowed  administrator  secretsmanager:PutSecretValue  stripe\n', from);
  });

  it('shows a write that is denied with the grant of writing', async () => {
    const client = clientOf(variables);
    const put = new PutSecretValueCommand({ SecretId: 'shop/prod/stripe', SecretString: '{}' });
    const from = local.stderr().length;
    await expect(client.send(put)).rejects.toThrow('not authorized');
    client.destroy();
    await local.says('grantSecretReadWrite(backend.stripeWebhook, secrets.stripe);', from);
  });

  it('proposes no grant for what no grant allows', async () => {
    const client = clientOf(variables);
    const from = local.stderr().length;
    await expect(client.send(new DescribeSecretCommand({ SecretId: 'shop/prod/stripe' }))).rejects.toThrow();
    client.destroy();
    await local.says('DescribeSecret  stripe  no statement allows it, and no grant has this action\n', from);
  });

  it('keeps what is deployed when the backend does not synthesise, and prints the error', async () => {
    const from = local.stderr().length;
    write('amplify/backend.ts', "throw new Error('not finished yet');");
    await local.says(/SynthesisFailedError: .*not finished yet\n/, from);
    expect(local.stderr().slice(from)).toContain('What was deployed before stays.');
    expect(await read('shop/prod/stripe')).toContain('apiKey');
  });

  it('deploys a backend that has changed: what is no longer granted is denied, and what now is is allowed', async () => {
    const from = local.stderr().length;
    write('amplify/backend.ts', backendWith(SLACK));
    await local.says('is deployed again.', from);
    expect(await read('shop/prod/stripe')).toBe('AccessDeniedException');
    expect(await read('shop/prod/slack-token')).toBe('fake_slackToken');
    await local.says(/denied {3}stripe-webhook .*stripe[\s\S]*allowed {2}stripe-webhook .*slackToken/, from);
  });

  it('prints no value, neither of the seed file nor one that was set or made', () => {
    const printed = local.stderr() + local.stdout();
    for (const value of [API_KEY, 'rk_set_meanwhile', 'fake_slackToken', 'fake_stripe_']) {
      expect(printed).not.toContain(value);
    }
  });

  it('ends with SIGTERM, closes its port and removes the file of the administrator', async () => {
    local.child.kill('SIGTERM');
    expect(await local.ended).toBe(143);
    await expect(fetch(variables.AWS_ENDPOINT_URL_STS ?? '')).rejects.toThrow();
    expect(existsSync(join(folder, 'admin.sh'))).toBe(false);
  });
});
