import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend } from '../../backend.test.support.js';
import { backendState } from '../../backend-state.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../../grant.js';
import type { SecretGrantee } from '../../grantee.js';
import { secretsMatching } from '../../secrets-matching.js';
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
  return findingsOf(backend.root, backendState(backend, 'test').state).filter(
    (each) => each.name === 'SharedSecretWritten',
  );
}

describe('a name that two environments share', () => {
  it('is not written', () => {
    expect(found((refresh) => grantSecretReadWrite(refresh, shop.tokens))).toEqual([
      expect.objectContaining({
        severity: 'error',
        where: 'amplify/function/refresh',
        about: ['tokens', 'shop/prod/tokens'],
        message: expect.stringContaining('lets prod write what staging reads'),
      }),
    ]);
  });

  it('is not written in any deployment, by a pattern or by its text', () => {
    expect(found((refresh) => grantSecretWrite(refresh, shop.tokens, { branches: 'staging' }))).toHaveLength(1);
    expect(found((refresh) => grantSecretWrite(refresh, secretsMatching(shop, '*')))).toHaveLength(1);
    expect(found((refresh) => grantSecretWrite(refresh, 'shop/prod/tokens', { branches: 'main' }))).toHaveLength(1);
  });

  it('may be read, and written where it is not shared', () => {
    expect(found((refresh) => grantSecretRead(refresh, shop.tokens))).toEqual([]);
    expect(found((refresh) => grantSecretWrite(refresh, shop.tokens, { branches: 'develop' }))).toEqual([]);
    expect(found((refresh) => grantSecretWrite(refresh, shop.mail))).toEqual([]);
  });
});
