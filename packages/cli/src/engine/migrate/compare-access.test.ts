import type { Backend, BackendFunction } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { compareAccess } from './compare-access.js';

const ACCOUNT = '123456789012';
const ARN = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:`;
const NAMED = `${ARN}mail-a1B2c3`;

/** A backend whose function `mail` may do this. */
function backendWith(...statements: (readonly [action: string, resource: string])[]): Backend {
  const role = {
    arn: `arn:aws:iam::${ACCOUNT}:role/mail`,
    name: 'mail',
    account: ACCOUNT,
    policies: statements.map(([Action, Resource], index) => ({
      name: `policy${index}`,
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action, Resource }] },
    })),
  };
  const mail: BackendFunction = {
    name: 'mail',
    logicalId: 'mailLambda',
    functionName: 'mail',
    arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:mail`,
    role,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
  };
  return {
    cdkOut: '/nowhere',
    account: ACCOUNT,
    region: 'us-east-1',
    partition: 'aws',
    functions: [mail],
    roles: [role],
    secretPolicies: new Map(),
    secrets: [],
    keyPolicies: new Map(),
    functionPolicies: new Map(),
    rotations: [],
    unresolved: [],
    notes: [],
  };
}

/** The same, with a managed policy whose document is in no template. */
function withUnreadable(backend: Backend): Backend {
  const unreadable = { name: 'ReadOnlyAccess', document: { Statement: [] }, unknown: 'it is in no template' };
  const functions = backend.functions.map((fn) => ({
    ...fn,
    role: { ...fn.role, policies: [...fn.role.policies, unreadable] },
  }));
  return { ...backend, functions, roles: functions.map(({ role }) => role) };
}

const READ = 'secretsmanager:GetSecretValue';
const PUT = 'secretsmanager:PutSecretValue';
const compare = (before: Backend, after: Backend) => compareAccess(before, after, ['mail'], () => undefined);
const resources = (changes: readonly { readonly resource: string }[]) => changes.map(({ resource }) => resource);

