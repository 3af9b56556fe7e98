import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAuth0 } from '../counterpart/auth0.js';
import { makeCertificate } from '../counterpart/certificate.js';
import type { Flaw } from '../counterpart/tokens.js';
import { Browser } from './browser.js';
import { canRead } from './can-read.js';
import { fillVariables } from './fill-variables.js';
import { logIn } from './log-in.js';
import { deployPapyrus, type Papyrus } from './papyrus.js';
import { putSettings, register } from './register.js';
import { runCli } from './run-cli.js';
import type { Task } from './run-task.js';
import { resourcesOf, roleOf } from './task-definition.js';

const TAG = { Key: 'project', Value: 'portfolio' };

let papyrus: Papyrus;
let task: Task;
beforeAll(async () => {
  papyrus = await deployPapyrus();
  await register(papyrus.aws, papyrus.variables);
  papyrus.aws.load(papyrus.backend);
  task = await papyrus.runTask();
});
afterAll(async () => {
  await task?.stop();
  await papyrus?.close();
});

const browse = () => new Browser(papyrus.authority);
const addReport = (browser: Browser, text: string) => browser.go(`${task.url}/reports`, { json: { text } });

/** A browser whose person has logged in. */
async function loggedIn(): Promise<Browser> {
  const browser = browse();
  const { status, location } = await logIn(browser, task.url, papyrus.auth0);
  expect([status, location?.href]).toEqual([302, `${task.url}/`]);
  return browser;
}

/** `aws ecs update-service --force-new-deployment` */
async function redeploy(): Promise<void> {
  await task.stop();
  task = await papyrus.runTask();
}

describe('a task', () => {
  it('gets the variables of its task definition and no others', () => {
    expect(Object.keys(task.variables).sort()).toEqual([
      'AMPLIFY_SECRETS',
      'AUTH0_CALLBACK_URL',
      'AUTH0_CLIENT_ID',
      'AUTH0_CLIENT_SECRET',
      'AUTH0_DOMAIN',
      'AWS_REGION',
      'BIND',
      'KEEP_ALIVE_SECONDS',
      'POOL_SIZE',
      'REQUEST_TIMEOUT_SECONDS',
      'SESSION_SECRET',
    ]);
    const { variables } = papyrus;
    expect(task.variables).toMatchObject({
      AUTH0_CLIENT_SECRET: variables.AUTH0_CLIENT_SECRET,
      SESSION_SECRET: variables.FLASK_SECRET_KEY,
      AUTH0_CALLBACK_URL: variables.AUTH0_CALLBACK_URL,
    });
    expect(Object.values(task.variables)).not.toContain(variables.DB_PASSWORD);
  });

  it('logs a person in, and keeps reports in PostgreSQL', async () => {
    const browser = await loggedIn();
    expect((await addReport(browser, 'First')).status).toBe(201);
    const { text } = await browser.go(task.url);
    expect(JSON.parse(text)).toEqual({ author: papyrus.auth0.user.email, reports: [{ id: 1, text: 'First' }] });
    expect(
      await papyrus.postgres.query("SELECT usename FROM pg_stat_activity WHERE datname = 'papyrus'"),
    ).toContainEqual({
      usename: 'papyrus',
    });
  });

  it('logs a person out, at Auth0 too', async () => {
    const browser = await loggedIn();
    const { location } = await browser.go(`${task.url}/logout`);
    expect(location?.host).toBe(papyrus.auth0.domain);
    expect((await browser.go(location ?? '')).location?.href).toBe(`${task.url}/`);
    expect((await browser.go(task.url)).location?.host).toBe(papyrus.auth0.domain);
  });

  it('shows nothing to somebody who has not logged in', async () => {
    const { status, location } = await browse().go(task.url);
    expect([status, location?.host]).toEqual([302, papyrus.auth0.domain]);
    expect((await addReport(browse(), 'Mine')).status).toBe(302);
  });

  it('reads the store once for all requests', async () => {
    const browser = await loggedIn();
    papyrus.aws.calls.clear();
    for (let i = 0; i < 20; i++) expect((await browser.go(task.url)).status).toBe(200);
    expect(papyrus.aws.calls).toHaveLength(0);
  });

  it('prints no value of a secret', () => {
    const { DB_PASSWORD = '', AUTH0_CLIENT_SECRET = '', FLASK_SECRET_KEY = '' } = papyrus.variables;
    for (const value of [DB_PASSWORD, AUTH0_CLIENT_SECRET, FLASK_SECRET_KEY]) {
      expect(value.length).toBeGreaterThan(20);
      expect(task.logs()).not.toContain(value);
    }
  });
});

describe('the roles', () => {
  it.each([
    ['ExecutionRole', 'db', false],
    ['ExecutionRole', 'auth0', true],
    ['ExecutionRole', 'session', true],
    ['TaskRole', 'db', true],
    ['TaskRole', 'auth0', false],
    ['TaskRole', 'session', false],
  ] as const)('let the %s read the secret %s: %s', async (kind, key, allowed) => {
    expect(await canRead(papyrus.aws, roleOf(papyrus.backend, kind), `papyrus/prd/${key}`)).toBe(allowed);
  });

  it('start no task where the task role is asked to fill the variables', async () => {
    const { backend, aws } = papyrus;
    await expect(fillVariables(backend, aws, roleOf(backend, 'TaskRole'))).rejects.toThrow(/not authorized/);
  });

  it('start no task where a parameter is missing', async () => {
    const { backend, aws, variables } = papyrus;
    aws.parameters.remove('/papyrus/prd/AUTH0_DOMAIN');
    await expect(fillVariables(backend, aws)).rejects.toThrow(/ResourceInitializationError.*AUTH0_DOMAIN/);
    await putSettings(aws, variables);
  });
});

