import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { referencesOf, secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { findPlace, type PlaceOptions } from './find-place.js';
import { placeOfSecret } from './production.js';

const declared = secretSetOf(
  defineSecrets({
    app: 'shop',
    environments: {
      prod: 'main',
      live: { branches: 'live', store: 'amplify' },
      preview: { branches: 'pr-*', store: 'amplify' },
      dev: '*',
    },
    secrets: { own: textSecret(), common: textSecret({ name: 'shop/common' }) },
  }),
);

function productionOf(key: string, options: PlaceOptions, listed?: readonly string[]): string | undefined {
  if (declared === undefined) throw new Error('defineSecrets returns a set.');
  const defaults = { packageName: 'd1', userName: 'ana', appId: 'd1', production: listed };
  const reference = referencesOf(declared).find((each) => each.key === key);
  if (reference === undefined) throw new Error('It is declared.');
  return placeOfSecret(findPlace(declared, options, defaults), reference, listed).sharedProduction;
}

describe('placeOfSecret', () => {
  it.each<[string, PlaceOptions, string | undefined]>([
    ['own', { env: 'dev' }, undefined],
    ['common', { env: 'dev' }, 'prod'],
    ['common', { env: 'prod' }, undefined],
    ['own', { branch: 'pr-7' }, undefined],
    ['own', { env: 'preview', shared: true }, 'live'],
    ['own', { branch: 'pr-7', shared: true }, 'live'],
    ['own', { shared: true }, undefined],
  ])('finds whose production the value of %s in %j is', (key, options, expected) => {
    expect(productionOf(key, options)).toBe(expected);
  });

  it('takes for production what the project lists', () => {
    expect(productionOf('common', { env: 'dev' }, ['dev'])).toBeUndefined();
    expect(productionOf('common', { env: 'dev' }, [])).toBeUndefined();
  });
});
