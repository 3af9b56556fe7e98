import { existsSync, readFileSync } from 'node:fs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../counterpart/certificate.js';
import type { Flaw } from '../counterpart/tokens.js';
import { WAY_NAMES, type Way } from '../lib/bedrock/way.js';
import { Browser } from './browser.js';
import { ask, titleOf } from './chat.js';
import { type Deployment, startDeployment } from './deployment.js';
import { logIn } from './log-in.js';
import { runCli } from './run-cli.js';
import type { ServerProcess } from './server-process.js';
import { textsIn } from './texts-in.js';

const HOUR = 3_600_000;
const FAILED = 'The chat failed. The log of the server says why.';
const PROD = ['--env', 'prod', '--confirm', 'prod'];

let deployment: Deployment;
let server: ServerProcess;
beforeAll(async () => {
  deployment = await startDeployment();
  await deployment.setSecrets();
  await deployment.deploy();
  server = await deployment.startServer();
});
afterAll(async () => {
  await server?.close();
  await deployment?.close();
});

const browse = () => new Browser(deployment.authority);

async function loggedIn(): Promise<Browser> {
  const browser = browse();
  const { status, location } = await logIn(browser, deployment.url, deployment.auth0);
  expect([status, location?.href]).toEqual([307, `${deployment.url}/`]);
  return browser;
}

async function restart(variables?: Readonly<Record<string, string>>): Promise<void> {
  await server.close();
  server = await deployment.startServer(variables);
}

/** The current value of a secret, as an administrator reads it. */
async function currentValue(name: string): Promise<string> {
  const env = deployment.aws.env();
  const client = new SecretsManagerClient({
    endpoint: deployment.aws.url,
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
  });
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: `bedrock-chat/prod/${name}` }));
  return SecretString;
}

/** Everything that is secret in the three values. */
async function secretParts(): Promise<readonly string[]> {
  const { clientSecret, sessionSecret } = JSON.parse(await currentValue('auth0'));
  const { key } = JSON.parse(await currentValue('bedrock-key'));
  const parts = [clientSecret, sessionSecret, key, await currentValue('bedrock-long-term-key')];
  for (const part of parts) expect(part.length).toBeGreaterThan(30);
  return parts;
}

describe('the login', () => {
  afterEach(() => {
    deployment.auth0.tokens.flaw = undefined;
  });

  it('lets in whoever has the password, and out again', async () => {
    const browser = await loggedIn();
    expect((await browser.go(deployment.url)).text).toContain(deployment.auth0.user.email);
    const { location } = await browser.go(`${deployment.url}/auth/logout`);
    expect((await browser.go(location ?? '')).location?.origin).toBe(deployment.url);
    expect((await browser.go(deployment.url)).text).not.toContain(deployment.auth0.user.email);
  });

  it('answers nobody else', async () => {
    const { url } = deployment;
    expect((await ask(browse(), url, 'no-key', 'Hello')).status).toBe(401);
    expect((await titleOf(browse(), url, 'no-key', 'Hello')).status).toBe(401);
    expect((await browse().go(url)).text).toContain('/auth/login');
  });

  it.each<[string, Flaw]>([
    ['another audience', 'audience'],
    ['another issuer', 'issuer'],
    ['another nonce', 'nonce'],
    ['an expiry in the past', 'expired'],
    ['the signature of another key', 'signature'],
  ])('refuses an ID token with %s', async (_, flaw) => {
    deployment.auth0.tokens.flaw = flaw;
    const browser = browse();
    expect((await logIn(browser, deployment.url, deployment.auth0)).status).toBeGreaterThanOrEqual(400);
    expect((await ask(browser, deployment.url, 'no-key', 'Hello')).status).toBe(401);
  });

  it('fails with a client secret that Auth0 does not know', async () => {
    const { application } = deployment.auth0;
    const { clientSecret } = application;
    application.clientSecret = 'another';
    const browser = browse();
    expect((await logIn(browser, deployment.url, deployment.auth0)).status).toBeGreaterThanOrEqual(400);
    expect((await ask(browser, deployment.url, 'no-key', 'Hello')).status).toBe(401);
    application.clientSecret = clientSecret;
    await loggedIn();
  });
});

