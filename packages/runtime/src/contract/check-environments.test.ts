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

describe('environments may be', () => {
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
  ])('%o', (declared) => {
    expect(refusal(declared)).toBeUndefined();
  });
});

describe('an environment is refused by its name', () => {
  it.each([
    ['7', 'integer-like', 'env-7'],
    ['2024', 'integer-like', 'env-2024'],
    ['Prod', 'lower-case', 'prod'],
    ['pre_prod', 'lower-case', "'pre-prod'"],
    ['pre prod', 'lower-case', "'pre-prod'"],
    ['-dev', 'lower-case', 'dev'],
    ['1st', 'lower-case', "'env-1st'"],
    ['a/b', 'lower-case', "'a-b'"],
    ['größe', 'lower-case', "'gr-e'"],
    ['Sandbox', 'lower-case', "'env-sandbox'"],
    ['{environment}', 'lower-case', 'environment'],
    ['', 'lower-case', 'dev'],
    ['*', 'lower-case', 'dev'],
    ['__proto__', 'lower-case', 'proto'],
  ])('%j: the resolution is one that is accepted', (name, why, suggested) => {
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
    'sandbox, with branches of its own: %j',
    (sandbox) => {
      expect(refusal({ sandbox })?.name).toBe('EnvironmentInvalidError');
    },
  );
});

describe('an environment is refused by its options', () => {
  it.each([
    [{ preview: { branches: 'pr-*', store: 'ssm' } }, 'unknown store "ssm"'],
    [{ preview: { branches: 'pr-*', store: null } }, 'unknown store null'],
    // With the typo let through, previews would read Secrets Manager, and an app's environment would be every app's.
    [{ preview: { branches: 'pr-*', stor: 'amplify' } }, 'unknown option "stor"'],
    [{ prod: { branches: 'main', appid: 'd1' } }, 'unknown option "appid"'],
    [{ sandbox: { Store: 'secrets-manager' } }, 'unknown option "Store"'],
    [{ prod: { branches: 'main', appId: '' } }, 'no Amplify app id'],
    [{ prod: { branches: 'main', appId: 'D1' } }, 'no Amplify app id'],
    [{ prod: { branches: 'main', appId: 5 } }, 'no Amplify app id'],
    [{ prod: { branches: 5 } }, 'a value of type number for branches'],
    [{ prod: { branches: { main: true } } }, 'a value of type object for branches'],
    [{ prod: ['main', 5] }, 'a value of type number for a branch pattern'],
    [{ prod: ['main', undefined] }, 'undefined for a branch pattern'],
    [{ prod: undefined }, 'is undefined'],
    [{ prod: null }, 'is null'],
    [{ prod: 5 }, 'is a value of type number'],
    [{ prod: () => 'main' }, 'is a value of type function'],
    [{ prod: new (class Main {})() }, 'is a value of type object'],
    [undefined, 'The environments are undefined'],
    [null, 'The environments are null'],
    ['main', 'The environments are "main"'],
    [['main'], 'The environments are a list'],
    [new Map([['prod', 'main']]), 'The environments are a value of type object'],
  ])('%o: %s', (declared, message) => {
    expect(refusal(declared)).toMatchObject({
      name: 'EnvironmentInvalidError',
      message: expect.stringContaining(message),
      resolution: expect.stringMatching(/./),
    });
  });
});

describe('an entry that can never match is refused, and its resolution mends it', () => {
  it.each([
    [
      { dev: '*', staging: 'release/*' },
      { staging: 'release/*', dev: '*' },
      'Write environment "staging" above environment "dev".',
    ],
    [{ dev: ['*', 'release/*'] }, { dev: ['*'] }, 'Delete "release/*" from environment "dev".'],
    [{ a: 'main', b: 'main' }, { a: 'main' }, 'Delete "main" from environment "b".'],
    [{ a: '*', b: '*' }, { a: '*' }, 'Delete "*" from environment "b".'],
    [{ a: '*', b: '**' }, { a: '*' }, 'Delete "**" from environment "b".'],
    [{ a: ['main', 'main'] }, { a: 'main' }, 'Delete "main" from environment "a".'],
    [{ a: 'pr-*', b: 'pr-7*' }, { b: 'pr-7*', a: 'pr-*' }, 'Write environment "b" above environment "a".'],
    [
      { all: 'main', one: { branches: 'main', appId: 'd1' } },
      { one: { branches: 'main', appId: 'd1' }, all: 'main' },
      'Write environment "one" above environment "all".',
    ],
    [
      { solo: { branches: 'standalone:my-app', appId: 'd1' } },
      { 'solo-standalone': 'standalone:my-app' },
      "Give it an environment without appId, for example: 'solo-standalone': 'standalone:my-app'.",
    ],
    [{ 'a-b': [] }, { 'a-b': 'main' }, "Name its branches, for example: 'a-b': 'main'. Or delete it."],
    [{ prod: {} }, { prod: 'main' }, "Name its branches, for example: prod: 'main'. Or delete it."],
    [{ prod: '' }, { prod: '*' }, "Write a branch ('main'), a glob ('release/*') or '*' for all."],
    [{ prod: 'release/' }, { prod: 'release/*' }, "Write 'release/*'."],
    [{ prod: ' main\n' }, { prod: 'main' }, "Write 'main'."],
    [
      { prod: 'v[12]' },
      { prod: ['v1', 'v2'] },
      "Write branches as git shows them, with * for any characters: 'release/*', or a list: ['v1', 'v2'].",
    ],
  ])('%o', (declared, mended, resolution) => {
    expect(refusal(declared)).toEqual({ name: 'EnvironmentUnreachableError', message: expect.any(String), resolution });
    expect(refusal(mended)).toBeUndefined();
  });
});

describe('an option among the environments', () => {
  it.each(['store', 'branches', 'appId'])('is refused: %s', (option) => {
    const refused = refusal({ preview: 'pr-*', [option]: 'amplify' });
    expect(refused?.name).toBe('EnvironmentInvalidError');
    expect(refused?.resolution).toContain("preview: { branches: 'pr-*', store: 'amplify' }");
  });
});