describe('compareAccess', () => {
  it('compares backends with resources that CloudFormation alone knows, as of defineData', () => {
    const backend = backendWith([READ, `${ARN}mail-??????`], ['appsync:GraphQL', Object({ unresolved: 'ApiId' })]);
    expect(compare(backend, backendWith([READ, `${ARN}*`])).wider).not.toEqual([]);
    expect(compare(backendWith([READ, `${ARN}*`]), backend)).toMatchObject({ wider: [] });
  });

  it('compares each of two functions of one logical id, in two stacks', () => {
    const [narrow, wide] = [backendWith([READ, `${ARN}mail-??????`]), backendWith([READ, `${ARN}*`])];
    const both = (one: Backend, other: Backend): Backend => ({
      ...one,
      functions: [...one.functions, ...other.functions],
      roles: [...one.roles, ...other.roles],
    });
    expect(compare(both(narrow, narrow), both(narrow, wide)).wider).not.toEqual([]);
    expect(compare(both(narrow, narrow), both(wide, narrow)).wider).not.toEqual([]);
  });

  it('finds no difference between a backend and itself', () => {
    const backend = backendWith([READ, `${ARN}mail-??????`]);
    expect(compare(backend, backend)).toMatchObject({ wider: [], narrower: [], expected: [] });
    expect(compare(backend, backend).requests).toBeGreaterThan(100);
  });

  it('finds what a narrower pattern no longer matches, by longer names', () => {
    const { wider, narrower } = compare(backendWith([READ, `${ARN}mail*`]), backendWith([READ, `${ARN}mail-??????`]));
    expect(wider).toEqual([]);
    expect(resources(narrower)).toEqual(expect.arrayContaining([`${ARN}mail-admin-a1B2c3`, `${ARN}mails-a1B2c3`]));
    expect(resources(narrower)).not.toContain(NAMED);
    expect(new Set(narrower.map(({ principal, action }) => `${principal} ${action}`))).toEqual(
      new Set([`mail ${READ}`]),
    );
  });

  it('finds what a wider pattern, another region or another action gives', () => {
    const before = backendWith([READ, `${ARN}mail-??????`]);
    expect(resources(compare(before, backendWith([READ, `${ARN}mail*`])).wider)).toContain(`${ARN}mail-admin-a1B2c3`);
    const anywhere = backendWith([READ, `${ARN}mail-??????`.replace('us-east-1', '*')]);
    expect(resources(compare(before, anywhere).wider)).toContain(NAMED.replace('us-east-1', 'eu-west-1'));
    const both = backendWith([READ, `${ARN}mail-??????`], [PUT, `${ARN}mail-??????`]);
    expect(compare(before, both).wider).toContainEqual({ principal: 'mail', action: PUT, resource: NAMED });
  });

  it('finds what a grant gives in a region that only the policies name', () => {
    const there = (name: string) => `${ARN}${name}`.replace('us-east-1', 'ap-south-1');
    const before = backendWith([READ, `${ARN}mail-??????`]);
    expect(resources(compare(before, backendWith([READ, there('mail-??????')])).wider)).toContain(there('mail-a1B2c3'));
  });

  it('finds the access of a function that one of the two has not', () => {
    const backend = backendWith([READ, `${ARN}mail-??????`]);
    const without: Backend = { ...backend, functions: [], roles: [] };
    expect(resources(compare(without, backend).wider)).toContain(NAMED);
    expect(resources(compare(backend, without).narrower)).toContain(NAMED);
  });

  it('expects the label to be moved by who may put a value, and what the caller expects', () => {
    const stage = 'secretsmanager:UpdateSecretVersionStage';
    const put = backendWith([PUT, `${ARN}mail-??????`]);
    const moves = backendWith([PUT, `${ARN}mail-??????`], [stage, `${ARN}mail-??????`]);
    const { wider, expected } = compare(put, moves);
    expect([wider, expected[0]]).toEqual([[], { principal: 'mail', action: stage, resource: NAMED, why: 'stage' }]);
    expect(compare(backendWith(), moves).wider.map(({ action }) => action)).toEqual(
      expect.arrayContaining([stage, PUT]),
    );
    const own = compareAccess(backendWith(), put, ['mail'], (_, action) => (action === PUT ? 'own' : undefined));
    expect(own.wider).toEqual([]);
    expect(own.expected).toContainEqual({ principal: 'mail', action: PUT, resource: NAMED, why: 'own' });
  });

  it('finds what a statement gives beside a policy that cannot be read', () => {
    const before = withUnreadable(backendWith([READ, `${ARN}acme/dev/mail-??????`]));
    const production = withUnreadable(backendWith([READ, `${ARN}mail-??????`]));
    expect(compare(before, production).wider).toContainEqual({ principal: 'mail', action: READ, resource: NAMED });
    expect(resources(compare(before, production).narrower)).toContain(`${ARN}acme/dev/mail-a1B2c3`);
    expect(compare(before, withUnreadable(backendWith([READ, `${ARN}acme/dev/mail-a1B2c3`]))).wider).toEqual([]);
    const lost = (backend: Backend): Backend => ({
      ...backend,
      functions: backend.functions.map((fn) => ({
        ...fn,
        role: { ...fn.role, policies: fn.role.policies.map((policy) => ({ ...policy, unknown: 'whose it is' })) },
      })),
    });
    expect(
      resources(compare(lost(backendWith([READ, `${ARN}other-*`])), lost(backendWith([READ, `${ARN}mail-*`]))).wider),
    ).toContain(NAMED);
    const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/abc`;
    const decrypts = withUnreadable(backendWith([READ, `${ARN}acme/dev/mail-??????`], ['kms:Decrypt', key]));
    expect(resources(compare(before, decrypts).wider)).toContain(key);
  });
});