describe.each(WAY_NAMES)('a chat by the way %s', (way) => {
  it('streams an answer, and finds a title, through both SDKs', async () => {
    const { url, bedrock } = deployment;
    const browser = await loggedIn();
    bedrock.calls.length = 0;
    expect(await ask(browser, url, way, 'Hello there')).toEqual({ status: 200, text: 'You said: Hello there' });
    expect(await titleOf(browser, url, way, 'tea')).toMatchObject({
      status: 200,
      text: expect.stringContaining('tea'),
    });
    const auth = { 'short-term-key': 'short-term key', 'long-term-key': 'long-term key', 'no-key': 'signature' }[way];
    expect(bedrock.calls).toMatchObject([
      { operation: 'ConverseStream', with: auth, outcome: 'ok' },
      { operation: 'Converse', with: auth, outcome: 'ok' },
    ]);
  });

  it('reads the store once for all requests', async () => {
    const browser = await loggedIn();
    await ask(browser, deployment.url, way, 'First');
    deployment.aws.calls.clear();
    for (let i = 0; i < 10; i++) await ask(browser, deployment.url, way, 'Again');
    expect(deployment.aws.calls).toHaveLength(0);
  });
});

describe('what goes wrong', () => {
  let before = 0;
  beforeEach(() => {
    before = server.output().length;
  });
  const logged = () => server.output().slice(before);

  /** Both SDKs. */
  async function fails(way: Way): Promise<void> {
    const browser = await loggedIn();
    expect((await ask(browser, deployment.url, way, 'Hello')).error).toBe(FAILED);
    expect(await titleOf(browser, deployment.url, way, 'Hello')).toMatchObject({ status: 502, error: FAILED });
  }

  it('says that the terms of the model were not accepted', async () => {
    for (const model of deployment.bedrock.models) model.isGranted = false;
    await fails('no-key');
    for (const model of deployment.bedrock.models) model.isGranted = true;
    expect(
      logged().match(/no-key: .*The account has no access to this model\. Resolution: .*Model catalog/g),
    ).toHaveLength(2);
  });

  it('says that the role may not invoke the model, without its grant', async () => {
    const { aws, backend } = deployment;
    aws.load({
      ...backend,
      roles: backend.roles.map((role) => ({
        ...role,
        policies: role.policies.filter(({ document }) => !JSON.stringify(document).includes('bedrock:')),
      })),
    });
    await fails('no-key');
    aws.load(backend);
    expect(logged().match(/no-key: .*The role may not invoke this model\. Resolution: grantModels/g)).toHaveLength(2);
  });

  it('is found by doctor 14 days ahead, where a key has the day of its end', async () => {
    const printed = await runCli(deployment.aws, ['doctor', '--env', 'prod'], { exitCodes: [3] });
    expect(printed).toContain('by its tag expires-on');
    expect(printed).toContain('npx amplify-secrets set bedrockLongTermKey --env prod');
  });

  it('says that the key is refused, where the store has no newer one', async () => {
    const { aws, bedrock } = deployment;
    const name = 'bedrock-chat/prod/bedrock-long-term-key';
    const key = await currentValue('bedrock-long-term-key');
    const expired = bedrock.longTermKeys.issue(Date.now() - 1);
    aws.secrets.put(name, expired);
    bedrock.longTermKeys.revoke(key);
    await fails('long-term-key');
    expect(
      logged().match(/long-term-key: Amazon Bedrock refused the key of the secret.*Resolution: generate another/g),
    ).toHaveLength(2);
    expect(logged()).not.toContain(expired.slice(0, 60));
  });

  it('follows as soon as there is another long-term key', async () => {
    const { aws, bedrock, url } = deployment;
    const key = bedrock.longTermKeys.issue(Date.now() + 30 * 24 * HOUR);
    const printed = await runCli(aws, ['set', 'bedrockLongTermKey', '-', ...PROD], { input: key });
    expect(printed).not.toContain(key);
    const browser = await loggedIn();
    await expect
      .poll(() => ask(browser, url, 'long-term-key', 'Hello'), { timeout: 30_000 })
      .toMatchObject({ text: 'You said: Hello' });
  });

  it('says how to create a secret that does not exist', async () => {
    const { aws } = deployment;
    const key = await currentValue('bedrock-long-term-key');
    aws.secrets.remove('bedrock-chat/prod/bedrock-long-term-key');
    await restart();
    before = 0;
    await fails('long-term-key');
    aws.secrets.put('bedrock-chat/prod/bedrock-long-term-key', key);
    // AWS answers alike where it is missing, and where it is not granted.
    expect(logged()).toMatch(
      /long-term-key: SecretAccessDeniedError: .*bedrock-chat\/prod\/bedrock-long-term-key.*Resolution: /,
    );
  });

  it('trusts no other authority', async () => {
    const another = await makeCertificate();
    await restart({ NODE_EXTRA_CA_CERTS: another.authorityFile });
    expect((await browse().go(`${deployment.url}/auth/login`)).status).toBeGreaterThanOrEqual(400);
    another.remove();
    await restart();
  });
});

