import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, type BackendFunction, can, loadBackend } from '@amplify-secrets/local';
import type { NamedPolicy } from '@amplify-secrets/local/iam';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { type Deployment, parameterFolders } from '@amplify-secrets/runtime/contract';
import { App, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf, MAIN, makeBackend, makeFunction, SANDBOX, secretArn, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../grant.js';
import { secretsMatching } from './secrets-matching.js';

const folder = mkdtempSync(join(tmpdir(), 'encryption-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const STRIPE = secretArn('myapp/prod/stripe');

/** A backend as local AWS reads it; grants go to `fn`. */
function deployed(grant: (fn: LambdaFunction, stack: Stack) => void, deployment: Deployment = MAIN): Backend {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = new App({ outdir, context: contextOf(deployment) });
  const stack = new NestedStack(new Stack(app, 'amplify'), 'function');
  grant(makeFunction(stack, 'fn'), stack);
  app.synth();
  return loadBackend(outdir, { exports: { TeamKey: KEY } });
}

function functionIn({ functions: [fn] }: Backend): BackendFunction {
  if (fn === undefined) throw new Error('no function');
  return fn;
}

/** What a key has unless somebody writes another: the account's own IAM policies decide. */
function defaultKeyPolicy(key: string): NamedPolicy {
  const Principal = { AWS: `arn:aws:iam::${key.split(':')[4]}:root` };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }];
  return { name: 'default key policy', document: { Version: '2012-10-17', Statement } };
}

interface Use {
  readonly action?: string;
  readonly key?: string;
  readonly service?: string;
  readonly context?: Record<string, string>;
}

/** Whether the function may use the key; by default as Secrets Manager does to read `stripe`. */
function mayUse(backend: Backend, use: Use = {}): boolean {
  const { action = 'kms:Decrypt', key = KEY, service = 'secretsmanager.us-east-1.amazonaws.com' } = use;
  const context = use.context ?? { secretarn: STRIPE, secretversionid: 'v1' };
  const carried = Object.entries(context).map(([name, value]) => [`kms:encryptioncontext:${name}`, value]);
  const requestContext = { 'kms:viaservice': service, ...Object.fromEntries(carried) };
  const keyPolicies = new Map([[key, defaultKeyPolicy(key)], ...backend.keyPolicies]);
  const { effect } = can({ ...backend, keyPolicies }, functionIn(backend), action, key, requestContext);
  if (effect === 'unknown') throw new Error('unknown');
  return effect === 'allow';
}

describe('the option encryptionKey', () => {
  let reader: Backend;
  beforeAll(() => {
    reader = deployed((fn) => grantSecretRead(fn, secrets.stripe, { encryptionKey: KEY }));
  });

  it('lets a reader decrypt the granted secret through Secrets Manager', () => {
    expect(mayUse(reader)).toBe(true);
    expect(can(reader, functionIn(reader), 'secretsmanager:GetSecretValue', STRIPE).effect).toBe('allow');
  });

  it.each<[string, Use]>([
    ['another secret', { context: { secretarn: secretArn('myapp/prod/slack-signing-secret') } }],
    ['a longer name', { context: { secretarn: secretArn('myapp/prod/stripe-live') } }],
    ['a longer suffix', { context: { secretarn: `${STRIPE}x` } }],
    ['a shorter suffix', { context: { secretarn: STRIPE.slice(0, -1) } }],
    ['the secret of another environment', { context: { secretarn: secretArn('myapp/dev/stripe') } }],
    ['the secret of another account', { context: { secretarn: STRIPE.replace('123456789012', '210987654321') } }],
    ['the secret of another region', { context: { secretarn: STRIPE.replace('us-east-1', 'eu-west-1') } }],
    ['no secret', { context: {} }],
    ['a parameter', { context: { parameter_arn: STRIPE } }],
    ['another service', { service: 'ssm.us-east-1.amazonaws.com' }],
    ['no service', { service: '' }],
    ['another region', { service: 'secretsmanager.eu-west-1.amazonaws.com' }],
    ['another key', { key: KEY.replace('1234abcd', '4321dcba') }],
    ['the key of that id in another account', { key: KEY.replace('123456789012', '210987654321') }],
    ['writing', { action: 'kms:GenerateDataKey' }],
    ['encrypting', { action: 'kms:Encrypt' }],
    ['reencrypting', { action: 'kms:ReEncryptFrom' }],
    ['granting on', { action: 'kms:CreateGrant' }],
  ])('does not let a reader use the key for %s', (_what, use) => {
    expect(mayUse(reader, use)).toBe(false);
  });

  it('lets a writer make data keys too, and read no secret', () => {
    const writer = deployed((fn) => grantSecretWrite(fn, secrets.stripe, { encryptionKey: KEY }));
    expect(mayUse(writer)).toBe(true);
    expect(mayUse(writer, { action: 'kms:GenerateDataKey' })).toBe(true);
    const other = { secretarn: secretArn('myapp/prod/stripe-live') };
    expect(mayUse(writer, { action: 'kms:GenerateDataKey', context: other })).toBe(false);
    expect(can(writer, functionIn(writer), 'secretsmanager:GetSecretValue', STRIPE).effect).toBe('deny');
  });

  it('allows each key for its own secrets only, over any number of grants', () => {
    const other = KEY.replace('1234abcd', '4321dcba');
    const names = Array.from({ length: 45 }, (_, index) => `legacy-${index}`);
    const backend = deployed((fn) => {
      grantSecretRead(fn, secrets.stripe, { encryptionKey: KEY });
      grantSecretReadWrite(fn, secrets.upworkTokens, { encryptionKey: other });
      for (const name of names) grantSecretRead(fn, name, { branches: 'main', encryptionKey: KEY });
      grantSecretRead(fn, secrets.slackSigningSecret);
    });
    const tokens = { secretarn: secretArn('upwork-oauth-tokens') };
    expect(mayUse(backend)).toBe(true);
    expect(mayUse(backend, { key: other })).toBe(false);
    expect(mayUse(backend, { key: other, context: tokens })).toBe(true);
    expect(mayUse(backend, { key: other, context: tokens, action: 'kms:GenerateDataKey' })).toBe(true);
    expect(mayUse(backend, { context: tokens })).toBe(false);
    expect(mayUse(backend, { context: tokens, action: 'kms:GenerateDataKey' })).toBe(false);
    for (const name of names) expect(mayUse(backend, { context: { secretarn: secretArn(name) } })).toBe(true);
    for (const key of [KEY, other]) {
      expect(mayUse(backend, { key, context: { secretarn: secretArn('myapp/prod/slack-signing-secret') } })).toBe(
        false,
      );
    }
  });

  it('allows the secrets of a pattern', () => {
    const backend = deployed((fn) => grantSecretRead(fn, secretsMatching(secrets, 'github-*'), { encryptionKey: KEY }));
    expect(mayUse(backend, { context: { secretarn: secretArn('myapp/prod/github-acme') } })).toBe(true);
    expect(mayUse(backend, { context: { secretarn: secretArn('myapp/prod/gitlab-acme') } })).toBe(false);
    expect(mayUse(backend, { context: { secretarn: secretArn('myapp/dev/github-acme') } })).toBe(false);
  });

  it('allows the region of a full ARN', () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:billing/api-Ab12Cd';
    const key = 'arn:aws:kms:eu-west-1:210987654321:key/mrk-1234abcd12ab34cd56ef1234567890ab';
    const backend = deployed((fn) => grantSecretRead(fn, arn, { branches: 'main', encryptionKey: key }));
    // The key's own account would have to let it, too, so only the statement is looked at.
    const statements = backend.roles.flatMap(({ policies }) => policies.flatMap(({ document }) => document.Statement));
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: {
        StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
        ArnLike: { 'kms:EncryptionContext:SecretARN': [arn] },
      },
    });
  });

  it.each<[string, (stack: Stack) => IKey]>([
    ['made here', (stack) => new Key(stack, 'Key')],
    ['made in another nested stack', (stack) => new Key(new NestedStack(stack, 'keys'), 'Key')],
    ['imported by its ARN', (stack) => Key.fromKeyArn(stack, 'Key', KEY)],
    ['imported by an export', (stack) => Key.fromKeyArn(stack, 'Key', Fn.importValue('TeamKey'))],
  ])('becomes an identity statement for a key %s', (_what, make) => {
    const backend = deployed((fn, stack) => grantSecretRead(fn, secrets.stripe, { encryptionKey: make(stack) }));
    const [own] = backend.keyPolicies.keys();
    expect(mayUse(backend, { key: own ?? KEY })).toBe(true);
    expect(mayUse(backend, { key: own ?? KEY, service: 'ssm.us-east-1.amazonaws.com' })).toBe(false);
    const written = JSON.stringify([...backend.keyPolicies.values()]);
    expect(written).not.toContain('ViaService');
  });

  it('allows reading the own and the shared parameter in Amplify’s store', () => {
    const backend = deployed((fn) => grantSecretReadWrite(fn, secrets.stripe, { encryptionKey: KEY }), SANDBOX);
    const service = 'ssm.us-east-1.amazonaws.com';
    for (const folder of parameterFolders(SANDBOX)) {
      const parameter = `arn:aws:ssm:us-east-1:123456789012:parameter${folder}/stripe`;
      const context = { parameter_arn: parameter };
      expect(mayUse(backend, { service, context })).toBe(true);
      expect(mayUse(backend, { service, context: { parameter_arn: `${parameter}s` } })).toBe(false);
      expect(mayUse(backend, { service, context: { secretarn: parameter } })).toBe(false);
      expect(mayUse(backend, { context })).toBe(false);
      for (const action of ['kms:Encrypt', 'kms:GenerateDataKey']) {
        expect(mayUse(backend, { service, context, action })).toBe(false);
      }
    }
  });

  it('allows nothing where the grant does not hold', () => {
    const backend = deployed((fn) => grantSecretRead(fn, secrets.stripe, { branches: 'staging', encryptionKey: KEY }));
    expect(mayUse(backend)).toBe(false);
  });
});

