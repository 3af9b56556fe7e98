import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { defaultBranches } from './default-branches.js';

describe('defaultBranches', () => {
  const secrets = { mail: textSecret() };

  it('is main where nothing is declared', () => {
    expect(defaultBranches(undefined)).toEqual(['main']);
  });

  it("has the declaration's branches of production", () => {
    const set = secretSetOf(
      defineSecrets({ app: 'acme', environments: { prod: ['master', 'hotfix/*'], dev: '*' }, secrets }),
    );
    expect(defaultBranches(set)).toEqual(['master', 'hotfix/*']);
  });

  it('has those of the environments that package.json calls production', () => {
    const set = secretSetOf(defineSecrets({ app: 'acme', environments: { shop: 'trunk', dev: '*' }, secrets }));
    expect(defaultBranches(set, ['shop'])).toEqual(['trunk']);
  });

  it('is main where no environment is production', () => {
    const set = secretSetOf(defineSecrets({ app: 'acme', environments: { dev: '*' }, secrets }));
    expect(defaultBranches(set)).toEqual(['main']);
  });
});
