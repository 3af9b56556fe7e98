import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json.js';
import { openStack } from './stack.js';
import { Unresolved } from './value.js';

function outputsOf(template: JsonObject, { region = 'us-east-1', parameters = {} as Record<string, string> } = {}) {
  const stack = openStack({
    context: { name: 'shop', account: '123456789012', region, folder: '/nowhere', assets: new Map() },
    template,
    parameter: (name) => parameters[name],
    importValue: (name) => new Unresolved(`export ${name}`),
  });
  return (name: string) => stack.output(name);
}

function output(value: JsonObject | string, rest: JsonObject = {}) {
  return outputsOf({ ...rest, Outputs: { X: { Value: value } } })('X');
}

describe('a pseudo parameter', () => {
  it.each([
    ['AWS::Partition', 'aws-cn', 'cn-north-1'],
    ['AWS::Partition', 'aws-us-gov', 'us-gov-west-1'],
    ['AWS::URLSuffix', 'amazonaws.com.cn', 'cn-north-1'],
    ['AWS::Region', 'eu-west-1', 'eu-west-1'],
    ['AWS::AccountId', '123456789012', 'us-east-1'],
    ['AWS::StackName', 'shop', 'us-east-1'],
  ])('resolves %s to %s in %s', (name, expected, region) => {
    expect(outputsOf({ Outputs: { X: { Value: { Ref: name } } } }, { region })('X')).toBe(expected);
  });

  it('resolves AWS::StackId to the same ARN on every load', () => {
    expect(output({ Ref: 'AWS::StackId' })).toBe(output({ Ref: 'AWS::StackId' }));
    expect(output({ Ref: 'AWS::StackId' })).toMatch(
      /^arn:aws:cloudformation:us-east-1:123456789012:stack\/shop\/[0-9a-f-]{36}$/,
    );
  });
});

describe('a parameter', () => {
  const template = {
    Parameters: {
      Stage: { Type: 'String', Default: 'dev' },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/an/ssm/name' },
      Required: { Type: 'String' },
    },
    Outputs: {
      Stage: { Value: { Ref: 'Stage' } },
      Zones: { Value: { 'Fn::Join': ['|', { Ref: 'Zones' }] } },
      Image: { Value: { Ref: 'Image' } },
      Required: { Value: { Ref: 'Required' } },
    },
  };

  it('has its default, or the given value', () => {
    expect(outputsOf(template)('Stage')).toBe('dev');
    expect(outputsOf(template, { parameters: { Stage: 'prod' } })('Stage')).toBe('prod');
  });

  it('is a list if its type is', () => {
    expect(outputsOf(template)('Zones')).toBe('a|b');
  });

  it('is unresolved if its value is in Parameter Store and not given', () => {
    expect(outputsOf(template)('Image')).toBeInstanceOf(Unresolved);
    expect(outputsOf(template, { parameters: { Image: 'sha' } })('Image')).toBe('sha');
  });

  it('is unresolved without a value', () => {
    expect(outputsOf(template)('Required')).toEqual(new Unresolved('the parameter Required has no value'));
  });
});

describe('a condition', () => {
  const Conditions = {
    True: { 'Fn::Equals': [true, 'true'] },
    False: { 'Fn::Not': [{ Condition: 'True' }] },
    Unknown: { 'Fn::Equals': [{ 'Fn::ImportValue': 'nowhere' }, 'x'] },
    Circular: { 'Fn::Not': [{ Condition: 'Circular' }] },
    And: { 'Fn::And': [{ Condition: 'True' }, { Condition: 'True' }] },
    FalseAndUnknown: { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'False' }] },
    TrueOrUnknown: { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'True' }] },
    FalseOrUnknown: { 'Fn::Or': [{ Condition: 'False' }, { Condition: 'Unknown' }] },
  };

  it.each([
    ['True', 'yes'],
    ['False', 'no'],
    ['And', 'yes'],
    ['FalseAndUnknown', 'no'],
    ['TrueOrUnknown', 'yes'],
  ])('chooses by %s: %s', (condition, expected) => {
    expect(output({ 'Fn::If': [condition, 'yes', 'no'] }, { Conditions })).toBe(expected);
  });

  it.each(['Unknown', 'Circular', 'FalseOrUnknown', 'NotThere'])('chooses neither value by %s', (condition) => {
    expect(output({ 'Fn::If': [condition, 'yes', 'no'] }, { Conditions })).toBeInstanceOf(Unresolved);
  });

  it('leaves out a resource when it is false', () => {
    const Resources = { Gone: { Type: 'AWS::SNS::Topic', Condition: 'False' } };
    expect(output({ Ref: 'Gone' }, { Conditions, Resources })).toBeInstanceOf(Unresolved);
  });
});

