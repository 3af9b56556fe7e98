import { CfnManagedPolicy, CfnRole, Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend } from '../../backend.test.support.js';
import { grantSecretRead } from '../../grant.js';
import { openBackend } from '../../open-backend.js';
import { findingsOf } from '../findings.js';
import { findingsFor, makeGuarded, SECRET } from '../guard.test.support.js';

const GET = 'secretsmanager:GetSecretValue';

function wildcards(actions: string[], resources: string[]): string[] {
  return findingsFor({ actions, resources })
    .filter(({ name }) => name === 'SecretAccessWildcard')
    .map(({ message }) => message);
}

describe('secretAccessWildcard, about every secret', () => {
  it.each([
    '*',
    `${SECRET}*`,
    `${SECRET}*-*`,
    `${SECRET}*-??????`,
    'arn:aws:secretsmanager',
    'arn:aws:secretsmanager:*',
    'arn:aws:secretsmanager:us-east-1:123456789012:*',
    'arn:aws:secretsmanager:us-east-1:*',
    'arn:aws:secretsmanager:us-east-1:123456789012:s*t:*',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret?*',
    'arn:*',
  ])('finds reading of %s', (resource) => {
    expect(wildcards([GET], [resource])).toEqual(['The statement allows reading every secret of the account.']);
  });

  it('finds a wildcard in a backend that declares nothing', () => {
    const { root, amplifyFunction } = makeBackend(MAIN);
    const worker = amplifyFunction('worker');
    grantSecretRead(worker, 'legacy-mail', { branches: 'main' });
    worker.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: [GET], resources: [`${SECRET}*-??????`] }));
    expect(findingsOf(openBackend(root)).map(({ name }) => name)).toEqual(['SecretAccessWildcard']);
  });

  it.each([
    [['secretsmanager:PutSecretValue'], 'writing'],
    [['secretsmanager:UpdateSecret', GET], 'reading and writing'],
    [['secretsmanager:DeleteSecret'], 'deleting or sharing'],
    [['SecretsManager:getsecretvalue'], 'reading'],
    [['secretsmanager:Get*'], 'reading'],
  ])('says of %j that it allows %s', (actions, verb) => {
    expect(wildcards(actions, ['*'])).toEqual([`The statement allows ${verb} every secret of the account.`]);
  });

  it('finds nothing where no value is read, written, deleted or shared', () => {
    const actions = ['BatchGetSecretValue', 'ListSecrets', 'DescribeSecret', 'CreateSecret', 'GetRandomPassword'];
    expect(
      wildcards(
        actions.map((action) => `secretsmanager:${action}`),
        ['*'],
      ),
    ).toEqual([]);
  });

  const withCondition = (conditions: Record<string, Record<string, string | string[]>>) => {
    const guarded = makeGuarded();
    const { lambda } = guarded.amplifyFunction('worker').resources;
    lambda.addToRolePolicy(new PolicyStatement({ actions: [GET], resources: ['*'], conditions }));
    return guarded.findings().map(({ name }) => name);
  };

  it.each([
    { StringEquals: { 'aws:ResourceTag/team': 'mail' } },
    { StringLike: { 'secretsmanager:SecretId': 'arn:*:mail-??????' } },
    { StringLike: { 'secretsmanager:SecretId': ['mail', 'legacy/*'] } },
    { 'ForAllValues:StringLikeIfExists': { 'SecretsManager:secretid': 'mail' } },
    { StringLike: { 'secretsmanager:SecretId': '*' }, ArnLike: { 'secretsmanager:SecretId': `${SECRET}mail-??????` } },
  ])('finds nothing where the condition %j narrows the statement', (condition) =>
    expect(withCondition(condition)).toEqual([]),
  );

  it.each([
    { StringEqualsIfExists: { 'aws:ResourceTag/team': 'mail' } },
    { StringLike: { 'aws:ResourceTag/team': '*' } },
    { 'ForAllValues:StringEquals': { 'aws:ResourceTag/team': 'mail' } },
    { StringNotEquals: { 'aws:ResourceTag/team': 'mail' } },
    { Bool: { 'aws:SecureTransport': 'true' } },
    { ArnLike: { 'secretsmanager:SecretId': 'arn:*' } },
    { StringLike: { 'secretsmanager:SecretId': '*' } },
    { StringLike: { 'secretsmanager:SecretId': ['mail', `${SECRET}*`] } },
    { StringNotLike: { 'secretsmanager:SecretId': 'mail' } },
    // A key of CreateSecret's, and no read has it.
    { StringLike: { 'secretsmanager:Name': 'mail' } },
  ])('finds a wildcard in spite of the condition %j', (condition) =>
    expect(withCondition(condition)).toEqual(['SecretAccessWildcard']),
  );

  it('finds a managed policy that is attached under a condition of the template', () => {
    const guarded = makeGuarded();
    const policy = { 'Fn::If': ['Wide', 'arn:aws:iam::aws:policy/AdministratorAccess', { Ref: 'AWS::NoValue' }] };
    new CfnRole(guarded.stack, 'Wide', { assumeRolePolicyDocument: {} }).addPropertyOverride('ManagedPolicyArns', [
      policy,
    ]);
    expect(guarded.findings().map(({ name, where, about }) => [name, where, about])).toEqual([
      ['SecretAccessWildcard', 'amplify/function/Wide', ['AdministratorAccess']],
    ]);
  });

  it('finds managed policies of AWS', () => {
    const guarded = makeGuarded();
    const { role } = guarded.amplifyFunction('worker-lambda').resources.lambda;
    role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite'));
    role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess'));
    expect(guarded.findings()).toEqual([
      expect.objectContaining({
        name: 'SecretAccessWildcard',
        where: 'amplify/function/worker-lambda/ServiceRole',
        about: ['SecretsManagerReadWrite'],
        resolution: expect.stringContaining('grantSecretRead(backend.worker, secrets.stripe);'),
      }),
    ]);
  });

  it('finds nothing in a statement that only the deployment decides on', () => {
    const guarded = makeGuarded();
    const given = { Effect: 'Allow', Action: GET, Resource: '*' };
    new CfnManagedPolicy(guarded.stack, 'Conditional', {
      policyDocument: { Statement: [{ 'Fn::If': ['Wide', given, { Ref: 'AWS::NoValue' }] }] },
    });
    expect(guarded.findings()).toEqual([]);
  });

  it('finds nothing in a Deny', () => {
    const guarded = makeGuarded();
    const statement = new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] });
    guarded.amplifyFunction('worker').resources.lambda.addToRolePolicy(statement);
    expect(guarded.findings()).toEqual([]);
  });
});

describe('secretAccessWildcard, about every action', () => {
  it.each(['secretsmanager:*', '*', 'secretsmanager:Put*', 'secretsmanager:*Secret*'])(
    'finds %s on one secret',
    (action) => {
      expect(wildcards([action], [`${SECRET}legacy/mail-??????`])).toEqual([
        'The statement allows deleting and sharing the secrets, besides using their values.',
      ]);
    },
  );

  it('finds nothing in a wildcard that only matches ways to read', () => {
    expect(wildcards(['secretsmanager:Get*'], [`${SECRET}legacy/mail-??????`])).toEqual([]);
  });
});
