import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, can, loadBackend } from '@amplify-secrets/local';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { afterAll, describe, expect, it } from 'vitest';
import { contextOf, MAIN, makeFunction, SANDBOX, secretArn } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import type { GrantTarget } from './grant-target.js';

const ELSEWHERE = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shared/mail';
const RDS = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-1f0a7e52';
const OTHERS = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shared/mail';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const folder = mkdtempSync(join(tmpdir(), 'construct-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Project {
  /** In the stack of data, which the function's is a sibling of. */
  readonly secretIn: (stack: Stack) => GrantTarget;
  readonly options?: GrantOptions;
  readonly deployment?: Deployment;
  readonly account?: string;
  readonly grant?: typeof grantSecretRead;
}

function deployed({ secretIn, options = {}, deployment = MAIN, account, grant = grantSecretRead }: Project) {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = new App({ outdir, context: contextOf(deployment) });
  const root = new Stack(app, 'amplify', account === undefined ? {} : { env: { account, region: 'us-east-1' } });
  const [data, functions] = [new NestedStack(root, 'data'), new NestedStack(root, 'function')];
  grant(makeFunction(functions, 'fn'), secretIn(data), options);
  app.synth();
  const backend = loadBackend(outdir);
  return { backend, root, reads: (arn: string) => allowed(backend, 'secretsmanager:GetSecretValue', arn) };
}

function allowed(backend: Backend, action: string, arn: string, context: Record<string, string> = {}): boolean {
  const [fn] = backend.functions;
  if (fn === undefined) throw new Error('no function');
  const { effect } = can(backend, fn, action, arn, context);
  if (effect === 'unknown') throw new Error('unknown');
  return effect === 'allow';
}

describe('a CDK secret that the backend creates', () => {
  it.each([MAIN, SANDBOX])('is granted exactly and without branches in a $type', (deployment) => {
    const { backend, reads } = deployed({
      deployment,
      secretIn: (stack) => {
        new Secret(stack, 'Neighbour', { secretName: 'made/stripe-live' });
        return new Secret(stack, 'Made', { secretName: 'made/stripe' });
      },
    });
    const [made, neighbour] = ['made/stripe', 'made/stripe-live'].map(
      (name) => backend.secrets.find((secret) => secret.name === name)?.arn ?? '',
    );
    expect(made).toContain('made/stripe-');
    expect(reads(made ?? '')).toBe(true);
    expect(reads(neighbour ?? '')).toBe(false);
    expect(allowed(backend, 'secretsmanager:PutSecretValue', made ?? '')).toBe(false);
  });

  it('is granted with its key, for that secret only', () => {
    const { backend } = deployed({
      grant: grantSecretReadWrite,
      secretIn: (stack) => new Secret(stack, 'Made', { encryptionKey: new Key(stack, 'Key') }),
    });
    const [[key] = []] = backend.keyPolicies;
    const through = (secret: string) => ({
      'kms:viaservice': 'secretsmanager.us-east-1.amazonaws.com',
      'kms:encryptioncontext:secretarn': secret,
    });
    const [made] = backend.secrets;
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
      expect(allowed(backend, action, key ?? '', through(made?.arn ?? ''))).toBe(true);
      expect(allowed(backend, action, key ?? '', through(secretArn('myapp/prod/stripe')))).toBe(false);
    }
  });
});

