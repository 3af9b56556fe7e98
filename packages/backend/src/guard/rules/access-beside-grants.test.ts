import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { grantSecretRead, grantSecretReadWrite } from '../../grant.js';
import type { GrantTarget } from '../../targets/grant-target.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { findingsFor, makeGuarded, SECRET, secrets } from '../guard.test.support.js';

/** The keys that a statement gives beside a grant. */
function beside(granted: GrantTarget, name: string, action = 'GetSecretValue'): readonly (readonly string[])[] {
  const guarded = makeGuarded();
  const worker = guarded.amplifyFunction('worker-lambda');
  grantSecretRead(worker, granted);
  const actions = [`secretsmanager:${action}`];
  worker.resources.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [SECRET + name] }));
  return guarded
    .findings()
    .filter((finding) => finding.name === 'AccessBesideGrants')
    .map(({ about }) => about.slice(1));
}

describe('a statement of a role with grants', () => {
  it('is found where it gives more of the environment’s secrets', () => {
    expect(beside(secrets.stripe, 'myapp/prod/slack-signing-secret-??????')).toEqual([['slackSigningSecret']]);
    expect(beside(secrets.stripe, 'upwork-oauth-tokens-a1B2c3')).toEqual([['upworkTokens']]);
    expect(beside(secrets.stripe, 'myapp/prod/*')).toEqual([['slackSigningSecret']]);
    expect(beside(secrets.stripe, 'myapp/prod/stripe-??????', 'PutSecretValue')).toEqual([['stripe']]);
  });

  it('is none of it where it gives what was granted, or what nobody declared', () => {
    expect(beside(secrets.stripe, 'myapp/prod/stripe-??????')).toEqual([]);
    expect(beside(secretsMatching(secrets, '*'), 'myapp/prod/slack-signing-secret-??????')).toEqual([]);
    expect(beside(secrets.stripe, 'legacy/mail-??????')).toEqual([]);
  });

  it('is found beside the kit’s own in one policy, which are not', () => {
    const guarded = makeGuarded();
    const worker = guarded.amplifyFunction('worker-lambda');
    grantSecretReadWrite(worker, secrets.stripe, { branches: 'main' });
    const resources = [`${SECRET}myapp/prod/upwork-??????`, `${SECRET}upwork-oauth-tokens-??????`];
    worker.resources.lambda.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], resources }),
    );
    expect(guarded.findings()).toEqual([
      expect.objectContaining({
        name: 'AccessBesideGrants',
        severity: 'warning',
        where: 'amplify/function/worker-lambda/ServiceRole/DefaultPolicy',
        about: [`${SECRET}upwork-oauth-tokens-??????`, 'upworkTokens'],
        message: expect.stringContaining('which no grant gives to worker-lambda'),
        resolution: expect.stringContaining('write: grantSecretRead(backend.worker, secrets.upworkTokens);'),
      }),
    ]);
  });
});

describe('a statement of a role without grants', () => {
  it('may name a secret, and is found with a pattern over several', () => {
    expect(findingsFor({ resources: [`${SECRET}myapp/prod/stripe-??????`] })).toEqual([]);
    expect(findingsFor({ resources: [`${SECRET}myapp/prod/*`] })).toEqual([
      expect.objectContaining({
        name: 'AccessBesideGrants',
        resolution: expect.stringContaining('write: grantSecretRead(backend.worker, allSecrets(secrets));'),
      }),
    ]);
    expect(findingsFor({ resources: [`${SECRET}myapp/prod/s*-??????`] })[0]?.resolution).toContain(
      "grantSecretRead(backend.worker, secretsMatching(secrets, 's*'));",
    );
  });
});
