import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { dotenvLines } from './dotenv-lines.js';
import { importPlan } from './import-plan.js';

// In parts, so that no scanner takes a test for a leak.
const join = (...parts: string[]) => parts.join('');
const KEY = join('-----BEGIN PRIVATE', ' KEY-----');

/** Variable, value, and where a careful person puts it, in a file of its own. */
const PLANS: readonly (readonly [name: string, value: string, place: string])[] = [
  // By name.
  ['FLASK_SECRET_KEY', 'dev', 'flaskSecretKey'],
  ['SESSION_SECRET', 'abc', 'sessionSecret'],
  ['GITHUB_TOKEN', 'x', 'githubToken'],
  ['OPENAI_API_KEY', 'x', 'openaiApiKey'],
  ['DB_PASSWORD', 'postgres', 'dbPassword'],
  ['JWT_PRIVATE_KEY', 'x', 'jwtPrivateKey'],
  ['ENCRYPTION_KEY', 'x', 'encryptionKey'],
  ['SMTP_PASS', '12345', 'smtpPass'],
  ['ADMIN_PIN', '123456', 'adminPin'],
  ['DOOR_TOKEN', '/a8Kf.02', 'doorToken'],
  ['API_SECRET', 'https://login.example', 'apiSecret'],
  // By value.
  ['SIGNING', `"${KEY}\\nabc\\n"`, 'signing'],
  ['DATABASE_URL', 'postgres://app:hunter22@db/app', 'databaseUrl'],
  ['REDIS', 'redis://:hunter22@cache:6379', 'redis'],
  ['CHAT', join('https://hooks.slack.com/services/', 'T0AB12C/B0DE34F/x9Yz'), 'chat'],
  ['BILLING', join('rk_test_', '4eC39HqLyjWDarjtT1zdp7dc'), 'billing'],
  // Plain.
  ['AUTH0_DOMAIN', 'tenant.us.auth0.com', 'parameter'],
  ['GUNICORN_WORKERS', '4', 'parameter'],
  ['PORT', '3000', 'parameter'],
  ['REDIS_URL', 'redis://cache:6379', 'parameter'],
  ['TOKEN_URL', 'https://login.example/token', 'parameter'],
  ['MAX_TOKENS', '4000', 'parameter'],
  ['PIN_LENGTH', '6', 'parameter'],
  ['DB_SECRET', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a-a8Kf02', 'parameter'],
  ['SORT_KEY', 'id', 'parameter'],
  ['JWT_PUBLIC_KEY', 'abc', 'parameter'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_test_abc', 'parameter'],
  ['SECRET_ARN', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a-a8Kf02', 'parameter'],
  ['DB_HOST', 'db.internal', 'parameter'],
  ['AUTH0_CLIENT_ID', 'abc', 'parameter'],
  // A switch, a mode, nothing.
  ['NODE_ENV', 'production', 'variable'],
  ['REQUIRE_PASSWORD', 'true', 'variable'],
  ['OPTIONAL', '', 'variable'],
  // In browsers.
  ['NEXT_PUBLIC_SITE', 'https://example.com', 'browser'],
  ['VITE_MAPS_KEY', 'a8Kf02', 'browser'],
  ['VITE_DB_PASSWORD', 'hunter22', 'browser!'],
  ['NEXT_PUBLIC_STRIPE', join('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc'), 'browser!'],
  // Not to be taken along.
  ['AWS_SECRET_ACCESS_KEY', 'abc', 'left'],
  ['AWS_REGION', 'us-east-1', 'left'],
  ['my.setting', 'a', 'left'],
];

function planOf(text: string, set?: Parameters<typeof importPlan>[1], names?: Readonly<Record<string, string>>) {
  return importPlan(dotenvLines(text).lines, set, names);
}

/** Variable → `database.password`, or `parameter`. */
function places(plan: ReturnType<typeof planOf>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    plan.variables.map(({ name, destination, slot, isExposed }) => [
      name,
      slot === undefined
        ? `${destination}${isExposed ? '!' : ''}`
        : slot.field === undefined
          ? slot.key
          : `${slot.key}.${slot.field}`,
    ]),
  );
}

const SEED = `DB_USER=app
DB_PASSWORD=one
DB_NAME=papyrus
DB_HOST=db.internal
POSTGRES_USER=app
POSTGRES_PASSWORD=one
POSTGRES_DB=papyrus
AUTH0_CLIENT_ID=abc
AUTH0_CLIENT_SECRET=two
FLASK_SECRET_KEY=three
AUTH0_DOMAIN=tenant.us.auth0.com
AUTH0_CALLBACK_URL=http://0.0.0.0:5000/callback
GUNICORN_WORKERS=4
GUNICORN_LOG_LEVEL=info
`;

describe('importPlan', () => {
  it.each(PLANS)('puts %s=%s where a careful person would: %s', (name, value, place) => {
    expect(places(planOf(`${name}=${value}`))).toEqual({ [name]: place });
  });

  it('puts a login, a pair and a key into three secrets, and configuration into Parameter Store', () => {
    const plan = planOf(SEED);
    expect(places(plan)).toEqual({
      DB_USER: 'database.username',
      DB_PASSWORD: 'database.password',
      DB_NAME: 'database.name',
      DB_HOST: 'database.host',
      POSTGRES_USER: 'database.username',
      POSTGRES_PASSWORD: 'database.password',
      POSTGRES_DB: 'database.name',
      AUTH0_CLIENT_ID: 'auth0.clientId',
      AUTH0_CLIENT_SECRET: 'auth0.clientSecret',
      FLASK_SECRET_KEY: 'flaskSecretKey',
      AUTH0_DOMAIN: 'parameter',
      AUTH0_CALLBACK_URL: 'parameter',
      GUNICORN_WORKERS: 'parameter',
      GUNICORN_LOG_LEVEL: 'parameter',
    });
    expect(plan.secrets).toMatchObject([
      { key: 'database', kind: 'json', fields: ['username', 'password', 'name', 'host'], state: 'new' },
      { key: 'auth0', kind: 'json', fields: ['clientId', 'clientSecret'], state: 'new' },
      { key: 'flaskSecretKey', kind: 'text', state: 'new' },
    ]);
  });

  it('gives values that differ fields of their own', () => {
    expect(places(planOf('DB_PASSWORD=one\nPGPASSWORD=two\nDATABASE_URL=postgres://a:hunter22@b/c'))).toEqual({
      DB_PASSWORD: 'database.password',
      PGPASSWORD: 'database.pgpassword',
      DATABASE_URL: 'database.url',
    });
  });

  it('says which values are missing, stand for one, or are unclear', () => {
    const { variables } = planOf(
      'A_SECRET=\nB_SECRET=<your secret>\nC_SECRET=a#b\nD_SECRET=abc\nPORT=a#b\nE_SECRET=abc\nword',
    );
    expect(variables.map(({ problem }) => problem)).toEqual([
      'empty',
      'placeholder',
      'unclear',
      undefined,
      undefined,
      'continued',
    ]);
  });

  it('takes the last line of a name that is there twice', () => {
    expect(planOf('A_SECRET=one\nB=1\nA_SECRET=two').variables).toMatchObject([{ line: 3, value: 'two' }, { line: 2 }]);
  });

  it('finds the declared secret by the names that run and export give it', () => {
    const set = secretSetOf(
      defineSecrets({
        app: 'shop',
        environments: { prod: 'main' },
        secrets: {
          stripe: jsonSecret(['apiKey', 'accountName']),
          slackToken: textSecret(),
          database: jsonSecret(['user', 'password', 'dbname']),
          twilio: textSecret(),
        },
      }),
    );
    const text =
      'STRIPE_API_KEY=a\nSTRIPE_ACCOUNT_NAME=b\nSTRIPE_WEBHOOK_SECRET=c\nSTRIPE_APP_ID=d\nSLACK=e\nLOGIN=f\nDB_PASSWORD=g\nPGUSER=f\nPGDATABASE=h\nTWILIO_SID_SECRET=i\nTWILIO_TOKEN=j';
    const plan = planOf(text, set, { slackToken: 'SLACK', 'database.user': 'LOGIN' });
    expect(places(plan)).toEqual({
      STRIPE_API_KEY: 'stripe.apiKey',
      STRIPE_ACCOUNT_NAME: 'stripe.accountName',
      STRIPE_WEBHOOK_SECRET: 'stripe.webhookSecret',
      STRIPE_APP_ID: 'parameter',
      SLACK: 'slackToken',
      LOGIN: 'database.user',
      DB_PASSWORD: 'database.password',
      PGUSER: 'database.user',
      PGDATABASE: 'database.dbname',
      TWILIO_SID_SECRET: 'twilioSidSecret',
      TWILIO_TOKEN: 'twilioToken',
    });
    expect(plan.variables.filter(({ slot, isDeclared }) => slot && !isDeclared).map(({ name }) => name)).toEqual([
      'STRIPE_WEBHOOK_SECRET',
      'TWILIO_SID_SECRET',
      'TWILIO_TOKEN',
    ]);
    expect(plan.secrets.map(({ key, state }) => [key, state])).toEqual([
      ['stripe', 'extended'],
      ['slackToken', 'declared'],
      ['database', 'declared'],
      ['twilioSidSecret', 'new'],
      ['twilioToken', 'new'],
    ]);
  });

  it('sees the declared secret of a database under another name of it, with equal values and with others', () => {
    const set = secretSetOf(
      defineSecrets({
        app: 'shop',
        environments: { prod: 'main' },
        secrets: { db: jsonSecret(['user', 'password', 'host']) },
      }),
    );
    const text = 'DB_USER=app\nDB_PASSWORD=one\nPOSTGRES_USER=app\nPOSTGRES_PASSWORD=one\nPGHOST=db.internal\n';
    const plan = planOf(text, set);
    expect(places(plan)).toEqual({
      DB_USER: 'db.user',
      DB_PASSWORD: 'db.password',
      POSTGRES_USER: 'db.user',
      POSTGRES_PASSWORD: 'db.password',
      PGHOST: 'db.host',
    });
    expect(plan.variables.every(({ isDeclared }) => isDeclared)).toBe(true);
    expect(plan.secrets.map(({ key, state }) => [key, state])).toEqual([['db', 'declared']]);
    expect(places(planOf('DB_PASSWORD=one\nPOSTGRES_PASSWORD=two\n', set)).POSTGRES_PASSWORD).toBe(
      'db.postgresPassword',
    );
  });
});
