import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, secrets } from './backend.test.support.js';
import { grantSecretRead } from './grant.js';
import type { GrantOptions } from './grant-options.js';

function attempt(options: unknown) {
  const backend = makeBackend(MAIN);
  return () => grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe, options as GrantOptions);
}

describe('the options of a grant', () => {
  it.each<[string, unknown, string]>([
    ['misspelt', { branch: ['staging'] }, 'branches, deployment, batch, encryptionKey'],
    ['misspelt beside a right one', { branches: 'main', Batch: true }, 'Use one of'],
    ['another target', secrets.upworkTokens, '[secrets.stripe, secrets.mySecret]'],
    ['a list of branches by itself', ['main'], "{ branches: ['main'] }"],
    ['a branch by itself', 'main', "{ branches: ['main'] }"],
    ['null', null, "{ branches: ['main'] }"],
    ['inherited', Object.create({ branches: 'staging' }), "{ branches: ['main'] }"],
    ['a map', new Map([['branches', 'staging']]), "{ branches: ['main'] }"],
    ['a batch that is not a boolean', { batch: 'false' }, 'batch: true or batch: false'],
  ])('are refused when one is %s', (_what, options, resolution) => {
    expect(attempt(options)).toThrow(
      expect.objectContaining({
        name: 'GrantOptionInvalidError',
        classification: 'ERROR',
        resolution: expect.stringContaining(resolution),
      }),
    );
  });

  it.each([
    ['branches', 'GrantBranchesMissingError'],
    ['encryptionKey', 'GrantOptionInvalidError'],
    ['batch', 'GrantOptionInvalidError'],
    ['deployment', 'GrantOptionInvalidError'],
  ])('are refused when %s is there and undefined', (option, name) => {
    expect(attempt({ [option]: undefined })).toThrow(
      expect.objectContaining({
        name,
        message: `The option "${option}" of grantSecretRead is there and undefined.`,
        resolution: expect.stringContaining(`...(value === undefined ? {} : { ${option}: value })`),
      }),
    );
  });

  it('may be left out', () => {
    for (const options of [undefined, {}, Object.create(null)]) {
      expect(attempt(options)).not.toThrow();
    }
  });
});
