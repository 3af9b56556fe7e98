import { describe, expect, it } from 'vitest';
import { assemblyOf, type TemplateResource } from '../../assembly.test.support.js';
import { loadBackend } from '../load-backend.js';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:rotate';
const Rotate: TemplateResource = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'rotate', Role: 'arn:aws:iam::123456789012:role/rotate' },
};

function policyWith(...permissions: readonly Readonly<Record<string, unknown>>[]) {
  const resources = permissions.map((Properties, index) => [
    `Permission${index}`,
    {
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName: 'rotate', Action: 'lambda:InvokeFunction', Principal: '*', ...Properties },
    },
  ]);
  const { functionPolicies, unresolved } = loadBackend(assemblyOf({ Rotate, ...Object.fromEntries(resources) }));
  return { statements: functionPolicies.get(ARN)?.document.Statement, unresolved };
}

describe('the resource policy of a function', () => {
  it('has a statement for a service, with the account and the ARN that may cause the call', () => {
    const Principal = 'secretsmanager.amazonaws.com';
    const SourceArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????';
    expect(policyWith({ Principal, SourceAccount: '123456789012', SourceArn }).statements).toEqual([
      {
        Sid: 'Permission0',
        Effect: 'Allow',
        Principal: { Service: Principal },
        Action: 'lambda:InvokeFunction',
        Resource: ARN,
        Condition: {
          StringEquals: { 'AWS:SourceAccount': '123456789012' },
          ArnLike: { 'AWS:SourceArn': SourceArn },
        },
      },
    ]);
  });

  it.each([
    ['name', 'rotate'],
    ['ARN', ARN],
    ['partial ARN', '123456789012:function:rotate'],
    ['reference', { Ref: 'Rotate' }],
    ['attribute', { 'Fn::GetAtt': ['Rotate', 'Arn'] }],
  ])('has a statement of a permission that names the function by its %s', (_what, FunctionName) => {
    expect(policyWith({ FunctionName }).statements).toHaveLength(1);
  });

  it('has a statement for each permission', () => {
    const { statements } = policyWith({ Principal: '210987654321' }, { Principal: '*' });
    expect(statements).toMatchObject([{ Principal: { AWS: '210987654321' } }, { Principal: '*' }]);
  });

  it('has no statement of a permission for another function', () => {
    expect(policyWith({ FunctionName: 'other' }).statements).toBeUndefined();
  });

  it('allows nothing by a permission that does not resolve, and says so', () => {
    const { statements, unresolved } = policyWith({ SourceArn: { Ref: 'Absent' } });
    expect(statements).toBeUndefined();
    expect(unresolved).toContainEqual(expect.stringContaining('shop/Permission0: SourceArn: Absent'));
  });
});
