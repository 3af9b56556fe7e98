import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnPolicy, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { allSecrets } from '../targets/secrets-matching.js';

function roleWith(count: number, managedPolicies = 0) {
  const app = new App({
    context: { 'amplify-backend-type': 'branch', 'amplify-backend-namespace': 'd123', 'amplify-backend-name': 'main' },
  });
  const stack = new Stack(app, 'Stack');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  for (let i = 0; i < managedPolicies; i++) role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(`Policy${i}`));
  const keys = Array.from({ length: count }, (_, i) => [`service${String(i).padStart(4, '0')}`, textSecret()] as const);
  const secrets = defineSecrets({ app: 'myapp', environments: { prod: 'main' }, secrets: Object.fromEntries(keys) });
  grantSecretRead(role, allSecrets(secrets));
  return app;
}

describe('checkQuota, about managed policies', () => {
  it('stops the synthesis where a role would have too many, and says what to group', () => {
    expect(() => roleWith(1000).synth()).toThrow(
      expect.objectContaining({
        name: 'GrantTooLargeError',
        message: expect.stringMatching(
          /^The role of "Stack\/Role" would need \d+ managed policies, and IAM attaches at most 10\.$/,
        ),
        resolution: expect.stringContaining('secretsMatching'),
      }),
    );
  });

  it('counts the policies that the role already has', () => {
    expect(() => roleWith(200).synth()).not.toThrow();
    expect(() => roleWith(200, 10).synth()).toThrow(expect.objectContaining({ name: 'GrantTooLargeError' }));
  });

  it('passes where only policies of others are too many', () => {
    expect(() => roleWith(3, 11).synth()).not.toThrow();
  });

  it('passes with four hundred secrets', () => {
    expect(() => roleWith(400).synth()).not.toThrow();
  });
});

describe('checkQuota, about inline policies', () => {
  const names = (length: number) => 'n'.repeat(length);

  it('stops the synthesis where hand-written statements leave no room for a grant', () => {
    const { app, stack } = makeBackend(MAIN);
    const lambda = makeFunction(stack, 'fn');
    const resources = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::${names(150)}${index}/*`);
    new CfnPolicy(stack, 'ByHand', {
      policyName: 'by-hand',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resources }] },
      roles: [lambda.role?.roleName ?? ''],
    });
    grantSecretRead(
      lambda,
      Array.from({ length: 15 }, (_, index) => `${names(60)}${index}`),
      { branches: 'main' },
    );
    expect(() => app.synth()).toThrow(
      expect.objectContaining({
        name: 'GrantTooLargeError',
        message: expect.stringMatching(/inline policies of at least \d+ characters, and IAM allows 10240/),
      }),
    );
  });

  it('counts what only the deployment knows as nothing', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const lambda = makeFunction(stack, 'fn');
    for (let index = 0; index < 60; index += 1) {
      const data = new NestedStack(root, `a-nested-stack-with-a-long-name-${index}`);
      const topic = new Topic(data, 'a-topic-with-a-name-that-makes-a-long-reference');
      lambda.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }));
    }
    grantSecretRead(lambda, secrets.stripe);
    expect(() => app.synth()).not.toThrow();
  });
});
