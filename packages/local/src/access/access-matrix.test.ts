import { describe, expect, it } from 'vitest';
import type { Backend, BackendFunction } from '../backend/model.js';
import { backendWith } from '../backend.test.support.js';
import type { PolicyDocument, Statement } from '../iam/model.js';
import { accessMatrix } from './access-matrix.js';
import { formatAccessMatrix } from './format-access-matrix.js';

const account = '123456789012';
const STRIPE = `arn:aws:secretsmanager:us-east-1:${account}:secret:shop/prod/stripe-AbCdEf`;
const OAUTH = `arn:aws:secretsmanager:us-east-1:${account}:secret:shop/prod/oauth-AbCdEf`;
const PARAMETER = `arn:aws:ssm:us-east-1:${account}:parameter/amplify/shop/stripe`;
const KEY = `arn:aws:kms:us-east-1:${account}:key/11111111-2222-4333-8444-555555555555`;

const allow = (Action: string | string[], Resource: string | string[], more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

function functionWith(name: string, statements: readonly Statement[], unknown?: string): BackendFunction {
  const document: PolicyDocument = { Version: '2012-10-17', Statement: statements };
  const policy = { name: `${name}Policy`, document, ...(unknown !== undefined && { unknown }) };
  const role = { name: `${name}-role`, arn: `arn:aws:iam::${account}:role/${name}-role`, account, policies: [policy] };
  const arn = `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  const settings = {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
  };
  return { name, logicalId: name, functionName: name, arn, role, ...settings };
}

function backendOf(functions: readonly BackendFunction[], more: Partial<Backend> = {}): Backend {
  return backendWith({ functions, roles: functions.map(({ role }) => role), ...more });
}

const read = allow('secretsmanager:GetSecretValue', STRIPE.replace('AbCdEf', '??????'), { Sid: 'Read' });
const write = allow(['secretsmanager:PutSecretValue', 'ssm:PutParameter'], [OAUTH, PARAMETER], { Sid: 'Write' });
const backend = backendOf([
  functionWith('reader', [read]),
  functionWith('writer', [read, write]),
  functionWith('bystander', [allow('s3:GetObject', '*')]),
  functionWith('mystery', [read], 'an import'),
]);

describe('accessMatrix', () => {
  it('decides every function on every resource, with the statement that decided', () => {
    const rows = accessMatrix(backend, [STRIPE, OAUTH]);
    expect(rows.map((row) => [row.function, row.resource.name, row.read.effect, row.write.effect])).toEqual([
      ['reader', 'shop/prod/stripe', 'allow', 'deny'],
      ['reader', 'shop/prod/oauth', 'deny', 'deny'],
      ['writer', 'shop/prod/stripe', 'allow', 'deny'],
      ['writer', 'shop/prod/oauth', 'deny', 'allow'],
      ['bystander', 'shop/prod/stripe', 'deny', 'deny'],
      ['bystander', 'shop/prod/oauth', 'deny', 'deny'],
      ['mystery', 'shop/prod/stripe', 'unknown', 'unknown'],
      ['mystery', 'shop/prod/oauth', 'unknown', 'unknown'],
    ]);
    expect(rows[0]?.read.statement).toBe('readerPolicy#Read');
  });

  it('reads the secrets and parameters of a local AWS, or the secrets of the templates', () => {
    const secrets = [{ logicalId: 'S', name: 'stripe', arn: STRIPE }];
    const parameters = [{ name: '/amplify/shop/stripe', arn: PARAMETER }];
    const names = (rows: ReturnType<typeof accessMatrix>) => [...new Set(rows.map(({ resource }) => resource.name))];
    expect(names(accessMatrix(backend, { secrets, parameters }))).toEqual(['stripe', '/amplify/shop/stripe']);
    expect(names(accessMatrix(backendOf(backend.functions, { secrets })))).toEqual(['stripe']);
  });

  it('answers unknown for an ARN that is neither a secret nor a parameter', () => {
    const [row] = accessMatrix(backend, ['arn:aws:s3:::bucket']);
    expect([row?.read.effect, row?.write.effect]).toEqual(['unknown', 'unknown']);
  });

  it.each([
    ['ssm:GetParameter', PARAMETER],
    ['ssm:GetParameters', PARAMETER],
    ['ssm:GetParameterHistory', PARAMETER],
    ['ssm:GetParametersByPath', PARAMETER.replace('/shop/stripe', '')],
  ])('knows every way to a value: %s on %s', (action, arn) => {
    const backend = backendOf([functionWith('reader', [allow(action, arn)])]);
    const effects = accessMatrix(backend, [PARAMETER, `${PARAMETER}-other`]).map((row) => row.read.effect);
    expect(effects).toEqual(['allow', action.endsWith('ByPath') ? 'allow' : 'deny']);
  });

  it.each(['UpdateSecret', 'UpdateSecretVersionStage'])('counts %s as writing', (operation) => {
    const backend = backendOf([functionWith('writer', [allow(`secretsmanager:${operation}`, STRIPE)])]);
    expect(accessMatrix(backend, [STRIPE])[0]).toMatchObject({ read: { effect: 'deny' }, write: { effect: 'allow' } });
  });

  it('requires the use of a customer-managed key', () => {
    const delegation = {
      name: 'Key',
      document: {
        Version: '2012-10-17',
        Statement: [allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${account}:root` } })],
      },
    };
    const via = { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } };
    const keyed = backendOf(
      [functionWith('without', [read]), functionWith('with', [read, allow('kms:Decrypt', KEY, { Condition: via })])],
      {
        keyPolicies: new Map([[KEY, delegation]]),
        secrets: [{ logicalId: 'S', name: 'shop/prod/stripe', arn: STRIPE, kmsKeyId: KEY }],
      },
    );
    expect(accessMatrix(keyed).map((row) => row.read.effect)).toEqual(['deny', 'allow']);
  });
});

describe('formatAccessMatrix', () => {
  it('shows who reads and writes what, and what is not known', () => {
    expect(formatAccessMatrix(accessMatrix(backend, [STRIPE, OAUTH, PARAMETER]))).toMatchInlineSnapshot(`
      "                      reader  writer  mystery
      shop/prod/stripe      R       R       R?W?
      shop/prod/oauth       -       W       R?W?
      /amplify/shop/stripe  -       W       R?W?
      No access to any of them: bystander
      Not known of mystery: mysteryPolicy: an import"
    `);
  });

  it('returns one line when no function has access', () => {
    const nobody = backendOf([functionWith('bystander', [allow('s3:GetObject', '*')])]);
    expect(formatAccessMatrix(accessMatrix(nobody, [STRIPE]))).toBe('No access to any of them: bystander');
  });

  it('returns an empty string for an empty matrix', () => {
    expect(formatAccessMatrix([])).toBe('');
  });
});
