import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { describe, expect, it } from 'vitest';
import type { SecretUse } from '../amplify-project/secret-use.js';
import { proposeSecrets } from './propose-secrets.js';

const ENVIRONMENTS = { prod: 'main', staging: 'staging', dev: '*' };
const WITH_PREVIEWS = { ...ENVIRONMENTS, preview: { branches: 'pr-*', store: 'amplify' as const } };

const amplify = (name: string, fields?: readonly string[]) => use('amplify', name, fields);
const manager = (name: string, fields?: readonly string[]) => use('secrets-manager', name, fields);

function use(store: SecretUse['store'], name: string, fields?: readonly string[]): SecretUse {
  return { store, name, file: 'amplify/backend.ts', line: 1, ...(fields && { fields }) };
}

function proposed(uses: readonly SecretUse[], environments = ENVIRONMENTS): readonly object[] {
  return proposeSecrets('shop', environments, uses).map(({ uses: _, ...secret }) => secret);
}

describe('proposeSecrets', () => {
  it("keeps the names of Amplify's secrets where the values are Amplify's own", () => {
    expect(proposed([amplify('GOOGLE_CLIENT_ID'), amplify('token')])).toEqual([
      { key: 'googleClientId', fields: undefined, names: { sandbox: 'GOOGLE_CLIENT_ID' } },
      { key: 'token', fields: undefined, names: {} },
    ]);
    expect(proposed([amplify('API_KEY')], WITH_PREVIEWS)).toMatchObject([
      { names: { preview: 'API_KEY', sandbox: 'API_KEY' } },
    ]);
  });

  it('keeps a name in Secrets Manager for production, or for the environment that it says', () => {
    expect(proposed([manager('upwork-oauth-tokens'), manager('shop/openai-api-key'), manager('2fa/staging')])).toEqual([
      { key: 'upworkOauthTokens', fields: undefined, names: { prod: 'upwork-oauth-tokens' } },
      { key: 'openaiApiKey', fields: undefined, names: { prod: 'shop/openai-api-key' } },
      { key: 'secret2fa', fields: undefined, names: { staging: '2fa/staging' } },
    ]);
  });

  it('writes no name that is the default', () => {
    expect(proposed([manager('shop/prod/stripe'), manager('shop/staging/stripe')])).toEqual([
      { key: 'stripe', fields: undefined, names: {} },
    ]);
  });

  it('declares one secret in several places once, with all its fields', () => {
    expect(
      proposed([amplify('STRIPE'), manager('production/stripe', ['apiKey']), manager('stripe/staging', ['hook'])]),
    ).toEqual([
      {
        key: 'stripe',
        fields: ['apiKey', 'hook'],
        names: { sandbox: 'STRIPE', prod: 'production/stripe', staging: 'stripe/staging' },
      },
    ]);
  });

  it('gives another secret another key', () => {
    expect(proposed([manager('db/password'), manager('db-password'), manager('db/password')])).toMatchObject([
      { key: 'dbPassword', names: { prod: 'db/password' } },
      { key: 'dbPassword2', names: { prod: 'db-password' } },
    ]);
  });

  it('proposes what defineSecrets accepts, whatever the names', () => {
    const words = [
      'prod',
      'shop',
      'API_KEY',
      'apiKey',
      'a',
      '7',
      'live',
      'db.url',
      'x+y=z@w',
      'rds!cluster-1',
      '__proto__',
      'dev',
    ];
    for (const one of words) {
      for (const other of words) {
        const uses = [
          manager(`${one}/${other}`),
          manager(`${other}-${one}`, []),
          manager(one),
          amplify(one.replace(/[^\w.-]/g, '')),
        ];
        for (const environments of [ENVIRONMENTS, WITH_PREVIEWS]) {
          const secrets = proposeSecrets('shop', environments, uses).map(({ key, fields, names }) => [
            key,
            fields === undefined ? textSecret({ name: names }) : jsonSecret({ name: names }),
          ]);
          // Names are of environments that are declared, which the types of an object that is put together cannot say.
          const declared = Object.fromEntries(secrets) as Record<string, ReturnType<typeof textSecret>>;
          expect(() => defineSecrets({ app: 'shop', environments, secrets: declared })).not.toThrow();
        }
      }
    }
  });
});
