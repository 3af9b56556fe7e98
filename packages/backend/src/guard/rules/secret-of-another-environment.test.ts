import type { StackProps } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, SANDBOX } from '../../backend.test.support.js';
import { grantSecretRead } from '../../grant.js';
import { openBackend } from '../../open-backend.js';
import { allSecrets } from '../../targets/secrets-matching.js';
import { findingsOf } from '../findings.js';
import { findingsFor, makeGuarded, SECRET, secrets } from '../guard.test.support.js';

const NAME = 'SecretOfAnotherEnvironment';

describe('secretOfAnotherEnvironment', () => {
  it.each([
    ['myapp/*', MAIN, 'staging, dev'],
    ['*/dev/*', MAIN, 'staging, dev'],
    ['myapp/d?v/*', MAIN, 'dev'],
    ['myapp/*-??????', MAIN, 'staging, dev'],
    ['myapp/dev/undeclared-??????', MAIN, 'dev'],
    ['upwork-oauth-tokens-a1B2c3', FEATURE, 'prod'],
    ['myapp/prod/stripe-??????', SANDBOX, 'prod'],
    [`myapp/prod/\${AWS::Region}*`, FEATURE, 'prod'],
    [`myapp/prod/\${Name}`, FEATURE, 'prod'],
  ])('finds the name %s', (name, deployment, environments) => {
    const found = findingsFor({ resources: [SECRET + name] }, deployment).filter((each) => each.name === NAME);
    expect(found).toEqual([
      expect.objectContaining({
        severity: 'warning',
        about: [SECRET + name],
        message: expect.stringContaining(`matches secrets of ${environments}, and `),
        resolution: expect.stringContaining('Delete the statement and write: grantSecretRead(backend.worker, '),
      }),
    ]);
  });

  it.each([
    ['myapp/prod/stripe-??????', MAIN],
    ['upwork-oauth-tokens-??????', MAIN],
    ['myapp/dev/*', FEATURE],
    ['myapps/*', MAIN],
    ['myapp/production/stripe-??????', MAIN],
    ['myapp/prod', FEATURE],
    [`myapp/\${aws:PrincipalTag/env}/*`, FEATURE],
    [`\${App}/prod/*`, FEATURE],
    [`myapp/dev/\${AWS::Region}-*`, FEATURE],
  ])('finds nothing in the name %s', (name, deployment) => {
    expect(findingsFor({ resources: [SECRET + name] }, deployment).map((each) => each.name)).not.toContain(NAME);
  });

  it('is an error where a grant by name or pattern gives access to them', () => {
    const guarded = makeGuarded();
    const worker = guarded.amplifyFunction('worker');
    grantSecretRead(worker, ['myapp/dev/stripe', 'myapp/*'], { branches: 'main' });
    expect(guarded.findings().map(({ name, severity, where, about }) => ({ name, severity, where, about }))).toEqual([
      { name: NAME, severity: 'error', where: 'amplify/function/worker', about: ['myapp/dev/stripe', 'stripe'] },
      { name: NAME, severity: 'error', where: 'amplify/function/worker', about: ['myapp/*', 'stripe'] },
    ]);
  });

  it('finds nothing in a grant for other deployments, or of an own secret by its name', () => {
    const guarded = makeGuarded();
    const worker = guarded.amplifyFunction('worker');
    grantSecretRead(worker, 'myapp/dev/stripe', { branches: 'develop' });
    grantSecretRead(worker, 'myapp/prod/stripe', { branches: 'main' });
    grantSecretRead(worker, secrets.stripe);
    expect(guarded.findings()).toEqual([]);
  });

  it.each([
    ['myapp/prod/*', ['myapp/prod/*']],
    ['myapp/prod/stripe', ['myapp/prod/stripe']],
    [`${SECRET}myapp/prod/stripe`, [`${SECRET}myapp/prod/stripe`]],
    [`${SECRET}myapp/prod/stripe-a1B2c3`, [`${SECRET}myapp/prod/stripe-a1B2c3`]],
    ['myapp/dev/*', undefined],
    ['legacy/mail', undefined],
  ])('finds every secret under a condition on the id %s', (id, about) => {
    expect(underCondition(['*'], id)).toEqual(about === undefined ? [] : [about]);
  });

  it('looks at what a resource and the ids of a condition have in common', () => {
    expect(underCondition([`${SECRET}myapp/*`], 'myapp/dev/*')).toEqual([]);
    expect(underCondition([`${SECRET}myapp/prod/*`], 'myapp/*')).toEqual([[`${SECRET}myapp/prod/*`]]);
    expect(underCondition([`${SECRET}myapp/prod/*`], 'myapp/dev/*')).toEqual([]);
    expect(underCondition([`${SECRET}myapp/prod/stripe-??????`], `\${Name}`)).toHaveLength(1);
  });
});

function underCondition(resources: string[], id: string): (readonly string[])[] {
  const guarded = makeGuarded(FEATURE);
  const { lambda } = guarded.amplifyFunction('worker').resources;
  const conditions = { StringLike: { 'secretsmanager:SecretId': id } };
  lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources, conditions }));
  return guarded
    .findings()
    .filter(({ name }) => name === NAME)
    .map(({ about }) => about);
}

describe('secretOfAnotherEnvironment, for a full ARN', () => {
  const arn = (account: string, region = 'us-east-1') =>
    `arn:aws:secretsmanager:${region}:${account}:secret:myapp/prod/stripe-a1B2c3`;

  function severities(arn: string, props: StackProps): string[] {
    const backend = makeBackend(FEATURE, props);
    grantSecretRead(backend.amplifyFunction('reader'), allSecrets(secrets));
    grantSecretRead(backend.amplifyFunction('granted'), arn, { branches: '*' });
    const byHand = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] });
    backend.amplifyFunction('by-hand').resources.lambda.addToRolePolicy(byHand);
    return findingsOf(openBackend(backend.root)).map(({ where, severity }) => `${where.split('/')[2]}: ${severity}`);
  }

  it('is an error for a grant in this account and region', () => {
    const env = { account: '123456789012', region: 'us-east-1' };
    expect(severities(arn('123456789012'), { env })).toEqual(['granted: error', 'by-hand: warning']);
  });

  it('is a warning, which says so, where the ARN may be in another account or of a replica', () => {
    const env = { account: '123456789012', region: 'eu-west-1' };
    expect(severities(arn('123456789012'), { env })).toEqual(['granted: warning', 'by-hand: warning']);
    expect(severities(arn('999999999999'), {})).toEqual(['granted: warning', 'by-hand: warning']);
    const guarded = makeGuarded(FEATURE);
    grantSecretRead(guarded.amplifyFunction('worker'), arn('999999999999'), { branches: '*' });
    expect(guarded.findings()[0]?.message).toContain('if that is in this account and region, grants secrets of prod');
  });

  it('finds nothing for an ARN in another account', () => {
    expect(severities(arn('999999999999'), { env: { account: '123456789012', region: 'us-east-1' } })).toEqual([]);
  });
});
