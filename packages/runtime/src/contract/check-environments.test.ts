import { describe, expect, it } from 'vitest';
import { checkEnvironments } from './check-environments.js';
import type { Environments } from './environments.js';
import { isSecretsError } from './errors.js';

function refusal(declared: unknown) {
  try {
    checkEnvironments(declared as Environments);
  } catch (error) {
    if (isSecretsError(error)) return { name: error.name, message: error.message, resolution: error.resolution };
    throw error;
  }
  return undefined;
}

describe('checkEnvironments, of a valid declaration', () => {
  it.each([
    {},
    { prod: 'main', dev: '*' },
    { prod: 'main', staging: ['staging', 'release/*'], preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
    { dev: '*', prod: 'main' },
    { dev: '*', preview: 'pr-*' },
    { dev: '*', preview: 'pr-7' },
    { dev: '*', solo: 'standalone:*', stages: 'stage:*' },
    { solo: 'standalone:*', named: 'standalone:my-app' },
    { other: { branches: '*', appId: 'd2' }, dev: '*' },
    { a: { branches: 'main', appId: 'd1' }, b: { branches: 'main', appId: 'd2' }, c: 'main' },
    { sandbox: { store: 'secrets-manager' }, dev: '*' },
    { sandbox: {} },
    { constructor: 'main' },
    Object.assign(Object.create(null), { prod: 'main' }),
  ])('accepts %o', (declared) => {
    expect(refusal(declared)).toBeUndefined();
  });
});

describe('checkEnvironments, of names', () => {
  it.each([
    ['7', 'integer-like', 'env-7'],
    ['2024', 'integer-like', 'env-2024'],
    ['Prod', 'lowercase', 'prod'],
    ['pre_prod', 'lowercase', "'pre-prod'"],
    ['pre prod', 'lowercase', "'pre-prod'"],
    ['-dev', 'lowercase', 'dev'],
    ['1st', 'lowercase', "'env-1st'"],
    ['a/b', 'lowercase', "'a-b'"],
    ['größe', 'lowercase', "'gr-e'"],
    ['Sandbox', 'lowercase', "'env-sandbox'"],
    ['{environment}', 'lowercase', 'environment'],
    ['', 'lowercase', 'dev'],
    ['*', 'lowercase', 'dev'],
    ['__proto__', 'lowercase', 'proto'],
  ])('refuses %j, and accepts the name in the resolution', (name, why, suggested) => {
    const declared = Object.fromEntries([[name, 'main']]);
    const expected = /^\d+$/.test(name) ? `'env-${name}'` : suggested;
    expect(refusal(declared)).toEqual({
      name: 'EnvironmentInvalidError',
      message: expect.stringContaining(why),
      resolution: `Rename it, for example to ${expected}.`,
    });
    expect(refusal({ [expected.replaceAll("'", '')]: 'main' })).toBeUndefined();
  });

  it.each([['main'], [['main']], [{ branches: 'main' }], [{ appId: 'd1' }]])(
    'refuses branches of sandbox: %j',
    (sandbox) => {
      expect(refusal({ sandbox })?.name).toBe('EnvironmentInvalidError');
    },
  );
});

describe('checkEnvironments, of options', () => {
  it.each([
    [{ preview: { branches: 'pr-*', store: 'ssm' } }, 'unknown store "ssm"'],
    [{ preview: { branches: 'pr-*', store: null } }, 'unknown store null'],
    // With the typo let through, previews would read Secrets Manager, and an app's environment would be every app's.
    [{ preview: { branches: 'pr-*', stor: 'amplify' } }, 'unknown option "stor"'],
    [{ prod: { branches: 'main', appid: 'd1' } }, 'unknown option "appid"'],
    [{ sandbox: { Store: 'secrets-manager' } }, 'unknown option "Store"'],
    [{ prod: { branches: 'main', appId: '' } }, 'must be an Amplify app id'],
    [{ prod: { branches: 'main', appId: 'D1' } }, 'must be an Amplify app id'],
    [{ prod: { branches: 'main', appId: 5 } }, 'must be an Amplify app id'],
    [{ prod: { branches: 5 } }, 'got a value of type number'],
    [{ prod: { branches: { main: true } } }, 'got a value of type object'],
    [{ prod: ['main', 5] }, 'got a value of type number'],
    [{ prod: ['main', undefined] }, 'got undefined'],
    [{ prod: undefined }, 'Environment "prod" is there and undefined.'],
    [{ prod: null }, 'got null'],
    [{ prod: 5 }, 'got a value of type number'],
    [{ prod: () => 'main' }, 'got a value of type function'],
    [{ prod: new (class Main {})() }, 'got a value of type object'],
    [undefined, 'must be a plain object, and got undefined'],
    [null, 'must be a plain object, and got null'],
    ['main', 'must be a plain object, and got "main"'],
    [['main'], 'must be a plain object, and got a list'],
    [new Map([['prod', 'main']]), 'must be a plain object, and got a value of type object'],
  ])('refuses %o: %s', (declared, message) => {
    expect(refusal(declared)).toMatchObject({
      name: 'EnvironmentInvalidError',
      message: expect.stringContaining(message),
      resolution: expect.stringMatching(/./),
    });
  });
});

describe('checkEnvironments, of entries that can never match', () => {
  it.each([
    [
      { dev: '*', staging: 'release/*' },
      { staging: 'release/*', dev: '*' },
      'Move environment "staging" above environment "dev".',
    ],
    [{ dev: ['*', 'release/*'] }, { dev: ['*'] }, 'Delete "release/*" from environment "dev".'],
    [{ a: 'main', b: 'main' }, { a: 'main' }, 'Delete "main" from environment "b".'],
    [{ a: '*', b: '*' }, { a: '*' }, 'Delete "*" from environment "b".'],
    [{ a: '*', b: '**' }, { a: '*' }, 'Delete "**" from environment "b".'],
    [{ a: ['main', 'main'] }, { a: 'main' }, 'Delete "main" from environment "a".'],
    [{ a: 'pr-*', b: 'pr-7*' }, { b: 'pr-7*', a: 'pr-*' }, 'Move environment "b" above environment "a".'],
    [
      { all: 'main', one: { branches: 'main', appId: 'd1' } },
      { one: { branches: 'main', appId: 'd1' }, all: 'main' },
      'Move environment "one" above environment "all".',
    ],
    [
      { solo: { branches: 'standalone:my-app', appId: 'd1' } },
      { 'solo-standalone': 'standalone:my-app' },
      "Move it to an environment without an appId, for example: 'solo-standalone': 'standalone:my-app'.",
    ],
    [{ 'a-b': [] }, { 'a-b': 'main' }, "Add its branches, for example: 'a-b': 'main'. Or delete it."],
    [{ prod: {} }, { prod: 'main' }, "Add its branches, for example: prod: 'main'. Or delete it."],
    [{ prod: '' }, { prod: '*' }, "Write a branch ('main'), a glob ('release/*') or '*' for all."],
    [{ prod: 'release/' }, { prod: 'release/*' }, "Write 'release/*'."],
    [{ prod: ' main\n' }, { prod: 'main' }, "Write 'main'."],
    [
      { prod: 'v[12]' },
      { prod: ['v1', 'v2'] },
      "Write branches as git shows them, with * for any characters: 'release/*', or a list: ['v1', 'v2'].",
    ],
  ])('refuses %o, and accepts the correction', (declared, corrected, resolution) => {
    expect(refusal(declared)).toEqual({ name: 'EnvironmentUnreachableError', message: expect.any(String), resolution });
    expect(refusal(corrected)).toBeUndefined();
  });
});

describe('checkEnvironments, of an option in place of an environment', () => {
  it.each(['store', 'branches', 'appId'])('refuses %s', (option) => {
    const refused = refusal({ preview: 'pr-*', [option]: 'amplify' });
    expect(refused?.name).toBe('EnvironmentInvalidError');
    expect(refused?.resolution).toContain("preview: { branches: 'pr-*', store: 'amplify' }");
  });
});
