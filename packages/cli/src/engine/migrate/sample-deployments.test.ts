import { defineSecrets, type EnvironmentOptions, textSecret } from '@amplify-secrets/runtime';
import { secretSetOf } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { sampleDeployments, uncomparedBranches, unmatchedBranch } from './sample-deployments.js';

const setWith = (environments: Readonly<Record<string, string | readonly string[] | EnvironmentOptions>>) =>
  secretSetOf(defineSecrets({ app: 'acme', environments, secrets: { mail: textSecret() } }));
const NONE = {
  branches: [],
  compared: [],
  packageName: undefined,
  set: undefined,
  needsEnvironment: false,
  readsVariables: false,
};
const namesOf = (given: Partial<Parameters<typeof sampleDeployments>[0]>) =>
  sampleDeployments({ ...NONE, ...given }).map(({ deployment: { type, name } }) => (type === 'branch' ? name : type));

describe('uncomparedBranches', () => {
  const compared = Array.from({ length: 20 }, (_, index) => `b${index}`);

  it('lists the branches of conditions beyond the sixteenth, which are no samples', () => {
    expect(uncomparedBranches({ compared: compared.slice(0, 16), set: undefined })).toEqual([]);
    expect(uncomparedBranches({ compared, set: undefined })).toEqual(['b16', 'b17', 'b18', 'b19']);
    expect(namesOf({ compared })).toEqual(['main', ...compared.slice(0, 16), 'feature', 'sandbox']);
  });

  it('lists more where each branch is synthesised for several apps', () => {
    const set = setWith({ prod: { branches: 'main', appId: 'd1other' }, dev: '*' });
    expect(uncomparedBranches({ compared, set })).toEqual(compared.slice(8));
  });
});

describe('sampleDeployments', () => {
  it('has main, another branch and a sandbox, also of a project without a declaration', () => {
    expect(namesOf({})).toEqual(['main', 'feature', 'sandbox']);
    expect(namesOf({ branches: ['release/*', 'sandbox'] })).toEqual(['release/feature', 'main', 'feature', 'sandbox']);
  });

  it('has a branch of every pattern, beside the first of an environment too', () => {
    const set = setWith({ prod: ['live', 'main'], staging: ['staging', 'release/*'], preview: 'pr-*', dev: '*' });
    expect(namesOf({ set, needsEnvironment: true })).toEqual([
      'live',
      'main',
      'staging',
      'release/feature',
      'pr-7',
      'feature',
      'sandbox',
    ]);
  });

  it('has the branches of conditions, and of each app that an environment names', () => {
    const set = setWith({ prod: { branches: 'main', appId: 'd111' }, dev: '*' });
    const found = sampleDeployments({ ...NONE, set, compared: ['qa'], needsEnvironment: true });
    expect(found.map(({ deployment: { namespace, name } }) => `${namespace} ${name}`)).toEqual([
      'd111 main',
      'd123abc feature',
      'd123abc main',
      'd123abc qa',
      'd111 qa',
      'd111 feature',
      'my-app sandbox',
    ]);
  });

  it('has a branch that no environment matches where the backend needs none', () => {
    const set = setWith({ prod: 'main' });
    expect(namesOf({ set, needsEnvironment: true })).toEqual(['main', 'sandbox']);
    expect(namesOf({ set })).toEqual(['main', 'feature', 'sandbox']);
  });

  it('has a branch of each environment, where another has the name that a pattern would get', () => {
    const set = setWith({ prod: ['main', 'feature'], dev: '*' });
    expect(namesOf({ set, needsEnvironment: true })).toEqual(['main', 'feature', 'feature-2', 'sandbox']);
  });

  it('has the variables of Amplify Hosting, and where the code reads them main without them, too', () => {
    const found = sampleDeployments({ ...NONE, readsVariables: true });
    expect(found.map(({ deployment, variables }) => [deployment.name, variables])).toEqual([
      ['main', { AWS_BRANCH: 'main', AWS_APP_ID: 'd123abc' }],
      ['feature', { AWS_BRANCH: 'feature', AWS_APP_ID: 'd123abc' }],
      ['sandbox', {}],
      ['main', {}],
    ]);
  });
});

describe('unmatchedBranch', () => {
  it('names a branch that no environment matches, where there is one', () => {
    const unmatched = (environments: Parameters<typeof setWith>[0]) =>
      unmatchedBranch(setWith(environments) ?? expect.fail('no set'));
    expect(unmatched({ prod: 'main' })).toBe('feature');
    expect(unmatched({ prod: 'main', dev: '*' })).toBe(undefined);
  });
});
