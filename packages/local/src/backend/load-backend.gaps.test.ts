import { describe, expect, it } from 'vitest';
import { can } from '../access/can.js';
import { assemblyOf, type TemplateResource } from '../assembly.test.support.js';
import { loadBackend } from './load-backend.js';

const READ = 'secretsmanager:GetSecretValue';
const STRIPE = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-AbCdEf';
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: READ, Resource: '*' }] };

const ROLE: TemplateResource = {
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'webhook', AssumeRolePolicyDocument: {} },
};
const FN: TemplateResource = {
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'webhook', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x', Code: {} },
};

/** What a function is allowed whose template has one more resource. */
function decided(resource: TemplateResource, action: string, arn: string) {
  return can(loadBackend(assemblyOf({ Role: ROLE, Webhook: FN, More: resource })), 'Webhook', action, arn);
}

function policyWith(PolicyDocument: unknown): TemplateResource {
  return { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument } };
}

describe('P1: a policy that the templates hide', () => {
  it.each<[string, TemplateResource]>([
    ['in a function of SAM', { Type: 'AWS::Serverless::Function', Properties: { Policies: [ALL] } }],
    ['behind a transform of its document', policyWith({ 'Fn::Transform': { Name: 'AWS::Include' } })],
    ['behind a transform beside it', { Type: 'AWS::SNS::Topic', Properties: { 'Fn::Transform': { Name: 'Ours' } } }],
    [
      'in a nested stack without its template',
      { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x' } },
    ],
    ['in a document that is a string', policyWith('not JSON')],
  ])('makes the decision unknown: %s', (_name, resource) => {
    expect(decided(resource, READ, STRIPE).effect).toBe('unknown');
  });

  it('leaves a function alone in a permission set, which is for people', () => {
    const properties = { Name: 'p', InstanceArn: 'arn:aws:sso:::instance/i', InlinePolicy: ALL };
    expect(decided({ Type: 'AWS::SSO::PermissionSet', Properties: properties }, READ, STRIPE).effect).toBe('deny');
  });
});

describe('P1: a role that may assume any role', () => {
  const assume = policyWith({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] });
  const admin = 'arn:aws:iam::123456789012:role/admin';

  it('is not allowed itself what another role may do, and is allowed to assume that role', () => {
    expect(decided(assume, READ, STRIPE).effect).toBe('deny');
    expect(decided(assume, 'sts:AssumeRole', admin).effect).not.toBe('deny');
  });
});

it('has the roles that policies name and no template declares', () => {
  const Properties = { PolicyName: 'p', Roles: ['existing', 'webhook'], PolicyDocument: ALL };
  const { roles } = loadBackend(
    assemblyOf({ Role: ROLE, Webhook: FN, More: { Type: 'AWS::IAM::Policy', Properties } }),
  );
  expect(roles.map(({ name, policies }) => [name, policies.map((policy) => policy.document)])).toEqual([
    ['webhook', [ALL]],
    ['existing', [ALL, { Statement: [] }]],
  ]);
  expect(roles[1]?.policies[1]?.unknown).toContain('no template declares it');
});
