// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes Fn::Sub so.
import { describe, expect, it, onTestFinished } from 'vitest';
import { accessMatrix } from './access/access-matrix.js';
import { can } from './access/can.js';
import { assemblyOf } from './assembly.test.support.js';
import { loadBackend } from './backend/load-backend.js';
import type { Backend } from './backend/model.js';
import { startLocalAws } from './local-aws.js';
import { clientsFrom } from './sdk-clients.test.support.js';

const KEY_ID = '11111111-2222-4333-8444-555555555555';
const READ = 'secretsmanager:GetSecretValue';

/** One function that may read one secret, one parameter and what a key encrypts, by ARNs of the stack's own partition. */
function backendIn(region: string): Backend {
  const resource = (tail: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${tail}` });
  const allow = (Action: string, tail: string) => ({ Effect: 'Allow', Action, Resource: resource(tail) });
  const Statement = [
    allow(READ, 'secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:shop/prod/stripe-??????'),
    allow('ssm:GetParameter', 'ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/stripe'),
    allow('kms:Decrypt', `kms:\${AWS::Region}:\${AWS::AccountId}:key/${KEY_ID}`),
  ];
  const Policies = [{ PolicyName: 'grants', PolicyDocument: { Version: '2012-10-17', Statement } }];
  const lambda = { FunctionName: 'reader', Runtime: 'nodejs22.x', Handler: 'index.handler' };
  const folder = assemblyOf(
    {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', Policies } },
      Reader: { Type: 'AWS::Lambda::Function', Properties: { ...lambda, Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    },
    { region },
  );
  return loadBackend(folder);
}

describe('startLocalAws in every partition', () => {
  it.each([
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eu-west-1', 'aws'],
  ])('allows a granted read in %s, and no other', async (region, partition) => {
    const backend = backendIn(region);
    const aws = await startLocalAws({ backends: [backend], region });
    onTestFinished(() => aws.close());
    aws.keys.put(KEY_ID);
    const stripe = aws.secrets.put('shop/prod/stripe', 'alpha', { kmsKeyId: KEY_ID });
    const other = aws.secrets.put('shop/prod/other', 'beta');
    aws.parameters.put('/shop/stripe', 'gamma', { keyId: KEY_ID });

    const administrator = await clientsFrom(aws.env()).sts.getCallerIdentity({});
    expect(administrator.Arn).toBe(`arn:${partition}:iam::123456789012:user/administrator`);
    expect(stripe.arn).toMatch(`arn:${partition}:secretsmanager:${region}:123456789012:secret:shop/prod/stripe-`);
    expect(can(backend, 'Reader', READ, stripe.arn).effect).toBe('allow');
    expect(can(backend, 'Reader', READ, other.arn)).toMatchObject({ effect: 'deny', reason: 'implicit-deny' });
    const resources = { secrets: aws.secrets.list(), parameters: aws.parameters.list(), keys: aws.keys.list() };
    expect(accessMatrix(backend, resources).map(({ read }) => read.effect)).toEqual(['allow', 'deny', 'allow']);

    const { secrets, parameters } = clientsFrom(aws.env('reader'));
    expect(await secrets.getSecretValue({ SecretId: stripe.arn })).toMatchObject({ SecretString: 'alpha' });
    const { Parameter } = await parameters.getParameter({ Name: '/shop/stripe', WithDecryption: true });
    expect(Parameter?.Value).toBe('gamma');
    await expect(secrets.getSecretValue({ SecretId: other.arn })).rejects.toThrow('is not authorized to perform');
  });
});
