import { defineSecrets, secretNamed, textSecret } from '@amplify-secrets/runtime';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, SANDBOX } from '../../backend.test.support.js';
import { grantSecretRead, grantSecretWrite } from '../../grant.js';
import type { GrantOptions } from '../../grant-options.js';
import { openBackend } from '../../open-backend.js';
import type { GrantTarget } from '../../targets/grant-target.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { findingsOf } from '../findings.js';
import { secrets } from '../guard.test.support.js';

function unread(target: GrantTarget | readonly GrantTarget[], options: GrantOptions = {}, deployment = MAIN): string[] {
  const backend = makeBackend(deployment);
  grantSecretRead(backend.amplifyFunction('reader'), target, options);
  const state = openBackend(backend.root);
  return findingsOf(state).flatMap(({ name, about }) => (name === 'SecretUnread' ? about : []));
}

describe('secretUnread', () => {
  it('finds a definition that nothing reads, by its key', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('reader'), [secrets.stripe, secrets.upworkTokens]);
    grantSecretWrite(backend.amplifyFunction('writer'), secrets.slackSigningSecret, { branches: 'main' });
    expect(findingsOf(openBackend(backend.root))).toEqual([
      {
        name: 'SecretUnread',
        severity: 'warning',
        where: 'amplify',
        about: ['slackSigningSecret'],
        message: 'Secret "slackSigningSecret" of app "myapp" is declared, and no grant of this backend reads it.',
        resolution: 'Write grantSecretRead(backend.myFunction, secrets.slackSigningSecret), or delete the definition.',
      },
    ]);
  });

  it('counts a pattern that matches in this deployment, and a grant for another deployment', () => {
    expect(unread([secrets.upworkTokens, secretsMatching(secrets, '*')])).toEqual([]);
    expect(unread(secretsMatching(secrets, '*'))).toEqual(['upworkTokens']);
    expect(unread(secretsMatching(secrets, '*'), {}, SANDBOX)).toEqual([]);
    expect(unread(secretsMatching(secrets, '*'), { branches: 'develop' })).toEqual([]);
    expect(unread([secrets.slackSigningSecret, secretNamed(secrets, 'stripe')])).toEqual(['upworkTokens']);
  });

  it('compares the names of the set itself, whatever the store of another set', () => {
    const shop = defineSecrets({
      app: 'shop',
      environments: { prod: 'main', sandbox: { store: 'secrets-manager' } },
      secrets: { mail: textSecret({ name: { sandbox: 'shop/sandbox/mail@example' } }) },
    });
    const backend = makeBackend(SANDBOX);
    grantSecretRead(backend.amplifyFunction('reader'), [secretsMatching(secrets, '*'), secretNamed(secrets, 'github')]);
    grantSecretWrite(backend.amplifyFunction('writer'), shop.mail, { branches: 'main' });
    const state = openBackend(backend.root);
    expect(findingsOf(state).map(({ name, about }) => [name, ...about])).toEqual([['SecretUnread', 'mail']]);
  });

  it('finds nothing in a set that nothing is granted from', () => {
    expect(unread('legacy', { branches: 'main' })).toEqual([]);
  });
});