describe('the synthesis of a grant with encryptionKey', () => {
  const lost = expect.objectContaining({
    name: 'GrantLostError',
    message: expect.stringMatching(`kms:Decrypt on ${KEY}`),
  });
  const condition = 'PolicyDocument.Statement.1.Condition';
  it.each<[string, (policy: CfnPolicy) => void]>([
    ['condition is deleted', (policy) => policy.addPropertyDeletionOverride(condition)],
    [
      'service is another',
      (policy) => policy.addPropertyOverride(`${condition}.StringEquals`, { 'kms:ViaService': 'x' }),
    ],
    [
      'secret is another',
      (policy) => policy.addPropertyOverride(`${condition}.ArnLike`, { 'kms:EncryptionContext:SecretARN': ['x'] }),
    ],
    [
      'condition gets company',
      (policy) => policy.addPropertyOverride(`${condition}.Bool`, { 'aws:SecureTransport': 'true' }),
    ],
    ['operator gets company', (policy) => policy.addPropertyOverride(`${condition}.StringEquals.a`, 'b')],
    ['key is another', (policy) => policy.addPropertyOverride('PolicyDocument.Statement.1.Resource', 'arn:aws:s3:::b')],
  ])('fails when its %s', (_what, override) => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe, { encryptionKey: KEY });
    const policy = webhook.resources.lambda.role?.node.findChild('DefaultPolicy').node.defaultChild;
    if (!(policy instanceof CfnPolicy)) throw new Error('no policy');
    override(policy);
    expect(() => app.synth()).toThrow(lost);
  });

  it('fails when the role is immutable, and names what is missing', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/app', { mutable: false });
    grantSecretRead(role, secrets.stripe, { encryptionKey: new Key(stack, 'Key') });
    expect(() => app.synth()).toThrow(expect.objectContaining({ message: expect.stringContaining('and 1 more') }));
  });

  it('passes where CDK merges statements', () => {
    const { app, amplifyFunction } = makeBackend(MAIN, {}, { '@aws-cdk/aws-iam:minimizePolicies': true });
    grantSecretReadWrite(amplifyFunction('refresh'), [secrets.stripe, secrets.upworkTokens], { encryptionKey: KEY });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('the check of encryptionKey', () => {
  it.each<[string, (stack: Stack) => unknown, string]>([
    ['an id', () => '1234abcd-12ab-34cd-56ef-1234567890ab', 'describe-key'],
    ['an alias', () => 'alias/team', 'describe-key'],
    ['the ARN of an alias', () => 'arn:aws:kms:us-east-1:123456789012:alias/team', 'describe-key'],
    ['every key', () => 'arn:aws:kms:us-east-1:123456789012:key/*', 'describe-key'],
    ['a star', () => '*', 'describe-key'],
    ['the key of every account', () => KEY.replace('123456789012', '*'), 'describe-key'],
    ['a string with a line break', () => `${KEY}\n`, 'describe-key'],
    ['a string known at deployment only', () => Fn.importValue('TeamKey'), 'Key.fromKeyArn('],
    [
      'a CDK alias',
      (stack) => new Alias(stack, 'A', { aliasName: 'a', targetKey: new Key(stack, 'K') }),
      'describe-key',
    ],
    ['an imported alias', (stack) => Alias.fromAliasName(stack, 'A', 'alias/a'), 'describe-key'],
    ['an imported wildcard', (stack) => Key.fromKeyArn(stack, 'K', KEY.replace(/[^/]+$/, '*')), 'describe-key'],
    [
      'an imported wildcard of this account',
      (stack) => Key.fromKeyArn(stack, 'K', `arn:aws:kms:${stack.region}:${stack.account}:key/*`),
      'describe-key',
    ],
    ['undefined', () => undefined, 'Give encryptionKey a value: is the variable it comes from set'],
    ['null', () => null, 'describe-key'],
    ['a number', () => 5, 'describe-key'],
    ['an object', () => ({}), 'describe-key'],
  ])('refuses %s', (_what, make, resolution) => {
    const { stack, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    const encryptionKey = make(stack) as IKey;
    expect(() => grantSecretRead(webhook, secrets.stripe, { encryptionKey })).toThrow(
      expect.objectContaining({
        name: 'GrantOptionInvalidError',
        classification: 'ERROR',
        resolution: expect.stringContaining(resolution),
      }),
    );
  });
});

describe('the encryptionKey of a definition', () => {
  const KEYS = { prod: KEY, dev: KEY.replace('1234abcd', '4321dcba') };
  const set = defineSecrets({
    app: 'myapp',
    environments: { prod: 'main', staging: 'staging', dev: '*' },
    secrets: {
      stripe: textSecret({ encryptionKey: KEYS }),
      bank: textSecret({ encryptionKey: KEY }),
    },
  });
  const bank = secretArn('myapp/prod/bank');

  it('applies to every grant of the secret in its environment', () => {
    const main = deployed((fn) => grantSecretRead(fn, [set.stripe, set.bank]));
    expect(mayUse(main)).toBe(true);
    expect(mayUse(main, { context: { secretarn: bank } })).toBe(true);
    expect(mayUse(main, { key: KEYS.dev })).toBe(false);
  });

  it('applies in no environment that it leaves out', () => {
    const staging = deployed((fn) => grantSecretRead(fn, set.stripe), { ...MAIN, name: 'staging' });
    const stripe = secretArn('myapp/staging/stripe');
    expect(mayUse(staging, { context: { secretarn: stripe } })).toBe(false);
  });

  it('applies in Amplify’s store only where it names the sandbox', () => {
    const sandbox = deployed((fn) => grantSecretRead(fn, set.bank), SANDBOX);
    expect(JSON.stringify(functionIn(sandbox).role.policies)).not.toContain('kms:');
  });

  it('is replaced by the key that the grant names', () => {
    const other = KEYS.dev;
    const main = deployed((fn) => grantSecretRead(fn, set.bank, { encryptionKey: other }));
    expect(mayUse(main, { key: other, context: { secretarn: bank } })).toBe(true);
    expect(mayUse(main, { context: { secretarn: bank } })).toBe(false);
  });

  it('is refused when two sets of one app differ in it', () => {
    const twin = defineSecrets({
      app: 'myapp',
      environments: { prod: 'main', staging: 'staging', dev: '*' },
      secrets: { bank: textSecret() },
    });
    expect(() =>
      deployed((fn) => {
        grantSecretRead(fn, set.bank);
        grantSecretRead(fn, twin.bank);
      }),
    ).toThrow(expect.objectContaining({ name: 'SecretSetsDisagreeError' }));
  });
});

describe('the key behind a token', () => {
  it('is refused at the end of the synthesis when it is every key', () => {
    const grantAnyKey = (fn: LambdaFunction, stack: Stack) => {
      const encryptionKey = Key.fromKeyArn(stack, 'Any', KEY);
      Object.defineProperty(encryptionKey, 'keyArn', { value: Lazy.string({ produce: () => '*' }) });
      grantSecretRead(fn, secrets.stripe, { encryptionKey });
    };
    expect(() => deployed(grantAnyKey)).toThrow(
      expect.objectContaining({ name: 'GrantOptionInvalidError', message: expect.stringContaining('stands for "*"') }),
    );
  });
});