describe('a key for one command', () => {
  it('is in its variable AWS_BEARER_TOKEN_BEDROCK, and not in its output', async () => {
    const script = 'console.log(process.env.AWS_BEARER_TOKEN_BEDROCK.length, process.env.AWS_BEARER_TOKEN_BEDROCK)';
    const command = ['run', ...PROD, '--only', 'bedrockLongTermKey', '--', process.execPath, '-e', script];
    const { length } = await currentValue('bedrock-long-term-key');
    expect(await runCli(deployment.aws, command)).toBe(`${length} [redacted by amplify-secrets]`);
  });
});

describe('a short-term key', () => {
  it('is renewed by its function under a running server, and the expired one is not noticed', async () => {
    const { aws, bedrock, url } = deployment;
    const browser = await loggedIn();
    expect((await ask(browser, url, 'short-term-key', 'Hello')).error).toBeUndefined();
    const first = JSON.parse(await currentValue('bedrock-key'));
    // More than the twelve hours of the first key.
    const rotations = await aws.advance(13 * HOUR);
    expect(rotations.filter(({ outcome }) => outcome === 'succeeded').length).toBeGreaterThanOrEqual(3);
    const last = JSON.parse(await currentValue('bedrock-key'));
    expect(last.expiresAt).toBeGreaterThan(first.expiresAt);
    bedrock.calls.length = 0;
    aws.calls.clear();
    expect(await ask(browser, url, 'short-term-key', 'Still there?')).toEqual({
      status: 200,
      text: 'You said: Still there?',
    });
    expect(await titleOf(browser, url, 'short-term-key', 'tea')).toMatchObject({ status: 200 });
    // The first key was refused once by each of the two routes at most.
    expect(bedrock.calls.filter(({ outcome }) => outcome !== 'ok').length).toBeLessThanOrEqual(2);
    expect(bedrock.calls.filter(({ outcome }) => outcome === 'ok')).toHaveLength(2);
    expect(aws.calls.length).toBeLessThanOrEqual(4);
  });

  it('is renewed by a command', async () => {
    const before = await currentValue('bedrock-key');
    await runCli(deployment.aws, ['rotate', 'bedrockKey', '--now', ...PROD]);
    expect(await currentValue('bedrock-key')).not.toBe(before);
    const browser = await loggedIn();
    expect((await ask(browser, deployment.url, 'short-term-key', 'Hello')).error).toBeUndefined();
  });
});

describe('no key', () => {
  it('is in a template, or in the variable AWS_BEARER_TOKEN_BEDROCK of a function', async () => {
    const parts = await secretParts();
    const templates = textsIn(deployment.backend.cdkOut).filter(([file]) => file.endsWith('.template.json'));
    expect(templates.length).toBeGreaterThan(1);
    for (const [, text] of templates) {
      expect(text).not.toContain('AWS_BEARER_TOKEN_BEDROCK');
      for (const part of parts) expect(text).not.toContain(part);
    }
    for (const { environment } of deployment.backend.functions)
      expect(environment).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK');
  });

  it('is in the variables of the running server', async () => {
    // Other systems than Linux do not show them.
    const variables = existsSync('/proc')
      ? readFileSync(`/proc/${server.pid}/environ`, 'utf8')
      : JSON.stringify(deployment.variables);
    expect(variables).toContain('AUTH0_DOMAIN');
    expect(variables).not.toContain('AWS_BEARER_TOKEN_BEDROCK');
    for (const part of await secretParts()) expect(variables).not.toContain(part);
  });

  it('is in what was built, in a page, or in a log', async () => {
    const parts = await secretParts();
    const browser = await loggedIn();
    const page = await browser.go(deployment.url);
    const scripts = [...page.text.matchAll(/src="(\/_next\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(scripts.length).toBeGreaterThan(1);
    const sent = [page.text];
    for (const path of scripts) sent.push((await browser.go(deployment.url + path)).text);
    const built = textsIn('.next');
    expect(built.length).toBeGreaterThan(50);
    for (const text of [...sent, ...built.map(([, text]) => text), server.output()]) {
      for (const part of parts) expect(text.includes(part)).toBe(false);
    }
    // Nor is the declaration sent to the browser, with the names of the secrets.
    for (const text of sent) expect(text).not.toContain('bedrockLongTermKey');
  });
});
