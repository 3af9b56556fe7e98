import { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import type { SecretService } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import { accessEvaluator, type Verdict } from './evaluate-access.js';
import { exactName } from './secret-names.js';

const STRIPE = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-??????';
const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/shop/jan-sandbox-1/stripe';
const CONDITION = { Bool: { 'aws:SecureTransport': 'true' } };

type Body = Partial<Omit<Statement, 'policy' | 'logicalId' | 'index'>>;

function evaluate(service: SecretService, arn: string, ...bodies: Body[]) {
  const stack = new Stack();
  const attached = bodies.map((body, index) => ({
    statement: { policy: 'policy', logicalId: 'Policy', index, effect: 'Allow', ...body } as const,
    stack,
    principals: ['role'],
  }));
  return accessEvaluator(attached, (_, resource) => exactName(resource)).evaluate('role', service, () => arn);
}

function reading(...bodies: Body[]): Verdict {
  return evaluate('secretsmanager', STRIPE, ...bodies).verdicts.read;
}

const ALLOW: Body = { actions: ['secretsmanager:GetSecretValue'], resources: [STRIPE] };
const DENY: Body = { ...ALLOW, effect: 'Deny' };

describe('accessEvaluator, about an Allow', () => {
  it('counts it where it names the secret, and is uncertain under a condition', () => {
    expect(reading(ALLOW)).toBe('yes');
    expect(reading({ ...ALLOW, condition: CONDITION })).toBe('maybe');
    expect(reading({ ...ALLOW, condition: CONDITION }, ALLOW)).toBe('yes');
    expect(reading()).toBe('no');
  });

  it('counts what NotAction and NotResource leave', () => {
    expect(reading({ notActions: ['iam:*'], resources: ['*'] })).toBe('yes');
    expect(reading({ notActions: ['secretsmanager:Get*'], resources: ['*'] })).toBe('no');
    expect(reading({ actions: ['*'], notResources: [STRIPE.replace('prod', 'dev')] })).toBe('yes');
    expect(reading({ actions: ['*'], notResources: [STRIPE] })).toBe('no');
    expect(reading({ actions: ['*'], notResources: [STRIPE.replace('??????', 'a1B2c3')] })).toBe('maybe');
  });
});

describe('accessEvaluator, about a Deny', () => {
  it('lets it take precedence where it certainly applies, and is uncertain where it may', () => {
    expect(reading(ALLOW, DENY)).toBe('no');
    expect(reading(ALLOW, { ...DENY, condition: CONDITION })).toBe('maybe');
    expect(reading(ALLOW, { ...DENY, resources: [STRIPE.replace('??????', 'a1B2c3')] })).toBe('maybe');
    expect(reading({ ...ALLOW, condition: CONDITION }, DENY)).toBe('no');
    expect(reading({ ...DENY, condition: CONDITION })).toBe('no');
  });

  it('leaves the other ways to write where one is denied', () => {
    const write = { actions: ['secretsmanager:*'], resources: ['*'] };
    const denied = { ...write, actions: ['secretsmanager:PutSecretValue'], effect: 'Deny' } as const;
    expect(evaluate('secretsmanager', STRIPE, write, denied).verdicts.write).toBe('yes');
  });
});

describe('accessEvaluator, about a parameter', () => {
  const reads = (...bodies: Body[]) => evaluate('ssm', PARAMETER, ...bodies);

  it.each([
    ['ssm:GetParameter', PARAMETER],
    ['ssm:GetParameters', PARAMETER],
    ['ssm:GetParameterHistory', PARAMETER],
    ['ssm:GetParametersByPath', 'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/shop/jan-sandbox-1'],
    ['ssm:GetParametersByPath', 'arn:aws:ssm:us-east-1:123456789012:parameter/amplify'],
    ['ssm:GetParametersByPath', 'arn:aws:ssm:*:*:parameter/amplify/*'],
  ])('counts %s on %s as reading', (action, resource) => {
    expect(reads({ actions: [action], resources: [resource] })).toMatchObject({
      verdicts: { read: 'yes', write: 'no' },
      statements: [{ actions: [action], resources: [resource] }],
    });
  });

  it('does not count a path beside or below it, or another action on the path', () => {
    const folder = 'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/shop';
    expect(reads({ actions: ['ssm:GetParametersByPath'], resources: [`${folder}/ann-sandbox-1`] }).verdicts.read).toBe(
      'no',
    );
    expect(reads({ actions: ['ssm:GetParametersByPath'], resources: [PARAMETER] }).verdicts.read).toBe('no');
    expect(reads({ actions: ['ssm:GetParameter'], resources: [folder] }).verdicts.read).toBe('no');
  });
});

describe('accessEvaluator, about its statements', () => {
  it('narrows them to what is about the secret', () => {
    const other = STRIPE.replace('stripe', 'maps');
    const { statements } = evaluate('secretsmanager', STRIPE, {
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: [other, STRIPE, STRIPE.replace('prod/stripe', 'prod/*')],
    });
    expect(statements).toMatchObject([
      { actions: ['secretsmanager:GetSecretValue'], resources: [STRIPE, STRIPE.replace('prod/stripe', 'prod/*')] },
    ]);
  });
});