describe('an imported CDK secret', () => {
  const branches = 'main';

  it.each<[string, (stack: Stack) => ISecret, string]>([
    ['imported by name', (stack) => Secret.fromSecretNameV2(stack, 'S', 'legacy/mail'), secretArn('legacy/mail')],
    [
      'created by an AWS service',
      (stack) => Secret.fromSecretCompleteArn(stack, 'S', `${RDS}-AbC123`),
      `${RDS}-AbC123`,
    ],
    ['imported by a partial ARN', (stack) => Secret.fromSecretPartialArn(stack, 'S', ELSEWHERE), `${ELSEWHERE}-AbC123`],
    [
      'imported by its ARN',
      (stack) => Secret.fromSecretCompleteArn(stack, 'S', `${ELSEWHERE}-AbC123`),
      `${ELSEWHERE}-AbC123`,
    ],
  ])('is granted exactly when it is %s', (_how, secretIn, arn) => {
    const { reads } = deployed({ secretIn, options: { branches } });
    expect(reads(arn)).toBe(true);
    expect(reads(arn.replace(/-\w{6}$/, '-live-AbC123'))).toBe(false);
    expect(reads(arn.slice(0, -1))).toBe(false);
    expect(reads(arn.replace(/:\d{12}:/, ':999988887777:'))).toBe(false);
    expect(reads(arn.replace(/(us-east|eu-west)-1/, 'us-west-2'))).toBe(false);
  });

  it('is granted with its suffix only, when its ARN has one', () => {
    const { reads } = deployed({
      secretIn: (stack) => Secret.fromSecretCompleteArn(stack, 'S', `${ELSEWHERE}-AbC123`),
      options: { branches },
    });
    expect(reads(`${ELSEWHERE}-xyz789`)).toBe(false);
  });

  it('is granted with the key that the import names, in the region of the secret', () => {
    const { backend } = deployed({
      secretIn: (stack) =>
        Secret.fromSecretAttributes(stack, 'S', {
          secretCompleteArn: `${ELSEWHERE}-AbC123`,
          encryptionKey: Key.fromKeyArn(stack, 'Key', KEY),
        }),
      options: { branches },
    });
    const [statement] = backend.functions[0]?.role.policies.flatMap(({ document }) => kmsStatements(document)) ?? [];
    expect(statement).toMatchObject({
      Resource: KEY,
      Condition: {
        StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' },
        ArnLike: { 'kms:EncryptionContext:SecretARN': [`${ELSEWHERE}-AbC123`] },
      },
    });
  });

  it('is refused without branches, since it belongs to no environment', () => {
    const secretIn = (stack: Stack) => Secret.fromSecretNameV2(stack, 'S', 'legacy/mail');
    expect(() => deployed({ secretIn })).toThrow(expect.objectContaining({ name: 'GrantBranchesMissingError' }));
    const { reads } = deployed({ secretIn, options: { branches }, deployment: SANDBOX });
    expect(reads(secretArn('legacy/mail'))).toBe(false);
  });

  it.each<[string, (stack: Stack) => ISecret]>([
    ['a name', (stack) => Secret.fromSecretNameV2(stack, 'S', new CfnParameter(stack, 'P').valueAsString)],
    ['an ARN', (stack) => Secret.fromSecretCompleteArn(stack, 'S', new CfnParameter(stack, 'P').valueAsString)],
    [
      'a partial ARN',
      (stack) => Secret.fromSecretPartialArn(stack, 'S', `${ELSEWHERE}/${new CfnParameter(stack, 'P').valueAsString}`),
    ],
  ])('is refused when it is imported by %s known only at deployment', (_what, secretIn) => {
    expect(() => deployed({ secretIn, options: { branches } })).toThrow(
      expect.objectContaining({
        name: 'GrantTargetInvalidError',
        resolution: expect.stringContaining('fromSecretNameV2'),
      }),
    );
  });

  it.each<[string, (stack: Stack) => ISecret]>([
    ['a wildcard in its name', (stack) => Secret.fromSecretNameV2(stack, 'S', 'legacy/*')],
    ['a wildcard in its ARN', (stack) => Secret.fromSecretPartialArn(stack, 'S', `${ELSEWHERE}*`)],
    ['every account', (stack) => Secret.fromSecretPartialArn(stack, 'S', ELSEWHERE.replace('123456789012', '*'))],
    ['every region', (stack) => Secret.fromSecretPartialArn(stack, 'S', ELSEWHERE.replace('eu-west-1', '*'))],
  ])('is refused when it is imported with %s', (_what, secretIn) => {
    expect(() => deployed({ secretIn, options: { branches } })).toThrow(
      expect.objectContaining({
        classification: 'ERROR',
        name: expect.stringMatching(/^(SecretName|GrantTarget)Invalid/),
      }),
    );
  });
});

describe('the note on another account', () => {
  const options = { branches: 'main' } as const;
  const secretIn = () => `${OTHERS}-AbC123`;

  it('shows what the owner of the secret must add', () => {
    const { root } = deployed({ secretIn, options });
    const note = Match.stringLikeRegexp(
      'put-resource-policy.*111122223333.*secretsmanager:GetSecretValue[^]*customer-managed',
    );
    Annotations.fromStack(root).hasInfo('*', note);
  });

  it('is a warning where both accounts are known and there is no key', () => {
    const { root } = deployed({ secretIn, options, account: '999988887777' });
    Annotations.fromStack(root).hasWarning('*', Match.stringLikeRegexp('iam::999988887777:root'));
  });

  it('shows what the key policy must have', () => {
    const { root } = deployed({ secretIn, options: { ...options, encryptionKey: KEY }, account: '999988887777' });
    Annotations.fromStack(root).hasInfo('*', Match.stringLikeRegexp('policy of the key.*kms:Decrypt'));
    Annotations.fromStack(root).hasNoWarning('*', Match.anyValue());
  });

  it('is missing where the account is that of the deployment', () => {
    const { root } = deployed({ secretIn, options, account: '111122223333' });
    Annotations.fromStack(root).hasNoInfo('*', Match.anyValue());
    Annotations.fromStack(root).hasNoWarning('*', Match.anyValue());
  });
});

function kmsStatements(document: unknown): Record<string, unknown>[] {
  const { Statement } = document as { readonly Statement: readonly Record<string, unknown>[] };
  return Statement.filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
}
