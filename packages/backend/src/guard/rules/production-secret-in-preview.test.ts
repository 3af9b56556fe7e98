import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import type { Environments } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { amplifySecret } from '../../amplify-secret/amplify-secret.js';
import { MAIN, makeBackend, PREVIEW } from '../../backend.test.support.js';
import { grantSecretRead } from '../../grant.js';
import type { GrantOptions } from '../../grant-options.js';
import { openBackend } from '../../open-backend.js';
import { findingsOf } from '../findings.js';
import { findingsFor, makeGuarded, SECRET } from '../guard.test.support.js';

const NAME = 'ProductionSecretInPreview';

/** What is found on `main` of a set with one secret, which is read. */
function severities(environments: Environments, name: Record<string, string> = {}, options: GrantOptions = {}) {
  const shop = defineSecrets({ app: 'shop', environments, secrets: { maps: textSecret({ name }) } });
  const backend = makeBackend(MAIN);
  grantSecretRead(backend.amplifyFunction('shop'), shop.maps, options);
  return findingsOf(openBackend(backend.root)).map((each) => [each.name, each.severity]);
}

describe('productionSecretInPreview, in declarations', () => {
  it('is an error in every deployment where the other branches are production', () => {
    expect(severities({ prod: ['main', 'pr-*'] })).toEqual([[NAME, 'error']]);
    expect(severities({ live: ['main', 'pr-7'], dev: '*' })).toEqual([[NAME, 'error']]);
    expect(severities({ prod: 'main', preview: 'pr-*' }, { prod: 'maps', preview: 'maps' })).toEqual([[NAME, 'error']]);
  });

  it.each(['prod-eu', 'prd', 'production-2', 'live', 'main-eu'])('is an error for an environment called %s', (name) => {
    expect(severities({ [name]: ['release', 'pr-*'], dev: '*' })).toEqual([[NAME, 'error']]);
  });

  it.each(['prod-like', 'product', 'live-demo', 'prod-preview', 'reproduction', 'main-dev', 'livestream'])(
    'is a warning for an environment called %s',
    (name) => expect(severities({ [name]: ['release', 'pr-*'], dev: '*' })).toEqual([[NAME, 'warning']]),
  );

  it('is a warning where the other branches belong to a separate Amplify app', () => {
    const preview = (appId: string) => ({ branches: 'pr-*', appId });
    const names = { prod: 'maps', preview: 'maps' };
    const prod = { branches: 'main', appId: 'd1a2b3' };
    expect(severities({ prod, preview: preview('dother'), dev: '*' }, names)).toEqual([[NAME, 'warning']]);
    expect(severities({ prod, preview: preview('d1a2b3'), dev: '*' }, names)).toEqual([[NAME, 'error']]);
  });

  it('finds what amplifySecret reads without a grant', () => {
    const shop = defineSecrets({
      app: 'shop',
      environments: { prod: ['main', 'pr-*'] },
      secrets: { maps: textSecret() },
    });
    const { root } = makeBackend(PREVIEW);
    amplifySecret(shop.maps).resolve(root, PREVIEW);
    expect(findingsOf(openBackend(root))).toEqual([
      expect.objectContaining({ name: NAME, severity: 'error', where: 'amplify', about: ['shop', 'prod'] }),
    ]);
  });

  it('is a warning where the other branches are not production', () => {
    expect(severities({ prod: 'main', dev: ['*', 'pr-*'] })).toEqual([[NAME, 'warning']]);
    const names = { dev: 'maps', preview: 'maps' };
    expect(severities({ prod: 'main', preview: 'pr-*', dev: '*' }, names)).toEqual([[NAME, 'warning']]);
  });

  it('finds nothing in Amplify’s store, under a separate name, for a branch pr-fix, or where no preview is granted the secret', () => {
    expect(severities({ prod: { branches: ['main', 'pr-*'], store: 'amplify' } })).toEqual([]);
    expect(severities({ prod: 'main', preview: 'pr-*' })).toEqual([]);
    expect(severities({ prod: ['main', 'pr-fix'] })).toEqual([]);
    expect(severities({ prod: ['main', 'pr-*'] }, {}, { branches: 'main' })).toEqual([]);
  });
});

describe('productionSecretInPreview, in branches of a grant', () => {
  it.each([
    [['main', 'pr-*'], 'error'],
    [['develop', 'pr-*'], 'warning'],
  ])('finds a name that is granted in %j in every deployment: %s', (branches, severity) => {
    for (const deployment of [MAIN, PREVIEW]) {
      const guarded = makeGuarded(deployment);
      grantSecretRead(guarded.amplifyFunction('worker'), 'legacy-mail', { branches });
      expect(guarded.findings()).toEqual([
        expect.objectContaining({ name: NAME, severity, where: 'amplify/function/worker', about: ['legacy-mail'] }),
      ]);
    }
  });

  it('finds nothing where a name is granted to previews alone, or with sandboxes', () => {
    const guarded = makeGuarded(PREVIEW);
    grantSecretRead(guarded.amplifyFunction('worker'), 'preview-mail', { branches: ['pr-*', 'sandbox'] });
    expect(guarded.findings()).toEqual([]);
  });

  it('finds a name once where it also belongs to another environment', () => {
    const guarded = makeGuarded(PREVIEW);
    grantSecretRead(guarded.amplifyFunction('worker'), 'myapp/prod/stripe', { branches: ['main', 'pr-*'] });
    expect(guarded.findings().map(({ name, severity }) => [name, severity])).toEqual([[NAME, 'error']]);
  });
});

describe('productionSecretInPreview, in a preview', () => {
  it('finds a hand-written statement about secrets of another environment', () => {
    const found = findingsFor({ resources: [`${SECRET}myapp/prod/stripe-??????`] }, PREVIEW);
    expect(found.map(({ name, severity }) => [name, severity])).toEqual([[NAME, 'warning']]);
    expect(found[0]?.message).toContain('secrets of prod');
  });
});
