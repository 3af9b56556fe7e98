import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { changedResources } from './changed-resources.js';

const home = mkdtempSync(join(tmpdir(), 'amplify-secrets-resources-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let count = 0;
/** A cloud assembly with this template in a nested stack. */
function assembly(Resources: object, more: object = {}): string {
  count += 1;
  const folder = join(home, String(count));
  mkdirSync(folder);
  writeFileSync(join(folder, 'app.nested.template.json'), JSON.stringify({ Resources, ...more }));
  return folder;
}

const statement = (Action: unknown, Resource: unknown, more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const policy = (statements: readonly object[], more: object = { Roles: [{ Ref: 'Role' }] }) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyDocument: { Statement: statements }, ...more },
});
const lambda = (Variables: object, more = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Code: { S3Key: `${'a'.repeat(64)}.zip` }, Environment: { Variables } },
  ...more,
});
const read = statement('secretsmanager:GetSecretValue', '*');

it.each<[string, object, object, readonly string[]]>([
  ['a table that is gone', { Table: { Type: 'AWS::DynamoDB::Table' } }, {}, ['Table (AWS::DynamoDB::Table)']],
  ['a property', { Fn: lambda({ A: '1' }) }, { Fn: lambda({ A: '2' }) }, ['Fn (AWS::Lambda::Function)']],
  [
    'who may assume a role',
    { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: 'a' } } },
    { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: 'b' } } },
    ['Role (AWS::IAM::Role)'],
  ],
  [
    'a permission of another service',
    { P: policy([read]) },
    { P: policy([statement(['secretsmanager:GetSecretValue', 's3:GetObject'], '*')]) },
    ['a policy of Role'],
  ],
  [
    'what a group may read',
    { P: policy([read]) },
    { P: policy([read]), G: policy([read], { Groups: ['Admins'] }) },
    ['a policy of "Admins"'],
  ],
  [
    'a new statement of a key policy, and none that is gone',
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [read] } } } },
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [statement('kms:*', '*')] } } } },
    ['Key (AWS::KMS::Key)'],
  ],
  [
    'none of a key policy that is shorter',
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [read, statement('kms:*', '*')] } } } },
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [read] } } } },
    [],
  ],
])('changedResources names %s', (_, before, after, expected) => {
  expect(changedResources(assembly(before), assembly(after))).toEqual(expected);
});

it('changedResources names an output', () => {
  const [one, other] = ['a', 'b'].map((Value) => assembly({}, { Outputs: { Url: { Value } } }));
  expect(changedResources(one ?? '', other ?? '')).toEqual(['Url (Outputs)']);
});

it('changedResources leaves out what a grant changes, and what comes of it', () => {
  const before = assembly({
    Old: policy([statement(['secretsmanager:GetSecretValue', 's3:GetObject'], ['a', 'b'])]),
    Fn: lambda({ A: '1' }, { DependsOn: ['Old', 'Role'], Metadata: { 'aws:asset:path': 'asset.1' } }),
    [`FnCurrentVersion17A89ABB${'0'.repeat(32)}`]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: 'x' } },
    CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:a' } },
  });
  const after = assembly({
    New: policy([
      statement('s3:GetObject', ['b', 'a']),
      statement(['secretsmanager:BatchGetSecretValue', 'ssm:GetParameters'], '*'),
    ]),
    Fn: lambda({ AMPLIFY_SECRETS: '{}', A: '1' }, { DependsOn: ['New', 'Role'] }),
    [`FnCurrentVersion17A89ABB${'f'.repeat(32)}`]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: 'x' } },
    CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:b' } },
  });
  expect(changedResources(before, after)).toEqual([]);
});
