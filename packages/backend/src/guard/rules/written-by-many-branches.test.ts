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

describe('a secret that several deployments of one environment write', () => {
  it('is found the same in every deployment', () => {
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
  ])('where the grant holds in %j: %i times', (branches, times) => {
    expect(found(secrets.upworkTokens, { branches })).toHaveLength(times);
  });

  it('may be a family or a text', () => {
    expect(found(secretsMatching(secrets, 'tokens-*'))).toHaveLength(1);
    expect(found('legacy', { branches: ['main', 'develop'] })).toHaveLength(1);
    expect(found('legacy', { branches: 'sandbox' })).toHaveLength(1);
    expect(found('legacy', { branches: 'main' })).toEqual([]);
  });

  it('is none by reading', () => {
    const guarded = makeGuarded();
    grantSecretReadWrite(guarded.amplifyFunction('refresh'), secrets.stripe, { branches: 'main' });
    expect(guarded.findings()).toEqual([]);
  });
});
