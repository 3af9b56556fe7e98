import { defineSecrets, secretNamed, textSecret } from '@amplify-secrets/runtime';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, SANDBOX, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import type { GrantTarget } from './grant-target.js';
import { allSecrets, secretsMatching } from './secrets-matching.js';

function attempt(target: unknown, options: GrantOptions = { branches: 'main' }, deployment = MAIN) {
  const backend = makeBackend(deployment);
  return () => grantSecretRead(backend.amplifyFunction('webhook'), target as GrantTarget, options);
}

const nothing = defineSecrets({ app: 'nothing', environments: { prod: 'main' }, secrets: {} });

const named = (name: string, resolution = '') =>
  expect.objectContaining({ name, classification: 'ERROR', resolution: expect.stringContaining(resolution) });

describe('the target of a grant', () => {
  it.each<[string, unknown, string]>([
    ['undefined, after a typing error', undefined, 'Check the spelling'],
    ['a whole set', secrets, 'allSecrets(secrets)'],
    ['an empty list', [], 'grantSecretRead('],
    ['a list of an empty list', [[]], 'grantSecretRead('],
    ['all of an empty set', allSecrets(nothing), 'grantSecretRead('],
    ['a list of all of an empty set', [allSecrets(nothing)], 'grantSecretRead('],
    ['a list in a list in a list', [[[]]], 'grantSecretRead('],
    ['a list with a hole', [secrets.stripe, undefined], 'Check the spelling'],
    ['a number', 7, 'Check the spelling'],
    ['an ARN without its suffix', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe', 'describe-secret'],
    ['an ARN with wildcards for a suffix', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-??????', ''],
    ['an ARN with a wildcard', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:*-Ab12Cd', ''],
    ['an ARN of every region', 'arn:aws:secretsmanager:*:123456789012:secret:stripe-Ab12Cd', ''],
    ['an ARN of every account', 'arn:aws:secretsmanager:us-east-1:*:secret:stripe-Ab12Cd', ''],
    ['an ARN of another service', 'arn:aws:s3:us-east-1:123456789012:secret:stripe-Ab12Cd', ''],
    ['an ARN with a colon in the name', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a:b-Ab12Cd', ''],
    ['an ARN with a line break', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-Ab12Cd\n', ''],
  ])('is refused when it is %s', (_what, target, resolution) => {
    expect(attempt(target)).toThrow(named('GrantTargetInvalidError', resolution));
  });

  it('is refused when it is known only at deployment', () => {
    const { stack } = makeBackend(MAIN);
    const secret = new Secret(stack, 'Secret');
    expect(attempt(secret.secretArn)).toThrow(
      named('GrantTargetInvalidError', 'grantSecretRead(backend.myFunction, secret)'),
    );
  });

  it.each(['stripe?', 'stripe live', 'stripe$', `\${AWS::AccountId}`, '', 'a\n'])(
    'is refused when it is the name %j',
    (name) => {
      expect(attempt(name)).toThrow(named('SecretNameInvalidError'));
    },
  );

  it.each(['*', '/*', '**', 'a?*', 'a*\n', `\${x}*`])('is refused when it is the raw pattern %j', (pattern) => {
    expect(attempt(pattern)).toThrow(named('SecretPatternInvalidError'));
  });

  it.each(['legacy-token', 'shared/*', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-Ab12Cd'])(
    'is refused without branches when it is the string %s',
    (name) => {
      expect(attempt(name, {})).toThrow(
        named('GrantBranchesMissingError', `grantSecretRead(backend.myFunction, '${name}', { branches: ['main'] })`),
      );
      // As callers without types may write them.
      for (const branches of [[], 5, [undefined]]) {
        expect(attempt(name, { branches } as unknown as GrantOptions)).toThrow(
          named(
            'GrantBranchesMissingError',
            "grantSecretRead(backend.myFunction, 'my-secret', { branches: ['main'] })",
          ),
        );
      }
      // As a caller without types may write it.
      expect(attempt(name, { branches: undefined } as unknown as GrantOptions)).toThrow(
        named('GrantBranchesMissingError', 'Give branches a value: is the variable it comes from set'),
      );
    },
  );

  it('is refused with branches that no deployment can match', () => {
    expect(attempt('legacy-token', { branches: '' })).toThrow(named('EnvironmentUnreachableError'));
    expect(attempt('legacy-token', { branches: ['main', 'a b'] })).toThrow(named('EnvironmentUnreachableError'));
  });

  it('is refused in a deployment of no environment', () => {
    const set = defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { token: textSecret() } });
    expect(attempt(set.token, {}, FEATURE)).toThrow(named('BranchUnmatchedError', "dev: 'feature/checkout'"));
  });

  it('is refused in every deployment when no sandbox can have it', () => {
    expect(attempt(secretNamed(secrets, 'github/acme'), {}, MAIN)).toThrow(named('SandboxSecretNameInvalidError'));
  });
});

describe('secretsMatching', () => {
  it.each(['', 'stripe', '/github-*', 'github-?*', 'git hub*', 'github/*', 'a+*'])('refuses %j', (pattern) => {
    expect(() => secretsMatching(secrets, pattern)).toThrow(named('SecretPatternInvalidError'));
  });

  it('accepts a slash where no environment is in Amplify’s store', () => {
    const set = defineSecrets({ app: 'shop', environments: { sandbox: { store: 'secrets-manager' } }, secrets: {} });
    const backend = makeBackend(SANDBOX);
    grantSecretRead(backend.amplifyFunction('router'), secretsMatching(set, 'github/*'));
    expect(backend.grants()[0]?.resources).toEqual([
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/sandbox/github/*-??????',
    ]);
  });

  it('refuses what defineSecrets did not return, and so does allSecrets', () => {
    expect(() => secretsMatching({}, 'github-*')).toThrow(named('GrantTargetInvalidError', 'secretsMatching(secrets'));
    expect(() => allSecrets({ stripe: secrets.stripe })).toThrow(
      named('GrantTargetInvalidError', 'allSecrets(secrets)'),
    );
  });
});
