import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, secrets } from './backend.test.support.js';
import { grantSecretRead } from './grant.js';
import type { GrantOptions } from './grant-options.js';

function attempt(options: unknown) {
  const backend = makeBackend(MAIN);
  return () => grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe, options as GrantOptions);
}

describe('an option of a grant', () => {
  it.each<[string, unknown, string]>([
    ['misspelt', { branch: ['staging'] }, 'branches, deployment, batch, encryptionKey'],
    ['misspelt beside a right one', { branches: 'main', Batch: true }, 'Use one of'],
    ['another target', secrets.upworkTokens, '[secrets.a, secrets.b]'],
    ['a list of branches by itself', ['main'], "{ branches: ['main'] }"],
    ['a branch by itself', 'main', "{ branches: ['main'] }"],
    ['null', null, "{ branches: ['main'] }"],
    ['inherited', Object.create({ branches: 'staging' }), "{ branches: ['main'] }"],
    ['a map', new Map([['branches', 'staging']]), "{ branches: ['main'] }"],
    ['a batch that is no boolean', { batch: 'false' }, 'batch: true or batch: false'],
  ])('is refused when it is %s', (_what, options, resolution) => {
    expect(attempt(options)).toThrow(
      expect.objectContaining({
        name: 'GrantOptionInvalidError',
        classification: 'ERROR',
        resolution: expect.stringContaining(resolution),
      }),
    );
  });

  it('never widens a grant by being undefined', () => {
    expect(attempt({ branches: undefined })).toThrow(expect.objectContaining({ name: 'GrantBranchesMissingError' }));
    expect(attempt({ encryptionKey: undefined })).toThrow(expect.objectContaining({ name: 'GrantOptionInvalidError' }));
  });

  it('need not be there', () => {
    for (const options of [undefined, {}, { batch: undefined }, Object.create(null)]) {
      expect(attempt(options)).not.toThrow();
    }
  });
});
