import { runInNewContext } from 'node:vm';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { matchesDeployment } from '@amplify-secrets/runtime/contract';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, secretArn } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { openBackend } from '../open-backend.js';
import { findingsOf } from './findings.js';

describe('grantLine', () => {
  it('writes valid code for a key that is not an identifier', () => {
    const odd = defineSecrets({
      app: 'shop',
      environments: { prod: 'main' },
      secrets: { 'my-key': textSecret(), other: textSecret() },
    });
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('reader'), odd.other);
    const [unread] = findingsOf(openBackend(backend.root));
    expect(unread?.resolution).toContain(`grantSecretRead(backend.myFunction, secrets["my-key"])`);
  });
});

describe('F06: the line for a statement by hand', () => {
  it.each([
    "fix/don't-retry",
    'x{1}',
    'x{a,b}',
    'a"b',
    `a'b"c`,
    'a`b`',
    `\${x}`,
    '$(x)',
    'größe',
    'a\u00a0b',
    '😀',
    'a]b',
  ])('compiles and is accepted in the branch %j', (name) => {
    const deployment = { ...MAIN, name };
    const backend = makeBackend(deployment);
    const fn = backend.amplifyFunction('mail');
    grantSecretRead(fn, 'other', { branches: 'main' });
    fn.resources.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [secretArn('mail').replace(/-\w{6}$/, '')],
      }),
    );
    const finding = findingsOf(openBackend(backend.root)).find(({ name }) => name === 'SecretArnWithoutSuffix');
    const [line] = /grantSecretRead\(.*?\);/.exec(finding?.resolution ?? '') ?? [];
    const called: unknown[][] = [];
    runInNewContext(line ?? '', { backend, grantSecretRead: (...given: unknown[]) => called.push(given) });
    const [[, target, options] = []] = called;
    expect(target).toBe('mail');
    expect(matchesDeployment((options as { branches: string[] }).branches[0] ?? '', deployment)).toBe(true);
    const other = makeBackend(deployment);
    grantSecretRead(other.amplifyFunction('mail'), 'mail', options as { branches: string[] });
  });
});
