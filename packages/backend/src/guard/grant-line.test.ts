import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend } from '../backend.test.support.js';
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
