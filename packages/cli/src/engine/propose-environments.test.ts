import { checkEnvironments } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { productionBranches, proposeEnvironments } from './propose-environments.js';

describe('proposeEnvironments', () => {
  it.each([
    [[], 'main', { prod: 'main', dev: '*' }],
    [['master', 'feature/x'], 'master', { prod: 'master', dev: '*' }],
    [['main', 'staging', 'develop'], 'main', { prod: 'main', staging: 'staging', dev: '*' }],
    [
      ['main', 'stage', 'release/2.1', 'pr-7'],
      'main',
      { prod: 'main', staging: ['stage', 'release/*'], preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
    ],
    [['release/1'], 'release/1', { prod: 'release/1', dev: '*' }],
    [['staging'], 'staging', { prod: 'staging', dev: '*' }],
  ])(
    'declares %j, with %s as production, in an order that the declaration accepts',
    (branches, production, expected) => {
      const environments = proposeEnvironments(branches, production);
      expect(environments).toEqual(expected);
      expect(Object.keys(environments)).toEqual(Object.keys(expected));
      expect(() => checkEnvironments(environments)).not.toThrow();
    },
  );
});

describe('productionBranches', () => {
  it.each([
    [['main', 'dev'], ['main']],
    [
      ['master', 'main', 'production'],
      ['production', 'main', 'master'],
    ],
    [['dev'], []],
  ])('lists those of %j: %j', (branches, expected) => {
    expect(productionBranches(branches)).toEqual(expected);
  });
});
