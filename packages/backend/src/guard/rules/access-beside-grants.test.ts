import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { grantSecretRead, grantSecretReadWrite } from '../../grant.js';
import type { GrantTarget } from '../../targets/grant-target.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { findingsFor, makeGuarded, SECRET, secrets } from '../guard.test.support.js';

/** The keys that a statement gives access to beyond a grant. */
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

describe('accessBesideGrants, for a role with grants', () => {
  it('finds a statement that gives more secrets of the environment', () => {
    expect(beside(secrets.stripe, 'myapp/prod/slack-signing-secret-??????')).toEqual([['slackSigningSecret']]);
    expect(beside(secrets.stripe, 'upwork-oauth-tokens-a1B2c3')).toEqual([['upworkTokens']]);
    expect(beside(secrets.stripe, 'myapp/prod/*')).toEqual([['slackSigningSecret']]);
    expect(beside(secrets.stripe, 'myapp/prod/stripe-??????', 'PutSecretValue')).toEqual([['stripe']]);
  });

  it('finds nothing where a statement gives what was granted, or what is not declared', () => {
    expect(beside(secrets.stripe, 'myapp/prod/stripe-??????')).toEqual([]);
    expect(beside(secretsMatching(secrets, '*'), 'myapp/prod/slack-signing-secret-??????')).toEqual([]);
    expect(beside(secrets.stripe, 'legacy/mail-??????')).toEqual([]);
  });

  it('finds the hand-written statement in a policy that also has those of grants', () => {
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
        message: expect.stringContaining('gives worker-lambda access to upworkTokens, which no grant gives.'),
        resolution: expect.stringContaining('write: grantSecretRead(backend.worker, secrets.upworkTokens);'),
      }),
    ]);
  });
});

describe('accessBesideGrants, for a policy that was granted a pattern', () => {
  it('finds nothing in the statement of the grant', () => {
    const guarded = makeGuarded();
    const { role } = guarded.amplifyFunction('worker-lambda').resources.lambda;
    const policy = new Policy(guarded.stack, 'Shared', { roles: role === undefined ? [] : [role] });
    grantSecretRead(policy, secretsMatching(secrets, 's*'));
    expect(guarded.findings()).toEqual([]);
  });
});

describe('accessBesideGrants, for a role without grants', () => {
  it('allows one secret by name, and finds a pattern', () => {
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
