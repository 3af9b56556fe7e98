import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grantSecretRead } from '@amplify-secrets/backend';
import { type Backend, type Deployment, type LocalAws, loadBackend, startLocalAws } from '@amplify-secrets/local';
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { kebabCase } from '@amplify-secrets/runtime/contract';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { blocksOf, sectionOf } from './docs-page.test.support.js';
import { findPython, type PythonReader, startReader } from './python-reader.test.support.js';
import { repositoryRoot } from './repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/other-principals.md'), 'utf8');
const [reader = '', example = ''] = blocksOf(sectionOf(page, 'Python').text, 'python');

const python = findPython();
const WHY_SKIPPED = 'the Python reader of docs/other-principals.md is not run: there is no python3';
if (python === undefined) console.log(WHY_SKIPPED);

const CANARY = 'canary-0f5e';
const MAIN: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };
const PREVIEW: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' };
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'jan' };

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
    stripe: jsonSecret(['apiKey']),
    slackSigningSecret: textSecret(),
    upworkTokens: textSecret({ name: { prod: 'upwork-oauth-tokens', preview: 'upwork' } }),
    neverSet: textSecret(),
  },
});

const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-python-'));
const backends = new Map<Deployment, Backend>();
beforeAll(() => {
  for (const deployment of [MAIN, PREVIEW, SANDBOX]) backends.set(deployment, synthesize(deployment));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let aws: LocalAws;
const open: PythonReader[] = [];
beforeEach(({ skip }) => skip(python === undefined, WHY_SKIPPED));
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  await aws?.close();
});

/** A process with the environment that Lambda would give the deployment's function; `also` overrides it. */
async function start(deployment: Deployment, also: Record<string, string> = {}): Promise<PythonReader> {
  const backend = backends.get(deployment);
  const fn = backend?.functions[0];
  if (backend === undefined || fn === undefined) throw new Error('nothing was synthesised');
  aws = await startLocalAws({ backends: [backend] });
  const process = startReader(python ?? '', reader, { ...fn.environment, ...aws.env(fn.role), ...also });
  open.push(process);
  return process;
}

