import { describe, expect, it } from 'vitest';
import { parameterArn, regionOfSecretArn, secretArnPattern } from './arns.js';

const scope = { partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };

describe('the ARN of a resource', () => {
  it('ends with exactly six unknown characters for a secret', () => {
    expect(secretArnPattern(scope, 'myapp/prod/stripe')).toBe(
      'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:myapp/prod/stripe-??????',
    );
  });

  it('has one slash before the path of a parameter', () => {
    expect(parameterArn(scope, '/amplify/d1/x/stripe')).toBe(
      'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/amplify/d1/x/stripe',
    );
  });
});

describe('regionOfSecretArn', () => {
  it.each([
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf', 'eu-west-1'],
    ['arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b', 'us-gov-west-1'],
    ['arn:aws:ssm:eu-west-1:123456789012:parameter/a', undefined],
    ['arn:aws:secretsmanager:eu-west-1:*:secret:a', undefined],
    ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:', undefined],
    ['xarn:aws:secretsmanager:eu-west-1:123456789012:secret:a', undefined],
    ['myapp/prod/stripe', undefined],
    ['', undefined],
  ])('finds in %j the region %j', (text, region) => {
    expect(regionOfSecretArn(text)).toBe(region);
  });
});
