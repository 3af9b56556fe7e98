import { describe, expect, it } from 'vitest';
import { allowsService } from './allows-service.js';
import type { Statement } from './model.js';

const service = 'secretsmanager.amazonaws.com';
const resource = 'arn:aws:lambda:us-east-1:123456789012:function:rotate';
const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf';
const request = {
  service,
  action: 'lambda:InvokeFunction',
  resource,
  context: { 'aws:sourceaccount': '123456789012', 'aws:sourcearn': secret },
};
const allowed: Statement = {
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'lambda:InvokeFunction',
  Resource: resource,
};
const given = (...Statement: Statement[]) =>
  allowsService({ name: 'policy', document: { Version: '2012-10-17', Statement } }, request);

describe('a resource policy for a service', () => {
  it.each<[string, Partial<Statement>]>([
    ['names it', {}],
    ['names it among others', { Principal: { Service: ['events.amazonaws.com', service] } }],
    ['names everyone', { Principal: '*' }],
    ['has a wildcard in the action', { Action: 'lambda:*' }],
    ['names the account of the source', { Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' } } }],
    ['names the source', { Condition: { ArnLike: { 'AWS:SourceArn': secret.replace(/.{6}$/, '??????') } } }],
  ])('allows the call where it %s', (_how, change) => {
    expect(given({ ...allowed, ...change })).toBe(true);
  });

  it.each<[string, Partial<Statement>]>([
    ['another service', { Principal: { Service: 'events.amazonaws.com' } }],
    ['a role', { Principal: { AWS: '123456789012' } }],
    ['another action', { Action: 'lambda:GetFunction' }],
    ['another function', { Resource: `${resource}-other` }],
    ['another account', { Condition: { StringEquals: { 'AWS:SourceAccount': '210987654321' } } }],
    ['another secret', { Condition: { ArnLike: { 'AWS:SourceArn': secret.replace('db', 'api') } } }],
    ['calls in an organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
  ])('does not allow the call where it is for %s', (_what, change) => {
    expect(given({ ...allowed, ...change })).toBe(false);
  });

  it('does not allow the call where another statement denies it', () => {
    expect(given(allowed, { ...allowed, Effect: 'Deny' })).toBe(false);
  });

  it('does not know of a condition that the evaluator does not know', () => {
    expect(given({ ...allowed, Condition: { Strange: { 'AWS:SourceAccount': '1' } } })).toHaveProperty('reasons');
  });

  it('does not know of a policy that is not known', () => {
    const unread = { name: 'policy', document: { Statement: [] }, unknown: 'it is in no template' };
    expect(allowsService(unread, request)).toEqual({ reasons: ['it is in no template'] });
  });

  it('allows nothing where there is none', () => {
    expect(allowsService(undefined, request)).toBe(false);
  });
});
