import { CfnManagedPolicy, Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { findingsFor, makeGuarded, SECRET } from '../guard.test.support.js';

const GET = 'secretsmanager:GetSecretValue';

function wildcards(actions: string[], resources: string[]): string[] {
  return findingsFor({ actions, resources })
    .filter(({ name }) => name === 'SecretAccessWildcard')
    .map(({ message }) => message);
}

describe('access to every secret', () => {
  it.each(['*', `${SECRET}*`, 'arn:aws:secretsmanager:*', 'arn:aws:secretsmanager:us-east-1:123456789012:*', 'arn:*'])(
    'is %s',
    (resource) => {
      expect(wildcards([GET], [resource])).toEqual(['The statement reads every secret of the account.']);
    },
  );

  it.each([
    [['secretsmanager:PutSecretValue'], 'writes'],
    [['secretsmanager:UpdateSecret', GET], 'reads and writes'],
    [['secretsmanager:DeleteSecret'], 'deletes or shares'],
    [['SecretsManager:getsecretvalue'], 'reads'],
    [['secretsmanager:Get*'], 'reads'],
  ])('says of %j that it %s', (actions, verb) => {
    expect(wildcards(actions, ['*'])).toEqual([`The statement ${verb} every secret of the account.`]);
  });

  it('is none where no value is read, written, deleted or shared', () => {
    const actions = ['BatchGetSecretValue', 'ListSecrets', 'DescribeSecret', 'CreateSecret', 'GetRandomPassword'];
    expect(
      wildcards(
        actions.map((action) => `secretsmanager:${action}`),
        ['*'],
      ),
    ).toEqual([]);
  });

  it('is none where a tag of the secret decides, and is where the condition holds without the tag', () => {
    const withCondition = (conditions: Record<string, Record<string, string>>) => {
      const guarded = makeGuarded();
      const { lambda } = guarded.amplifyFunction('worker').resources;
      lambda.addToRolePolicy(new PolicyStatement({ actions: [GET], resources: ['*'], conditions }));
      return guarded.findings().map(({ name }) => name);
    };
    expect(withCondition({ StringEquals: { 'aws:ResourceTag/team': 'mail' } })).toEqual([]);
    expect(withCondition({ StringLike: { 'secretsmanager:SecretId': 'arn:*:mail-*' } })).toEqual([]);
    for (const conditions of [
      { StringEqualsIfExists: { 'aws:ResourceTag/team': 'mail' } },
      { StringLike: { 'aws:ResourceTag/team': '*' } },
      { ArnLike: { 'secretsmanager:SecretId': 'arn:*' } },
      { 'ForAllValues:StringEquals': { 'aws:ResourceTag/team': 'mail' } },
      { StringNotEquals: { 'aws:ResourceTag/team': 'mail' } },
      { Bool: { 'aws:SecureTransport': 'true' } },
    ]) {
      expect(withCondition(conditions)).toEqual(['SecretAccessWildcard']);
    }
  });

  it('comes with managed policies of AWS too', () => {
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

  it('is not known of a statement that only the deployment decides on', () => {
    const guarded = makeGuarded();
    const given = { Effect: 'Allow', Action: GET, Resource: '*' };
    new CfnManagedPolicy(guarded.stack, 'Conditional', {
      policyDocument: { Statement: [{ 'Fn::If': ['Wide', given, { Ref: 'AWS::NoValue' }] }] },
    });
    expect(guarded.findings()).toEqual([]);
  });

  it('is none in a Deny', () => {
    const guarded = makeGuarded();
    const statement = new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] });
    guarded.amplifyFunction('worker').resources.lambda.addToRolePolicy(statement);
    expect(guarded.findings()).toEqual([]);
  });
});

describe('everything that can be done to a secret', () => {
  it.each(['secretsmanager:*', '*', 'secretsmanager:Put*', 'secretsmanager:*Secret*'])('is %s', (action) => {
    expect(wildcards([action], [`${SECRET}legacy/mail-??????`])).toEqual([
      'The statement allows to delete the secrets and to share them, beside their values.',
    ]);
  });

  it('is not what a wildcard among the ways to read is', () => {
    expect(wildcards(['secretsmanager:Get*'], [`${SECRET}legacy/mail-??????`])).toEqual([]);
  });
});
