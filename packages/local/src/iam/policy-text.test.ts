import { describe, expect, it } from 'vitest';
import { ANY, globMatches, literal } from './glob.js';
import { readPolicyText } from './policy-text.js';
import type { RequestContext } from './request-context.js';
import { unknown } from './truth.js';

const VALUES: Readonly<Record<string, ReturnType<RequestContext>>> = {
  'aws:principaltag/team': ['payments'],
  'aws:principaltag/star': ['*'],
  'aws:principaltag/nested': ['$' + '{aws:PrincipalTag/team}'],
  'aws:principaltag/empty': [''],
  'aws:tagkeys': ['a', 'b'],
  'aws:username': 'absent',
};
const variables: RequestContext = (key) => VALUES[key.toLowerCase()] ?? unknown(`${key} is not known`);
const read = (text: string) => readPolicyText(text, { variables, wildcards: 'any' });
const v = (inside: string) => `$\{${inside}}`;

describe('a policy variable', () => {
  it('is replaced by its value, whatever the case of its name', () => {
    expect(read(`x-${v('aws:PrincipalTag/team')}-y`).glob).toEqual(literal('x-payments-y'));
    expect(read(v('AWS:principaltag/TEAM')).glob).toEqual(literal('payments'));
  });

  it('is replaced by plain text, whose wildcards and variables do not count', () => {
    expect(globMatches(read(v('aws:PrincipalTag/star')).glob, 'anything')).toBe(false);
    expect(globMatches(read(v('aws:PrincipalTag/star')).glob, '*')).toBe(true);
    expect(globMatches(read(v('aws:PrincipalTag/nested')).glob, v('aws:PrincipalTag/team'))).toBe(true);
  });

  it('has its default value when the key is absent or empty', () => {
    expect(read(v("aws:username, 'nobody'")).glob).toEqual(literal('nobody'));
    expect(read(v("aws:PrincipalTag/empty, 'nobody'")).glob).toEqual(literal('nobody'));
    expect(read(v("aws:PrincipalTag/team, 'nobody'")).glob).toEqual(literal('payments'));
    expect(read(v("aws:username, 'a}b'")).glob).toEqual(literal('a}b'));
  });

  it.each(['aws:username', 'aws:PrincipalTag/empty', 'aws:TagKeys'])(
    'makes the string valueless without a value: %s',
    (name) => {
      expect(read(`a${v(name)}`).valueless).toBe(true);
    },
  );

  it.each(['aws:PrincipalTag/other', "aws:PrincipalTag/other, 'x'", "aws:TagKeys, 'x'", 'two words', ''])(
    'is unknown, and could be anything: %j',
    (inside) => {
      const text = read(`a${v(inside)}b`);
      expect(text.reasons).toHaveLength(1);
      expect(text.glob).toEqual([...literal('a'), ANY, ...literal('b')]);
    },
  );

  it.each(["aws:username, 'x", 'aws:username'])('makes all that follows unknown without its end: ${%s', (inside) => {
    const text = read(`a$\{${inside}`);
    expect(text.reasons).toHaveLength(1);
    expect(text.glob).toEqual([...literal('a'), ANY]);
  });

  it('escapes the special characters', () => {
    expect(read(v('*') + v('?') + v('$')).glob).toEqual(literal('*?$'));
  });

  it('is plain text in a version without variables, wildcards included', () => {
    const old = readPolicyText(`a${v('aws:x*')}`, { wildcards: 'any' });
    expect(globMatches(old.glob, `a${v('aws:xyz')}`)).toBe(true);
    expect(globMatches(old.glob, 'a')).toBe(false);
  });
});
