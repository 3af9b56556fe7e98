import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backend, invoke, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionUrls, startFunctionUrls } from './demo/function-urls.js';
import { type OAuthServer, startOAuthServer } from './demo/oauth-server.js';
import { schedulesOf } from './demo/scheduled-events.js';
import { makeMistakes, type Trouble } from './demo/troubleshooting.js';
import { gitHubWebhook, sendWebhook, slackWebhook, stripeWebhook, tampered } from './demo/webhooks.js';
import { outlineOf } from './docs-page.test.support.js';
import { repositoryRoot } from './repository.js';

const folder = join(repositoryRoot, 'amplify');
const [english, japanese] = ['README.md', 'README.ja.md'].map((page) => readFileSync(join(folder, page), 'utf8'));
const MAIN = { type: 'branch', namespace: 'd1demo2app3id', name: 'main' } as const;
const STRIPE = { apiKey: 'rk_of_the_page', webhookSecret: 'whsec_of_the_page' };
const APP = { clientId: 'client_of_the_page', clientSecret: 'secret_of_the_page' };
const TOKENS = { accessToken: 'access_of_the_page', refreshToken: 'refresh_of_the_page', expiresAt: 0 };

/** `amplify/` as branch main, deployed once for all tests of this file. */
let backend: Backend;
let aws: LocalAws;
let urls: FunctionUrls;
let oauth: OAuthServer;
beforeAll(async () => {
  backend = await synthesize({ cwd: repositoryRoot, deployment: MAIN });
  aws = await startLocalAws();
  oauth = await startOAuthServer();
  oauth.register({ ...APP, refreshToken: TOKENS.refreshToken });
  aws.secrets.put('myapp/prod/stripe', JSON.stringify(STRIPE));
  aws.secrets.put('myapp/prod/slack-signing-secret', 'slack_of_the_page');
  aws.secrets.put('myapp/prod/github-acme', 'github_of_the_page');
  aws.secrets.put('myapp/prod/upwork-app', JSON.stringify({ ...APP, tokenUrl: oauth.url }));
  aws.secrets.put('upwork-oauth-tokens', JSON.stringify(TOKENS));
  urls = await startFunctionUrls(aws, backend);
}, 600_000);
afterAll(async () => {
  urls?.close();
  oauth?.close();
  await aws?.close();
});

describe('amplify/README.md', () => {
  it('has a page in Japanese, with the same headings and commands', () => {
    expect(outlineOf(japanese ?? '')).toEqual(outlineOf(english ?? ''));
  });

  it.each([
    ['README.md', english],
    ['README.ja.md', japanese],
  ])('links to every source file in %s', (_, page) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !page?.includes(`](${file})`))).toEqual([]);
  });
});

describe('a function URL', () => {
  it('belongs to the two functions that get webhooks, and to no other', () => {
    const names = backend.functions.map(({ name }) => name).filter((name) => urls.of(name) !== undefined);
    expect(names.sort()).toEqual(['stripe-webhook', 'webhook-router']);
  });

  it('answers what Stripe signed, and refuses it with a byte more', async () => {
    const signed = stripeWebhook('/', STRIPE.webhookSecret);
    expect(await sendWebhook(urls.of('stripe-webhook'), signed)).toBe('200 {"received":"checkout.session.completed"}');
    expect(await sendWebhook(urls.of('stripe-webhook'), tampered(signed))).toBe('401 {"error":"Invalid signature"}');
  });

  it("gives the router Slack's form as base64, and GitHub's JSON as text, both of which verify", async () => {
    const send = (webhook: ReturnType<typeof slackWebhook>) => sendWebhook(urls.of('webhook-router'), webhook);
    expect(await send(slackWebhook('slack_of_the_page'))).toBe('200 {"received":"slack"}');
    expect(await send(tampered(slackWebhook('slack_of_the_page')))).toBe('401 {"error":"Invalid signature"}');
    expect(await send(gitHubWebhook('acme', 'github_of_the_page'))).toBe('200 {"received":"github"}');
    expect(await send(gitHubWebhook('unknown', 'github_of_the_page'))).toBe('401 {"error":"Invalid signature"}');
  });

  it('knows no other path', async () => {
    const response = await fetch(new URL('/webhooks/paypal?try=1', urls.of('webhook-router')));
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});

describe('the schedule of token-refresh', () => {
  it('renews the tokens by what EventBridge Scheduler sends, and not again before they are due', async () => {
    const [schedule, ...others] = schedulesOf(backend, 'token-refresh');
    expect(others).toEqual([]);
    expect(schedule?.expression).toBe('cron(*/30 * * * ? *)');
    const due = () => invoke(backend, 'token-refresh', schedule?.event(new Date()), { aws });
    expect(await due()).toMatchObject({ payload: { refreshed: true } });
    expect(await due()).toMatchObject({ payload: { refreshed: false } });
    expect(oauth.issued.length).toBe(2);
  });

  it('invokes no other function', () => {
    const scheduled = backend.functions.filter(({ name }) => schedulesOf(backend, name).length > 0);
    expect(scheduled.map(({ name }) => name)).toEqual(['token-refresh']);
  });
});

describe('When something is wrong', () => {
  let troubles: readonly Trouble[];
  beforeAll(async () => {
    troubles = await makeMistakes(aws, backend, STRIPE);
  });

  it('makes each of the mistakes of the guide', () => {
    expect(troubles.map(({ what, seen }) => `${what}: ${seen.split(':')[0]}`)).toEqual([
      'nothing is granted to the function: DescriptorMissingError',
      'another secret is granted to the function: SecretAccessDeniedError',
      'the secret does not exist: SecretAccessDeniedError',
      'the secret is in another region: SecretAccessDeniedError',
      'the value has just changed: 401 {"error"',
      'six minutes later: 200 {"received"',
    ]);
  });

  it.each([
    ['README.md', english],
    ['README.ja.md', japanese],
  ])('is quoted in %s', (_, page = '') => {
    const words = page.replaceAll(/\s+/g, ' ');
    const said = troubles.flatMap(({ seen, resolution = '' }) => [seen, resolution.split(';')[0] ?? '']);
    expect(said.filter((each) => !words.includes(each.replaceAll(/\s+/g, ' ')))).toEqual([]);
  });

  it('is told apart by amplify-secrets check, which sees a missing secret', async () => {
    aws.secrets.remove('myapp/prod/stripe');
    const { code, output } = await check('--env', 'prod');
    expect(code).toBe(3);
    const [line = 'nothing'] = output.split('\n').filter((each) => each.startsWith('stripe:'));
    for (const page of [english, japanese]) expect(page).toContain(line);
  });
});

/** With the permissions of an administrator. */
function check(...words: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const bin = join(repositoryRoot, 'packages/cli/dist/bin.js');
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1', ...aws.env() };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, 'check', ...words], { cwd: repositoryRoot, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, output: out + err }),
    );
  });
}
