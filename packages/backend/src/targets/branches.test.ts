import { expect, it } from 'vitest';
import { patternsOf } from './branches.js';

it.each([
  ['an empty list', []],
  ['a list with undefined in it', ['main', undefined]],
  ['a list with a value of type number in it', [7]],
  ['null', null],
])('refuses branches, and says that it got %s', (got, branches) => {
  expect(() => patternsOf(branches as never, 'grantSecretRead')).toThrow(
    expect.objectContaining({
      name: 'GrantBranchesMissingError',
      message: `The option "branches" of grantSecretRead must name at least one branch, and got ${got}.`,
    }),
  );
});
