import { secretNamed } from '@amplify-secrets/runtime';
import { NestedStack } from 'aws-cdk-lib';
import { Group, PrincipalWithConditions, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { descriptorsIn, MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import type { SecretGrantee } from './grantee.js';

const READ = [expect.objectContaining({ actions: ['secretsmanager:GetSecretValue'] })];

describe('the grantee of a grant', () => {
  it('may be a CDK function, which gets a descriptor', () => {
    const { stack, grants } = makeBackend(MAIN);
    grantSecretRead(makeFunction(stack, 'plain'), secrets.stripe);
    expect(grants()).toEqual(READ);
    expect(descriptorsIn(stack).plain).toMatchObject({ v: 1 });
  });

  it.each([
    [
      'a role',
      (stack: NestedStack) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('amplify.amazonaws.com') }),
    ],
    ['a user', (stack: NestedStack) => new User(stack, 'User')],
    ['a group', (stack: NestedStack) => new Group(stack, 'Group')],
  ])('may be %s', (_what, make) => {
    const { stack, grants } = makeBackend(MAIN);
    grantSecretRead(make(stack), secrets.stripe);
    expect(grants()).toEqual(READ);
  });

  it.each<[string, unknown, RegExp]>([
    ['undefined, after a typing error', undefined, /Check the spelling/],
    ['a string', 'stripeWebhook', /grantSecretRead\(backend\.myFunction, secrets\.mySecret\)/],
    ['an object', { resources: {} }, /Check the spelling/],
    ['what defineFunction returned', { getInstance: () => undefined }, /defineBackend\(\{ myFunction \}\)/],
    ['a principal outside of every stack', new ServicePrincipal('lambda.amazonaws.com'), /Check the spelling/],
  ])('is refused when it is %s', (_what, grantee, resolution) => {
    expect(() => grantSecretRead(grantee as SecretGrantee, secrets.stripe)).toThrow(
      expect.objectContaining({
        name: 'GranteeInvalidError',
        classification: 'ERROR',
        resolution: expect.stringMatching(resolution),
      }),
    );
  });

  it('is refused when it is imported without its role', () => {
    const { stack } = makeBackend(MAIN);
    const imported = LambdaFunction.fromFunctionArn(
      stack,
      'Imported',
      'arn:aws:lambda:us-east-1:123456789012:function:app',
    );
    expect(() => grantSecretRead(imported, secretNamed(secrets, 'github-acme'))).toThrow(
      expect.objectContaining({
        name: 'GrantLostError',
        resolution: expect.stringContaining('fromFunctionAttributes'),
      }),
    );
  });

  it('is refused when it is a principal without policies', () => {
    const { stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const principal = new PrincipalWithConditions(role, { Bool: { 'aws:SecureTransport': 'true' } });
    const grantee = Object.assign(new NestedStack(stack, 'Owner'), { grantPrincipal: principal });
    expect(() => grantSecretRead(grantee, secrets.stripe)).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
  });
});
