import { describe, expect, it } from 'vitest';
import { checkEnvironments } from './check-environments.js';
import type { Deployment } from './deployment.js';
import { allEnvironments, type Environments, environmentOf } from './environments.js';
import { isSecretsError } from './errors.js';

const branch = (name: string, namespace = 'd1'): Deployment => ({ type: 'branch', namespace, name });
const sandbox: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'kim' };
const standalone = (namespace: string): Deployment => ({ type: 'standalone', namespace, name: 'backend' });
const stage = (name: string): Deployment => ({ type: 'standalone', namespace: 'pipeline', name });

const environments: Environments = {
  dev: '*',
  staging: ['release/*', 'staging'],
  prod: 'main',
  preview: { branches: 'pr-*', store: 'amplify' },
};
const nameOf = (deployment: Deployment, declared = environments) => environmentOf(declared, deployment).name;

describe('the environment of a branch', () => {
  it('is the one with its exact name, wherever it is written', () => {
    expect(nameOf(branch('main'))).toBe('prod');
    expect(nameOf(branch('staging'))).toBe('staging');
  });

  it('is otherwise the one with the first glob that matches', () => {
    expect(nameOf(branch('release/1'))).toBe('dev');
    expect(nameOf(branch('release/1'), { staging: 'release/*', dev: '*' })).toBe('staging');
  });

  it('depends on case', () => {
    expect(nameOf(branch('Main'))).toBe('dev');
  });

  it('matches slashes with *', () => {
    expect(nameOf(branch('feature/a/b'))).toBe('dev');
  });

  it('is found for pr-<digits> only by a pattern that begins with pr-', () => {
    expect(environmentOf(environments, branch('pr-7'))).toEqual({ name: 'preview', store: 'amplify' });
    expect(() => nameOf(branch('pr-7'), { dev: ['*', 'pr*', 'p*'] })).toThrow(
      expect.objectContaining({ name: 'BranchUnmatchedError' }),
    );
    expect(nameOf(branch('pr-seven'), { dev: '*', preview: 'pr-*' })).toBe('dev');
    expect(nameOf(branch('pr-7'), { dev: '*', preview: 'pr-*', special: 'pr-7' })).toBe('special');
  });

  it('may depend on the Amplify app', () => {
    const declared = { other: { branches: ['main', '*'], appId: 'd2' }, prod: 'main', dev: '*' };
    expect(nameOf(branch('main', 'd1'), declared)).toBe('prod');
    expect(nameOf(branch('main', 'd2'), declared)).toBe('other');
    expect(nameOf(branch('x', 'd2'), declared)).toBe('other');
    expect(nameOf(branch('x', 'd1'), declared)).toBe('dev');
  });

  it('prefers an exact name for every app to a glob for this app', () => {
    expect(nameOf(branch('main', 'd2'), { other: { branches: '*', appId: 'd2' }, prod: 'main' })).toBe('prod');
  });

  it('may be named like a property of every object', () => {
    expect(environmentOf({ constructor: 'main' }, branch('main'))).toEqual({
      name: 'constructor',
      store: 'secrets-manager',
    });
  });
});

describe('standalone deployments and pipeline stages', () => {
  const declared: Environments = {
    dev: ['*', 'my-app', 'backend'],
    prod: 'stage:prod',
    qa: 'stage:*',
    solo: 'standalone:my-*',
  };

  it('match only patterns with their prefix', () => {
    expect(nameOf(standalone('my-app'), declared)).toBe('solo');
    expect(nameOf(stage('prod'), declared)).toBe('prod');
    expect(nameOf(stage('beta'), declared)).toBe('qa');
    expect(() => nameOf(standalone('other'), declared)).toThrow(
      expect.objectContaining({ name: 'BranchUnmatchedError' }),
    );
    expect(() => nameOf(stage('prod'), { dev: '*' })).toThrow(
      expect.objectContaining({ name: 'BranchUnmatchedError' }),
    );
  });

  it('belong to no Amplify app, even one of the same name', () => {
    expect(() => nameOf(standalone('d1'), { dev: { branches: ['*', 'standalone:*'], appId: 'd1' } })).toThrow(
      expect.objectContaining({ name: 'BranchUnmatchedError' }),
    );
  });
});

