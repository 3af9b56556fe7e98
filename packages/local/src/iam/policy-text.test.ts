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

  it('brings in plain text: neither its wildcards nor its variables count', () => {
    expect(globMatches(read(v('aws:PrincipalTag/star')).glob, 'anything')).toBe(false);
    expect(globMatches(read(v('aws:PrincipalTag/star')).glob, '*')).toBe(true);
    expect(globMatches(read(v('aws:PrincipalTag/nested')).glob, v('aws:PrincipalTag/team'))).toBe(true);
  });

  it('takes its default value when the key is absent or empty', () => {
    expect(read(v("aws:username, 'nobody'")).glob).toEqual(literal('nobody'));
    expect(read(v("aws:PrincipalTag/empty, 'nobody'")).glob).toEqual(literal('nobody'));
    expect(read(v("aws:PrincipalTag/team, 'nobody'")).glob).toEqual(literal('payments'));
    expect(read(v("aws:username, 'a}b'")).glob).toEqual(literal('a}b'));
  });

  it.each(['aws:username', 'aws:PrincipalTag/empty', 'aws:TagKeys'])(
    '%s has no value here, so the text is null',
    (name) => {
      expect(read(`a${v(name)}`).valueless).toBe(true);
    },
  );

  it.each(['aws:PrincipalTag/other', "aws:PrincipalTag/other, 'x'", "aws:TagKeys, 'x'", 'two words', ''])(
    '%j is unknown, and could be anything',
    (inside) => {
      const text = read(`a${v(inside)}b`);
      expect(text.reasons).toHaveLength(1);
      expect(text.glob).toEqual([...literal('a'), ANY, ...literal('b')]);
    },
  );

  it.each(["aws:username, 'x", 'aws:username'])('${%s without its end makes all that follows unknown', (inside) => {
    const text = read(`a$\{${inside}`);
    expect(text.reasons).toHaveLength(1);
    expect(text.glob).toEqual([...literal('a'), ANY]);
  });

  it('escapes the characters that mean something', () => {
    expect(read(v('*') + v('?') + v('$')).glob).toEqual(literal('*?$'));
  });

  it('is plain text without the version that has variables, wildcards inside included', () => {
    const old = readPolicyText(`a${v('aws:x*')}`, { wildcards: 'any' });
    expect(globMatches(old.glob, `a${v('aws:xyz')}`)).toBe(true);
    expect(globMatches(old.glob, 'a')).toBe(false);
  });
});
