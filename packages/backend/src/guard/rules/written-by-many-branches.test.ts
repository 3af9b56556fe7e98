import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, SANDBOX } from '../../backend.test.support.js';
import { grantSecretReadWrite, grantSecretWrite } from '../../grant.js';
import type { GrantOptions } from '../../grant-options.js';
import type { GrantTarget } from '../../targets/grant-target.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { makeGuarded, secrets } from '../guard.test.support.js';

function found(target: GrantTarget, options: GrantOptions = {}, deployment = MAIN) {
  const guarded = makeGuarded(deployment);
  grantSecretWrite(guarded.amplifyFunction('refresh'), target, options);
  return guarded.findings().filter((each) => each.name === 'WrittenByManyBranches');
}

describe('writtenByManyBranches', () => {
  it('finds the grant in every deployment alike', () => {
    for (const deployment of [MAIN, FEATURE, SANDBOX]) {
      expect(found(secrets.upworkTokens, {}, deployment)).toEqual([
        expect.objectContaining({
          severity: 'warning',
          where: 'amplify/function/refresh',
          about: ['upworkTokens'],
          message: expect.stringContaining('every deployment of staging, dev'),
          resolution: expect.stringContaining("at: 'upworkTokens'"),
        }),
      ]);
    }
  });

  it.each([
    ['develop', 0],
    ['main', 0],
    [['staging'], 0],
    [['main', 'develop'], 0],
    [['staging', 'release/1'], 1],
    ['release/*', 1],
    ['rel*', 1],
    [['a', 'b'], 1],
  ])('finds a grant for the branches %j: %i times', (branches, times) => {
    expect(found(secrets.upworkTokens, { branches })).toHaveLength(times);
  });

  it('finds patterns and names too', () => {
    expect(found(secretsMatching(secrets, 'tokens-*'))).toHaveLength(1);
    expect(found('legacy', { branches: ['main', 'develop'] })).toHaveLength(1);
    expect(found('legacy', { branches: 'sandbox' })).toHaveLength(1);
    expect(found('legacy', { branches: 'main' })).toEqual([]);
  });

  it('finds nothing in reading', () => {
    const guarded = makeGuarded();
    grantSecretReadWrite(guarded.amplifyFunction('refresh'), secrets.stripe, { branches: 'main' });
    expect(guarded.findings()).toEqual([]);
  });
});