describe('the login', () => {
  afterEach(() => {
    papyrus.auth0.tokens.flaw = undefined;
  });

  it.each<[string, Flaw]>([
    ['another audience', 'audience'],
    ['another issuer', 'issuer'],
    ['another nonce', 'nonce'],
    ['an expiry in the past', 'expired'],
  ])('refuses an ID token with %s', async (_, flaw) => {
    papyrus.auth0.tokens.flaw = flaw;
    const browser = browse();
    expect((await logIn(browser, task.url, papyrus.auth0)).status).toBe(400);
    expect((await browser.go(task.url)).status).toBe(302);
  });

  it('trusts no other authority, and with it the signature of a token that came straight from Auth0', async () => {
    const { aws, variables } = papyrus;
    const certificate = await makeCertificate();
    const impostor = await startAuth0(certificate);
    try {
      await putSettings(aws, { AUTH0_DOMAIN: impostor.domain });
      await redeploy();
      expect((await browse().go(`${task.url}/login`)).status).toBe(500);
    } finally {
      await putSettings(aws, variables);
      await redeploy();
      await impostor.close();
      certificate.remove();
    }
    await loggedIn();
  });

  it('refuses a callback that it has not begun', async () => {
    expect((await browse().go(`${task.url}/callback?code=x&state=y`)).status).toBe(400);
  });
});

describe('another callback URL', () => {
  it('is a parameter and a new task: no secret is written, and nothing deployed', async () => {
    const { aws, auth0, variables } = papyrus;
    const changed = variables.AUTH0_CALLBACK_URL?.replace('/callback', '/signed-in') ?? '';
    const versions = JSON.stringify(aws.secrets.list());
    await putSettings(aws, { AUTH0_CALLBACK_URL: changed });
    await redeploy();
    const refused = await logIn(browse(), task.url, auth0);
    expect([refused.status, refused.text]).toEqual([403, 'Callback URL mismatch.']);
    auth0.application.callbackUrls = [changed];
    await loggedIn();
    expect(JSON.stringify(aws.secrets.list())).toBe(versions);
  });
});

describe('a rotation', () => {
  it('of the password of the database is followed by a running task: no request fails', async () => {
    const { aws, postgres } = papyrus;
    const browser = await loggedIn();
    const statuses: number[] = [];
    const add = async (text: string) => void statuses.push((await addReport(browser, text)).status);
    await add('Before');
    const password = "SELECT rolpassword FROM pg_authid WHERE rolname = 'papyrus'";
    const [before] = await postgres.query(password);
    let isOver = false;
    const load = (async () => {
      while (!isOver) await add('Meanwhile');
    })();
    await runCli(aws, ['rotate', 'db', '--now', '--env', 'prd', '--confirm', 'prd']);
    expect((await aws.rotations.settled()).at(-1)).toMatchObject({ kind: 'rotation', outcome: 'succeeded' });
    isOver = true;
    await load;
    expect(await postgres.query(password)).not.toContainEqual(before);
    // So that others are opened, with the password that is now valid.
    await postgres.endConnectionsOf('papyrus');
    aws.calls.clear();
    await Promise.all(['After', 'After', 'After', 'After'].map(add));
    expect(aws.calls.count({ operation: 'GetSecretValue', outcome: 'ok' })).toBeGreaterThan(0);
    expect(statuses.length).toBeGreaterThan(5);
    expect(statuses.filter((status) => status !== 201)).toEqual([]);
  });

  it('of the client secret of Auth0 needs a new task', async () => {
    const { aws, auth0 } = papyrus;
    const next = 'the-next-one-of-a-tenant-that-ends-soon';
    auth0.application.clientSecret = next;
    await runCli(aws, ['set', 'auth0.client_secret', '-', '--env', 'prd', '--confirm', 'prd'], next);
    expect((await logIn(browse(), task.url, auth0)).status).toBeGreaterThanOrEqual(400);
    await redeploy();
    await loggedIn();
  });

  it('of the session key needs a new task, and logs everybody out', async () => {
    const browser = await loggedIn();
    await redeploy();
    expect((await browser.go(task.url)).status).toBe(200);
    const next = 'the-next-session-key-of-a-task-that-ends-soon';
    await runCli(papyrus.aws, ['set', 'session.secret_key', '-', '--env', 'prd', '--confirm', 'prd'], next);
    await redeploy();
    expect((await browser.go(task.url)).status).toBe(302);
    await loggedIn();
  });
});

describe('the template', () => {
  it('has the log group, the repository and the tag of the article, and no value', () => {
    const resources = resourcesOf(papyrus.backend);
    const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === type).map((each) => each.Properties);
    expect(propertiesOf('AWS::Logs::LogGroup')).toContainEqual(
      expect.objectContaining({
        LogGroupName: '/ecs/papyrus',
        RetentionInDays: 1,
        Tags: expect.arrayContaining([TAG]),
      }),
    );
    const [repository] = propertiesOf('AWS::ECR::Repository');
    expect(repository).toMatchObject({ RepositoryName: 'papyrus', ImageTagMutability: 'MUTABLE' });
    // Without a configuration ECR encrypts with AES-256: CDK writes nothing for it.
    expect(repository).not.toHaveProperty('EncryptionConfiguration');
    const { DB_PASSWORD = '', AUTH0_CLIENT_SECRET = '', FLASK_SECRET_KEY = '', AUTH0_DOMAIN = '' } = papyrus.variables;
    for (const value of [DB_PASSWORD, AUTH0_CLIENT_SECRET, FLASK_SECRET_KEY, AUTH0_DOMAIN]) {
      expect(JSON.stringify(resources)).not.toContain(value);
    }
  });
});