describe('a resource', () => {
  const identity = (type: string, Properties: JsonObject, ask: JsonObject) =>
    output(ask, { Resources: { It: { Type: type, Properties } } });

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'AWS::IAM::Role',
      { RoleName: 'r', Path: '/app/' },
      { 'Fn::GetAtt': ['It', 'Arn'] },
      'arn:aws:iam::123456789012:role/app/r',
    ],
    ['AWS::IAM::Role', { RoleName: 'r' }, { Ref: 'It' }, 'r'],
    ['AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'p' }, { Ref: 'It' }, 'arn:aws:iam::123456789012:policy/p'],
    [
      'AWS::Lambda::Function',
      { FunctionName: 'f' },
      { 'Fn::GetAtt': ['It', 'Arn'] },
      'arn:aws:lambda:us-east-1:123456789012:function:f',
    ],
    ['AWS::S3::Bucket', { BucketName: 'b' }, { 'Fn::GetAtt': ['It', 'Arn'] }, 'arn:aws:s3:::b'],
    [
      'AWS::DynamoDB::Table',
      { TableName: 't' },
      { 'Fn::GetAtt': ['It', 'Arn'] },
      'arn:aws:dynamodb:us-east-1:123456789012:table/t',
    ],
    ['AWS::SQS::Queue', { QueueName: 'q' }, { 'Fn::GetAtt': ['It', 'Arn'] }, 'arn:aws:sqs:us-east-1:123456789012:q'],
    ['AWS::SNS::Topic', { TopicName: 't' }, { Ref: 'It' }, 'arn:aws:sns:us-east-1:123456789012:t'],
    ['AWS::SSM::Parameter', { Name: '/a/b' }, { Ref: 'It' }, '/a/b'],
  ])('resolves a reference to %s %j: %j is %s', (type, properties, ask, expected) => {
    expect(identity(type, properties, ask)).toBe(expected);
  });

  it('has a generated name within the limit of its service, the same on every load', () => {
    const longId = 'A'.repeat(100);
    const Resources = { [longId]: { Type: 'AWS::IAM::Role' } };
    const name = output({ Ref: longId }, { Resources });
    expect(name).toMatch(/^shop-A+-[A-Za-z0-9]{12}$/);
    expect(name).toHaveLength(64);
    expect(output({ Ref: longId }, { Resources })).toBe(name);
  });

  it('has an ARN with six characters after the name if it is a secret', () => {
    const arn = identity('AWS::SecretsManager::Secret', { Name: 'shop/prod/stripe' }, { Ref: 'It' });
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:shop\/prod\/stripe-[A-Za-z0-9]{6}$/);
  });

  it('is unresolved if its type or attribute is not known', () => {
    expect(identity('AWS::AppSync::GraphQLApi', {}, { Ref: 'It' })).toBeInstanceOf(Unresolved);
    expect(identity('AWS::IAM::Role', {}, { 'Fn::GetAtt': ['It', 'RoleId'] })).toBeInstanceOf(Unresolved);
  });

  it('is unresolved if it depends on itself', () => {
    expect(identity('AWS::IAM::Role', { RoleName: { Ref: 'It' } }, { Ref: 'It' })).toBeInstanceOf(Unresolved);
  });

  it('is not found in a prototype, and neither is a mapping', () => {
    expect(output({ Ref: 'constructor' })).toBeInstanceOf(Unresolved);
    expect(output({ 'Fn::FindInMap': ['M', 'a', 'toString'] }, { Mappings: { M: { a: { b: 'c' } } } })).toBeInstanceOf(
      Unresolved,
    );
    expect(output({ 'Fn::FindInMap': ['M', 'a', 'b'] }, { Mappings: { M: { a: { b: 'c' } } } })).toBe('c');
  });
});

describe('a template that a transform rewrites', () => {
  const gapsOf = (template: JsonObject) =>
    openStack({
      context: { name: 'shop', account: '123456789012', region: 'us-east-1', folder: '/nowhere', assets: new Map() },
      template,
      parameter: () => undefined,
      importValue: () => '',
    }).gaps();

  it.each<[string, JsonObject]>([
    ['a macro', { Transform: 'AWS::Serverless-2016-10-31' }],
    ['a resource of SAM', { Resources: { It: { Type: 'AWS::Serverless::Function', Properties: {} } } }],
    ['several transforms', { Transform: ['AWS::LanguageExtensions', 'Ours'] }],
    ['a loop', { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Roles': [] } }],
    ['an include', { Resources: { It: { Type: 'AWS::IAM::Role', Properties: { 'Fn::Transform': {}, Path: '/' } } } }],
  ])('is a gap if it has %s', (_name, template) => {
    expect(gapsOf(template)).toEqual(['shop: a transform rewrites the template when it is deployed']);
  });

  it('is not a gap if the transform changes neither roles nor policies', () => {
    expect(gapsOf({ Transform: 'AWS::SecretsManager-2024-09-16' })).toEqual([]);
    expect(gapsOf({ Transform: ['AWS::LanguageExtensions'] })).toEqual([]);
    expect(gapsOf({})).toEqual([]);
  });
});