describe('the Python reader of the docs', () => {
  it('has at most forty lines and imports only the standard library', () => {
    expect(reader.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
    // `-S` excludes installed packages, so another import would fail every test below.
    expect(reader.match(/^import .*$/gm)).toHaveLength(1);
  });

  it('works as its example shows', async () => {
    const main = await start(MAIN);
    aws.secrets.put('myapp/prod/stripe', JSON.stringify({ apiKey: CANARY }));
    aws.secrets.put('upwork-oauth-tokens', JSON.stringify({ accessToken: CANARY }));
    const calls = [...example.matchAll(/get_secret\("(\w+)", "(\w+)"(?:, names=(\{.*?\}))?\)/g)];
    expect(calls).toHaveLength(2);
    for (const [, app = '', key = '', names] of calls) {
      const { text } = await main.get({ app, key, ...(names === undefined ? {} : { names: JSON.parse(names) }) });
      expect(Object.values(JSON.parse(text ?? ''))).toEqual([CANARY]);
    }
  });
});

describe('the Python reader over AWS Secrets Manager', () => {
  it('reads a key in kebab-case under app and environment', async () => {
    const main = await start(MAIN);
    aws.secrets.put('myapp/prod/slack-signing-secret', CANARY);
    expect(await main.get({ app: 'myapp', key: 'slackSigningSecret' })).toEqual({ text: CANARY });
  });

  it('reads exactly the names that the kit grants', async () => {
    const echo = "call = lambda service, target, body: {'SecretString': body['SecretId']}";
    const process = startReader(python ?? '', `${reader}\n${echo}`, descriptor(MAIN));
    open.push(process);
    const parts = ['a', 'B', 'CD', 'EFg', '1', '23', '_', '__', '-', '.', '/', 'x9', 'Éa'];
    const keys = parts.flatMap((one) => parts.flatMap((two) => parts.map((three) => `k${one}${two}${three}z`)));
    for (const key of keys)
      expect(await process.get({ app: 'myapp', key })).toEqual({ text: `myapp/prod/${kebabCase(key)}` });
    expect(keys.length).toBeGreaterThan(2000);
  });

  it('reads nothing that was not granted', async () => {
    const main = await start(MAIN);
    aws.secrets.put('myapp/prod/not-granted', CANARY);
    const { error, text } = await main.get({ app: 'myapp', key: 'notGranted' });
    expect(text).toBeUndefined();
    expect(error).toMatch(
      /^RuntimeError: secretsmanager\.GetSecretValue: AccessDeniedException .*myapp\/prod\/not-granted/,
    );
  });

  it('is denied what is missing, as an exact grant is', async () => {
    const main = await start(MAIN);
    const { error } = await main.get({ app: 'myapp', key: 'neverSet' });
    expect(error).toMatch(/^RuntimeError: .*AccessDeniedException .*myapp\/prod\/never-set/);
  });
});

describe.each([
  ['a sandbox', SANDBOX, /\/amplify\/myapp\/jan-sandbox-[0-9a-f]{10}\/neverSet/],
  ['a preview', PREVIEW, /\/amplify\/d1a2b3\/pr7-branch-[0-9a-f]{10}\/neverSet/],
])("the Python reader over Amplify's store in %s", (_name, deployment, missing) => {
  const folders = (): string[] => JSON.parse(descriptor(deployment).AMPLIFY_SECRETS ?? '').folders;

  it("reads the deployment's own parameter, and the shared one when it is missing", async () => {
    const process = await start(deployment);
    const [own, shared] = folders();
    aws.parameters.put(`${shared}/slackSigningSecret`, 'shared');
    expect(await process.get({ app: 'myapp', key: 'slackSigningSecret' })).toEqual({ text: 'shared' });
    aws.parameters.put(`${own}/slackSigningSecret`, 'own');
    expect(await process.get({ app: 'myapp', key: 'slackSigningSecret', wait: 300 })).toEqual({ text: 'own' });
  });

  it('reads the name for this environment, where there is one', async () => {
    const process = await start(deployment);
    const [own] = folders();
    const name = deployment === PREVIEW ? 'upwork' : 'upworkTokens';
    aws.parameters.put(`${own}/${name}`, CANARY);
    const names = { prod: 'upwork-oauth-tokens', preview: 'upwork' };
    expect(await process.get({ app: 'myapp', key: 'upworkTokens', names })).toEqual({ text: CANARY });
  });

  it('reads nothing that was not granted', async () => {
    const process = await start(deployment);
    for (const each of folders()) aws.parameters.put(`${each}/notGranted`, CANARY);
    const { error } = await process.get({ app: 'myapp', key: 'notGranted' });
    expect(error).toMatch(/^RuntimeError: AmazonSSM\.GetParameters: AccessDeniedException /);
    expect(error).not.toContain(CANARY);
  });

  it('names what is missing', async () => {
    const process = await start(deployment);
    const { error } = await process.get({ app: 'myapp', key: 'neverSet' });
    expect(error).toMatch(/^KeyError: /);
    expect(error).toMatch(missing);
  });
});

describe('the cache of the Python reader', () => {
  it('keeps a value for its ttl, and not a second longer', async () => {
    const main = await start(MAIN);
    aws.secrets.put('myapp/prod/slack-signing-secret', 'one');
    const ask = { app: 'myapp', key: 'slackSigningSecret' };
    await main.get(ask);
    aws.secrets.put('myapp/prod/slack-signing-secret', 'two');
    expect(await main.get({ ...ask, wait: 299 })).toEqual({ text: 'one' });
    expect(aws.calls.count({ operation: 'GetSecretValue' })).toBe(1);
    expect(await main.get({ ...ask, wait: 1 })).toEqual({ text: 'two' });
    aws.secrets.put('myapp/prod/slack-signing-secret', 'three');
    expect(await main.get({ ...ask, ttl: 10, wait: 300 })).toEqual({ text: 'three' });
    expect(await main.get({ ...ask, wait: 10 })).toEqual({ text: 'three' });
    expect(aws.calls.count({ operation: 'GetSecretValue' })).toBe(4);
  });

  it('keeps a value for 5 seconds in a sandbox', async () => {
    const sandbox = await start(SANDBOX);
    const [own] = JSON.parse(descriptor(SANDBOX).AMPLIFY_SECRETS ?? '').folders;
    const ask = { app: 'myapp', key: 'slackSigningSecret' };
    aws.parameters.put(`${own}/slackSigningSecret`, 'one');
    await sandbox.get(ask);
    aws.parameters.put(`${own}/slackSigningSecret`, 'two');
    expect(await sandbox.get({ ...ask, wait: 4 })).toEqual({ text: 'one' });
    expect(await sandbox.get({ ...ask, wait: 1 })).toEqual({ text: 'two' });
  });

  it('serves no expired value when the store fails', async () => {
    const main = await start(MAIN);
    aws.secrets.put('myapp/prod/slack-signing-secret', CANARY);
    const ask = { app: 'myapp', key: 'slackSigningSecret' };
    await main.get(ask);
    aws.faults.add({ kind: 'throttle', operation: 'GetSecretValue', times: 1 });
    const { error, text } = await main.get({ ...ask, wait: 300 });
    expect(text).toBeUndefined();
    expect(error).toMatch(/^RuntimeError: .*ThrottlingException/);
    expect(error).not.toContain(CANARY);
    expect(await main.get(ask)).toEqual({ text: CANARY });
  });
});

describe('the Python reader', () => {
  it('refuses a descriptor of another version', async () => {
    const text = (descriptor(MAIN).AMPLIFY_SECRETS ?? '').replace('"v":1', '"v":2');
    const main = await start(MAIN, { AMPLIFY_SECRETS: text });
    expect(await main.get({ app: 'myapp', key: 'stripe' })).toEqual({ error: expect.stringContaining('version') });
    expect(aws.calls.count()).toBe(0);
  });

  it('refuses an app that the descriptor does not have', async () => {
    const main = await start(MAIN);
    expect(await main.get({ app: 'other', key: 'stripe' })).toEqual({ error: "KeyError: 'other'" });
    expect(aws.calls.count()).toBe(0);
  });
});

describe('PY1: what the Python reader sends the credentials to', () => {
  const TOKEN = 'session-token-canary';
  const ask = { app: 'myapp', key: 'stripe' };
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).map((server) => server.close()));

  /** A server on loopback that answers each request so, and the session tokens that it got. */
  async function listen(status: number, headers: Record<string, string> = {}, body = '') {
    const tokens: unknown[] = [];
    const server = createServer((request, response) => {
      tokens.push(request.headers['x-amz-security-token']);
      response.writeHead(status, headers).end(body);
    });
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return { url: `http://127.0.0.1:${address.port}`, tokens };
  }

  const startWith = (also: Record<string, string>, code = reader) => {
    const credentials = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'key', AWS_SESSION_TOKEN: TOKEN };
    const process = startReader(python ?? '', code, {
      ...descriptor(MAIN),
      ...credentials,
      AWS_REGION: 'us-east-1',
      ...also,
    });
    open.push(process);
    return process;
  };

  it.each([301, 302, 303, 307, 308])('follows no redirect with status %i', async (status) => {
    const second = await listen(200, {}, JSON.stringify({ SecretString: 'of the second host' }));
    const first = await listen(status, { location: `${second.url}/` }, '<html>moved</html>');
    const { error, text } = await startWith({ AWS_ENDPOINT_URL: first.url }).get(ask);
    expect(text).toBeUndefined();
    expect(error).toMatch(new RegExp(`^RuntimeError: secretsmanager\\.GetSecretValue: ${status} `));
    expect(first.tokens).toEqual([TOKEN]);
    expect(second.tokens).toEqual([]);
  });

  it('reads nothing from the body of a redirect', async () => {
    const first = await listen(302, { location: 'http://127.0.0.1:9/' }, JSON.stringify({ SecretString: CANARY }));
    const answer = await startWith({ AWS_ENDPOINT_URL: first.url }).get(ask);
    expect(answer).toEqual({ error: expect.stringMatching(/^RuntimeError: .*: 302 /) });
    expect(answer.error).not.toContain(CANARY);
  });

  it('sends nothing through a proxy of the environment', async () => {
    const proxy = await listen(200, {}, JSON.stringify({ SecretString: 'of the proxy' }));
    const store = await listen(200, {}, JSON.stringify({ SecretString: CANARY }));
    const through = { HTTP_PROXY: proxy.url, http_proxy: proxy.url, ALL_PROXY: proxy.url };
    expect(await startWith({ AWS_ENDPOINT_URL: store.url, ...through }).get(ask)).toEqual({ text: CANARY });
    expect(proxy.tokens).toEqual([]);
  });

  /** Says where the reader would connect to, instead of connecting. */
  const WHERE = `
import http.client
def pretend(kind):
    def connect(host, timeout):
        raise RuntimeError(f"connects to {kind}://{host}")
    return connect
http.client.HTTPConnection, http.client.HTTPSConnection = pretend("http"), pretend("https")
`;

  it.each([
    { AWS_ENDPOINT_URL: 'http://10.1.2.3' },
    { AWS_ENDPOINT_URL: 'http://169.254.169.254' },
    { AWS_ENDPOINT_URL: 'http://store.example' },
    { AWS_ENDPOINT_URL: 'http://localhost.example' },
    { AWS_ENDPOINT_URL: 'http://127.0.0.1.example' },
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:80@store.example' },
    { AWS_ENDPOINT_URL: 'https://127.0.0.1@store.example' },
    { AWS_ENDPOINT_URL: 'ftp://127.0.0.1' },
    { AWS_ENDPOINT_URL: 'HTTP://store.example' },
    { AWS_ENDPOINT_URL: '' },
    { AWS_REGION: 'us-east-1.store.example/' },
    { AWS_REGION: 'us-east-1.store.example' },
    { AWS_REGION: 'us-east-1#' },
    { AWS_REGION: 'us-east-1@store.example' },
    { AWS_REGION: 'us-east-1\nhost' },
    { AWS_REGION: 'us-east-1 https://store.example' },
    { AWS_REGION: 'US-EAST-1' },
    { AWS_REGION: 'us' },
    { AWS_REGION: '' },
  ])('refuses %j', async (also) => {
    const { error } = await startWith(also, `${WHERE}${reader}`).get(ask);
    expect(error).toMatch(/^ValueError: expected a region/);
    expect(error).not.toContain(TOKEN);
  });

  it.each([
    [{ AWS_REGION: 'eu-central-1' }, 'https://secretsmanager.eu-central-1.amazonaws.com'],
    [{ AWS_REGION: 'us-gov-west-1' }, 'https://secretsmanager.us-gov-west-1.amazonaws.com'],
    [{ AWS_ENDPOINT_URL: 'https://vpce-1.example:8443/' }, 'https://vpce-1.example:8443'],
    [{ AWS_ENDPOINT_URL: 'http://localhost:4566' }, 'http://localhost:4566'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1' }, 'http://127.0.0.1'],
  ])('connects with %j', async (also, place) => {
    expect(await startWith(also, `${WHERE}${reader}`).get(ask)).toEqual({
      error: `RuntimeError: connects to ${place}`,
    });
  });
});

function descriptor(deployment: Deployment): Record<string, string> {
  return { ...backends.get(deployment)?.functions[0]?.environment };
}

function synthesize(deployment: Deployment): Backend {
  const { type, namespace, name } = deployment;
  const context = {
    'amplify-backend-type': type,
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
  };
  const app = new App({ outdir: join(folder, `${type}-${name}`), context });
  const fn = new LambdaFunction(new Stack(app, 'amplify'), 'report', {
    runtime: Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: Code.fromInline('def handler(event, context): pass'),
  });
  grantSecretRead(fn, [secrets.stripe, secrets.slackSigningSecret, secrets.upworkTokens, secrets.neverSet]);
  return loadBackend(app.synth().directory);
}