describe('a sandbox', () => {
  it('always has the environment sandbox, with the store amplify', () => {
    expect(environmentOf({}, sandbox)).toEqual({ name: 'sandbox', store: 'amplify' });
    expect(environmentOf({ dev: ['*', 'kim'] }, sandbox)).toEqual({ name: 'sandbox', store: 'amplify' });
  });

  it('has the store secrets-manager when the declaration says so', () => {
    const declared: Environments = { sandbox: { store: 'secrets-manager' } };
    expect(environmentOf(declared, sandbox).store).toBe('secrets-manager');
  });
});

describe('allEnvironments', () => {
  it('returns the declared ones, each with its store, and sandbox once', () => {
    expect(allEnvironments({ prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } })).toEqual([
      { name: 'prod', store: 'secrets-manager' },
      { name: 'preview', store: 'amplify' },
      { name: 'sandbox', store: 'amplify' },
    ]);
    expect(allEnvironments({ sandbox: { store: 'secrets-manager' } })).toEqual([
      { name: 'sandbox', store: 'secrets-manager' },
    ]);
  });
});

describe('a deployment that no environment matches', () => {
  const refusal = (declared: Environments, deployment: Deployment) => {
    try {
      environmentOf(declared, deployment);
    } catch (error) {
      if (isSecretsError(error)) return error;
    }
    return expect.fail('an environment was found');
  };
  /** What a reader does: takes the line out of the resolution and puts it at the end of the declaration. */
  const withLineAdded = (declared: Environments, resolution: string): Environments => {
    const line = /or add one: (.*)$/.exec(resolution)?.[1];
    return { ...declared, ...new Function(`return { ${line} }`)() };
  };

  it('is named in the error, with its app', () => {
    const { name, message, resolution } = refusal({ prod: 'main' }, branch('feature/checkout'));
    expect({ name, message, resolution }).toMatchInlineSnapshot(`
      {
        "message": "No environment matches branch "feature/checkout" of app d1.",
        "name": "BranchUnmatchedError",
        "resolution": "Add it to an environment of defineSecrets, or add one: dev: 'feature/checkout'",
      }
    `);
  });

  it.each([
    [branch('main'), {}],
    [branch('feature/checkout'), { prod: 'main' }],
    [branch('feature/checkout'), { dev: 'develop', prod: 'main' }],
    [branch('feature/checkout'), { dev: 'develop', test: 'test', prod: 'main' }],
    [branch("it's"), { prod: 'main' }],
    [branch('a{b}'), { prod: 'main' }],
    [branch('main', 'd1'), { dev: { branches: '*', appId: 'd2' } }],
    [branch('pr-7'), { dev: '*' }],
    [branch('pr-7'), { preview: 'preview/*', dev: '*' }],
    [branch('pr-7'), { preview: { branches: 'pr-*', appId: 'd2' } }],
    [standalone('my-app'), { dev: '*' }],
    [stage('prod'), { dev: '*', qa: 'stage:qa' }],
  ] satisfies [Deployment, Environments][])(
    'matches once the line in the resolution is added: %o in %o',
    (deployment, declared) => {
      checkEnvironments(declared);
      const corrected = withLineAdded(declared, refusal(declared, deployment).resolution);
      expect(() => checkEnvironments(corrected)).not.toThrow();
      expect(Object.hasOwn(declared, environmentOf(corrected, deployment).name)).toBe(false);
    },
  );

  it('is never sent to an environment by default, nor a preview to Secrets Manager', () => {
    expect(refusal({ prod: 'main' }, branch('pr-7')).resolution).toContain("store: 'amplify'");
    expect(refusal({ dev: 'x' }, branch('main')).resolution).not.toContain('prod');
  });
});
