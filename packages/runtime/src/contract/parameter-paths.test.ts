import { ParameterPathConversions } from '@aws-amplify/platform-core';
import { describe, expect, it } from 'vitest';
import type { Deployment } from './deployment.js';
import { parameterFolders } from './parameter-paths.js';
import { seeded } from './random.test.support.js';

const types = ['sandbox', 'branch', 'standalone'] as const;

function expectAmplifysOwn(deployment: Deployment): void {
  const [own, shared] = parameterFolders(deployment);
  expect(own, JSON.stringify(deployment)).toBe(ParameterPathConversions.toParameterPrefix(deployment));
  if (shared !== undefined) expect(shared).toBe(ParameterPathConversions.toParameterPrefix(deployment.namespace));
}

describe('the folders of a deployment', () => {
  it('equal the folders of a known deployment', () => {
    expect(parameterFolders({ type: 'branch', namespace: 'd123abc', name: 'feature/checkout' })).toEqual([
      '/amplify/d123abc/featurecheckout-branch-00076d6191',
      '/amplify/shared/d123abc',
    ]);
  });

  const names = [
    'main',
    'feature/checkout',
    'feature-checkout',
    'Feature_Checkout',
    'pr-7',
    'dependabot/npm_and_yarn/aws-sdk-3.1.0',
    'release/1.2.3+build.4',
    'größe',
    '日本語',
    '😀',
    'é',
    '@me',
    'a#b',
    "it's",
    '(x)',
    '-',
    '/',
    '',
    'backend',
    'x'.repeat(49),
    'x'.repeat(50),
    'x'.repeat(51),
    '-x'.repeat(60),
    'x'.repeat(244),
  ];
  const namespaces = [
    'd123abc',
    'my-app',
    '@acme/web',
    'my.app_1',
    'pipeline',
    '日本',
    'p'.repeat(40),
    'p'.repeat(214),
    '@a/'.padEnd(214, 'b-'),
  ];
  it.each(types)("equal Amplify's for unusual names: %s", (type) => {
    for (const namespace of namespaces) for (const name of names) expectAmplifysOwn({ type, namespace, name });
  });

  it("equal Amplify's at every length, where names are cut", () => {
    for (const type of types) {
      for (let length = 0; length < 130; length++) {
        expectAmplifysOwn({ type, namespace: 'n'.repeat(length), name: 'main' });
        expectAmplifysOwn({ type, namespace: 'n'.repeat(200), name: 'b'.repeat(length) });
      }
    }
  });

  it("equal Amplify's for 6,000 random names", () => {
    const random = seeded(4);
    const pieces = [
      'a',
      'Z',
      '0',
      '-',
      '_',
      '/',
      '.',
      '@',
      '+',
      ' ',
      'é',
      '日',
      '😀',
      '\ud83d',
      'long'.repeat(12),
    ] as const;
    for (let round = 0; round < 6000; round++) {
      expectAmplifysOwn({
        type: random.pick(types),
        namespace: random.text(pieces, 12),
        name: random.text(pieces, 12),
      });
    }
  });
});

describe('the shared folder', () => {
  it('comes second, with the namespace as it is', () => {
    expect(parameterFolders({ type: 'sandbox', namespace: 'my.app-1_x', name: 'kim' })[1]).toBe(
      '/amplify/shared/my.app-1_x',
    );
  });

  it.each(['@acme/web', 'a b', 'é', '', 'a/b', 'a*', 'a\n'])(
    'is left out where Parameter Store does not accept the path: %j',
    (namespace) => {
      expect(parameterFolders({ type: 'sandbox', namespace, name: 'kim' })).toHaveLength(1);
    },
  );
});

describe('two deployments', () => {
  it('have different folders even where their names differ only in characters that Amplify drops', () => {
    const folders = ['feature/a', 'feature-a', 'featurea', 'Featurea'].map(
      (name) => parameterFolders({ type: 'branch', namespace: 'd1', name })[0],
    );
    expect(new Set(folders).size).toBe(4);
  });

  it('never have a wildcard in a folder', () => {
    expect(parameterFolders({ type: 'branch', namespace: '*', name: '*?[$x]' }).join()).not.toMatch(/[*?$[\]]/);
  });
});
