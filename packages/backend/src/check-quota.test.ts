import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { App, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { grantSecretRead } from './grant.js';
import { allSecrets } from './secrets-matching.js';

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

describe("a role that would pass IAM's quota of managed policies", () => {
  it('stops the synthesis, and says what to group', () => {
    expect(() => roleWith(1000).synth()).toThrow(
      expect.objectContaining({
        name: 'GrantTooLargeError',
        message: expect.stringMatching(
          /^The role of "Stack\/Role" would need \d+ managed policies for 1001 permissions, and IAM attaches at most 10\.$/,
        ),
        resolution: expect.stringContaining('secretsMatching'),
      }),
    );
  });

  it('counts the policies that the role has already', () => {
    expect(() => roleWith(60).synth()).not.toThrow();
    expect(() => roleWith(60, 11).synth()).toThrow(expect.objectContaining({ name: 'GrantTooLargeError' }));
  });

  it('takes four hundred secrets', () => {
    expect(() => roleWith(400).synth()).not.toThrow();
  });
});
