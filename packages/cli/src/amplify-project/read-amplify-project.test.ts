import { describe, expect, it } from 'vitest';
import { folderWith, ONE_FUNCTION } from './amplify-project.test.support.js';
import { readAmplifyProject } from './read-amplify-project.js';

describe('readAmplifyProject', () => {
  it.each([
    ['the entry that is given', "defineFunction({ entry: './main.ts' })", 'amplify/fn/main.ts'],
    ['handler.ts by default', 'defineFunction()', 'amplify/fn/handler.ts'],
    ['a file elsewhere', "defineFunction({ entry: '../../src/greet.js' })", 'src/greet.ts'],
    ['none in another language', 'defineFunction((scope) => python(scope))', undefined],
    ['none that is missing', "defineFunction({ entry: './no.ts' })", undefined],
  ])('finds the handler of a function: %s', (_what, definition, handler) => {
    const { functions, files } = readAmplifyProject(
      folderWith({
        'amplify/backend.ts':
          "import { a as b } from './fn';\nconst backend = await defineBackend({ auth, greet: b, ...rest });\n",
        'amplify/fn/index.ts': `export const a = ${definition};\n`,
        'amplify/fn/main.ts': '',
        'amplify/fn/handler.ts': '',
        'src/greet.ts': '',
      }),
    );
    expect(functions.map(({ name, handler }) => ({ name, handler }))).toEqual([{ name: 'greet', handler }]);
    if (handler !== undefined) expect(files.map(({ path }) => path)).toContain(handler);
  });

  it.each([
    ['a statement', 'defineBackend({});', true, undefined],
    ['a constant', 'export const app = defineBackend({});', true, 'app'],
    ['an awaited one', 'await defineBackend({});', true, undefined],
    ['a default export', 'export default defineBackend({});', false, undefined],
    ['an object from elsewhere', 'defineBackend(resources);', false, undefined],
  ])('follows defineBackend as %s', (_what, backend, isFollowed, variable) => {
    const { defined } = readAmplifyProject(folderWith({ 'amplify/backend.ts': backend }));
    expect([defined !== undefined, defined?.variable]).toEqual([isFollowed, variable]);
  });

  it('finds a declaration, wherever it is', () => {
    const declared = (files: Readonly<Record<string, string>>) =>
      readAmplifyProject(folderWith({ ...ONE_FUNCTION, ...files })).declared;
    expect(declared({})).toBeUndefined();
    expect(declared({ 'amplify/own/secrets.ts': 'export const s = defineSecrets({});' })).toBe(
      'amplify/own/secrets.ts',
    );
    const settings = '{"amplifySecrets":{"declaration":"shared/secrets.ts"}}';
    expect(declared({ 'package.json': settings })).toBeUndefined();
    expect(declared({ 'package.json': settings, 'shared/secrets.ts': '' })).toBe('shared/secrets.ts');
  });

  it('knows whether the compiler refuses unused variables, also by what tsconfig.json extends', () => {
    const refuses = (files: Readonly<Record<string, string>>) =>
      readAmplifyProject(folderWith({ ...ONE_FUNCTION, ...files })).refusesUnused;
    expect(refuses({})).toBe(false);
    expect(refuses({ 'amplify/tsconfig.json': '{}' })).toBe(false);
    const base = '{ "compilerOptions": { "noUnusedLocals": true } } // strict';
    expect(refuses({ 'tsconfig.json': base, 'amplify/tsconfig.json': '{ "extends": "../tsconfig.json" }' })).toBe(true);
  });
});
