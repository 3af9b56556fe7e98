import { describe, expect, it } from 'vitest';
import { and, at, every, isUnknown, not, or, some, type Truth, unknown } from './truth.js';

const VALUES: readonly Truth[] = [true, false, unknown('x')];

/** Every certain truth an uncertain one could turn out to be. */
function worlds(truth: Truth): readonly boolean[] {
  return isUnknown(truth) ? [true, false] : [truth];
}

describe('three-valued truth', () => {
  it.each([
    ['and', and, (a: boolean, b: boolean) => a && b],
    ['or', or, (a: boolean, b: boolean) => a || b],
  ] as const)('knows %s exactly when every possible world agrees', (_, connective, plain) => {
    for (const a of VALUES) {
      for (const b of VALUES) {
        const outcomes = new Set(worlds(a).flatMap((x) => worlds(b).map((y) => plain(x, y))));
        const [only] = outcomes;
        expect(isUnknown(connective(a, b)) ? 'unknown' : connective(a, b)).toBe(outcomes.size === 1 ? only : 'unknown');
      }
    }
  });

  it('leaves an unknown unknown when negated', () => {
    expect(VALUES.map(not)).toEqual([false, true, unknown('x')]);
  });

  it('collects the reasons of every unknown that mattered', () => {
    expect(and(unknown('a'), true, unknown('b'))).toEqual(unknown('a', 'b'));
    expect(or(unknown('a'), false, unknown('b'))).toEqual(unknown('a', 'b'));
  });

  it('is true for every and false for some of an empty list', () => {
    expect([every([], () => false), some([], () => true)]).toEqual([true, false]);
  });

  it('prefixes each reason with its place', () => {
    expect(at('here', unknown('a'))).toEqual(unknown('here: a'));
    expect(at('here', true)).toBe(true);
  });
});
