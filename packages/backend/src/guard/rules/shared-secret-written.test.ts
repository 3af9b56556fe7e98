import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { StackProps } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend } from '../../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../../grant.js';
import type { SecretGrantee } from '../../grantees/grantee.js';
import { openBackend } from '../../open-backend.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { findingsOf } from '../findings.js';

const shop = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', dev: 'develop' },
  secrets: {
    tokens: textSecret({ name: { prod: 'shop/prod/tokens', staging: 'shop/prod/tokens' } }),
    mail: textSecret(),
  },
});

function found(grant: (grantee: SecretGrantee) => void) {
  const backend = makeBackend(MAIN);
  grantSecretRead(backend.amplifyFunction('reader'), [shop.tokens, shop.mail]);
  grant(backend.amplifyFunction('refresh'));
  return findingsOf(openBackend(backend.root)).filter((each) => each.name === 'SharedSecretWritten');
}

describe('sharedSecretWritten', () => {
  it('finds a grant that writes the shared name', () => {
    expect(found((refresh) => grantSecretReadWrite(refresh, shop.tokens))).toEqual([
      expect.objectContaining({
        severity: 'error',
        where: 'amplify/function/refresh',
        about: ['tokens', 'shop/prod/tokens'],
        message: expect.stringContaining('lets prod write what staging reads'),
      }),
    ]);
  });

  it('finds writing in any deployment, by a pattern or by name', () => {
    expect(found((refresh) => grantSecretWrite(refresh, shop.tokens, { branches: 'staging' }))).toHaveLength(1);
    expect(found((refresh) => grantSecretWrite(refresh, secretsMatching(shop, '*')))).toHaveLength(1);
    expect(found((refresh) => grantSecretWrite(refresh, 'shop/prod/tokens', { branches: 'main' }))).toHaveLength(1);
  });

  it('finds nothing in reading, and in writing where the name is not shared', () => {
    expect(found((refresh) => grantSecretRead(refresh, shop.tokens))).toEqual([]);
    expect(found((refresh) => grantSecretWrite(refresh, shop.tokens, { branches: 'develop' }))).toEqual([]);
    expect(found((refresh) => grantSecretWrite(refresh, shop.mail))).toEqual([]);
  });
});

describe('sharedSecretWritten, for environments of separate Amplify apps', () => {
  const upwork = (dev: string) =>
    defineSecrets({
      app: 'upwork',
      environments: { prod: { branches: 'main', appId: 'dprod1' }, dev: { branches: '*', appId: dev } },
      secrets: { tokens: textSecret({ name: 'upwork-oauth-tokens' }) },
    });

  function severities(dev: string) {
    const { tokens } = upwork(dev);
    const backend = makeBackend({ type: 'branch', namespace: 'dprod1', name: 'main' });
    grantSecretReadWrite(backend.amplifyFunction('refresh'), tokens);
    return findingsOf(openBackend(backend.root)).filter((each) => each.name === 'SharedSecretWritten');
  }

  it('is a warning, since these may be two secrets in separate accounts', () => {
    expect(severities('ddev1')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringContaining('separate Amplify apps'),
        resolution: expect.stringContaining("at: 'tokens'"),
      }),
    ]);
  });

  it('is an error where both environments name the same app', () => {
    expect(severities('dprod1').map(({ severity }) => severity)).toEqual(['error']);
  });
});

describe('sharedSecretWritten, for a full ARN', () => {
  const arn = (account: string, region = 'us-east-1') =>
    `arn:aws:secretsmanager:${region}:${account}:secret:shop/prod/tokens-a1B2c3`;

  function severities(arn: string, props: StackProps) {
    const backend = makeBackend(MAIN, props);
    grantSecretRead(backend.amplifyFunction('reader'), [shop.tokens, shop.mail]);
    grantSecretWrite(backend.amplifyFunction('refresh'), arn, { branches: 'main' });
    const found = findingsOf(openBackend(backend.root));
    return found.filter(({ name }) => name === 'SharedSecretWritten').map(({ severity }) => severity);
  }

  const env = { account: '123456789012', region: 'us-east-1' };

  it('finds the ARN in the same account and region only', () => {
    expect(severities(arn('123456789012'), { env })).toEqual(['error']);
    expect(severities(arn('999999999999'), { env })).toEqual([]);
    expect(severities(arn('123456789012', 'eu-west-1'), { env })).toEqual([]);
  });

  it('is a warning where account and region are known only at deployment', () => {
    expect(severities(arn('999999999999'), {})).toEqual(['warning']);
  });
});
