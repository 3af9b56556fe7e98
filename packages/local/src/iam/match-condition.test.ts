import { describe, expect, it } from 'vitest';
import { matchCondition } from './match-condition.js';
import type { RequestContext } from './request-context.js';
import { isUnknown, unknown } from './truth.js';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-AbC123';
const VALUES: Readonly<Record<string, readonly string[] | 'absent'>> = {
  text: ['Prod'],
  star: ['a*c'],
  none: 'absent',
  empty: [''],
  many: ['red', 'blue'],
  reds: ['red', 'red2'],
  number: ['10'],
  notnumber: ['ten'],
  date: ['2026-06-01T12:00:00Z'],
  epoch: ['1780315200'],
  yes: ['true'],
  bytes: ['QmluYXJ5'],
  ip: ['10.1.2.3'],
  ip6: ['2001:db8::5'],
  arn: [ARN],
};
const context: RequestContext = (key) => VALUES[key.toLowerCase()] ?? unknown(`${key} is not known`);
const match = (operator: string, key: string, value: unknown, variables?: RequestContext) => {
  const truth = matchCondition({ [operator]: { [key]: value } }, context, variables);
  return isUnknown(truth) ? 'unknown' : truth;
};
const v = (inside: string) => `$\{${inside}}`;

describe('a condition operator', () => {
  it.each([
    ['StringEquals', 'text', 'Prod', true],
    ['StringEquals', 'text', 'prod', false],
    ['StringEquals', 'text', ['dev', 'Prod'], true],
    ['StringEquals', 'TEXT', 'Prod', true],
    ['StringEquals', 'star', 'a*c', true],
    ['StringEquals', 'text', 'Pro*', false],
    ['StringNotEquals', 'text', 'dev', true],
    ['StringNotEquals', 'text', ['dev', 'Prod'], false],
    ['StringEqualsIgnoreCase', 'text', 'pROD', true],
    ['StringNotEqualsIgnoreCase', 'text', 'pROD', false],
    ['StringLike', 'text', 'Pr?d', true],
    ['StringLike', 'text', 'pr*', false],
    ['StringLike', 'arn', '*stripe*', true],
    ['StringNotLike', 'text', 'Pr*', false],
    ['StringNotLike', 'text', ['x*', 'y*'], true],
    ['NumericEquals', 'number', 10, true],
    ['NumericEquals', 'number', '10.0', true],
    ['NumericNotEquals', 'number', '10', false],
    ['NumericLessThan', 'number', '11', true],
    ['NumericLessThan', 'number', '10', false],
    ['NumericLessThanEquals', 'number', '10', true],
    ['NumericGreaterThan', 'number', ['30', '9'], true],
    ['NumericGreaterThanEquals', 'number', '10.5', false],
    ['DateEquals', 'date', '2026-06-01T14:00:00+02:00', true],
    ['DateEquals', 'epoch', '2026-06-01T12:00:00Z', true],
    ['DateNotEquals', 'date', '1780315200', false],
    ['DateLessThan', 'date', '2026-06-02', true],
    ['DateLessThanEquals', 'date', '2026-06-01T12:00:00.000Z', true],
    ['DateGreaterThan', 'date', '2026-06-01T12:00Z', false],
    ['DateGreaterThanEquals', 'date', '2026-06', true],
    ['Bool', 'yes', 'true', true],
    ['Bool', 'yes', true, true],
    ['Bool', 'yes', 'False', false],
    ['BinaryEquals', 'bytes', 'QmluYXJ5', true],
    ['BinaryEquals', 'bytes', 'qmluYXJ5', false],
    ['IpAddress', 'ip', '10.0.0.0/8', true],
    ['IpAddress', 'ip', '10.1.2.3', true],
    ['IpAddress', 'ip', ['192.168.0.0/16', '10.1.2.0/29'], true],
    ['IpAddress', 'ip', '2001:db8::/32', false],
    ['IpAddress', 'ip6', '2001:db8::/32', true],
    ['IpAddress', 'ip', '0.0.0.0/0', true],
    ['NotIpAddress', 'ip', '10.0.0.0/8', false],
    ['NotIpAddress', 'ip6', '10.0.0.0/8', true],
    ['ArnLike', 'arn', 'arn:aws:secretsmanager:*:123456789012:secret:myapp/*', true],
    ['ArnEquals', 'arn', 'arn:aws:secretsmanager:*:123456789012:secret:myapp/*', true],
    ['ArnEquals', 'arn', ARN, true],
    ['ArnLike', 'arn', 'arn:aws:secretsmanager:*:secret:myapp/*:*', false],
    ['ArnLike', 'arn', 'arn:aws:secretsmanager:*:*:myapp/*', false],
    ['ArnLike', 'arn', 'arn:aws:secretsmanager:us-*:12345678901?:*', true],
    ['ArnNotEquals', 'arn', ARN, false],
    ['ArnNotLike', 'arn', 'arn:aws:ssm:*:*:*', true],
  ])('compares by %s %s %j: %s', (operator, key, value, expected) => {
    expect(match(operator, key, value)).toBe(expected);
  });

  it.each([
    ['StringEqual', 'text', 'Prod'],
    ['stringequals', 'text', 'Prod'],
    ['StringEqualsIfExistsIfExists', 'text', 'Prod'],
    ['ForSomeValues:StringEquals', 'text', 'Prod'],
    ['NullIfExists', 'text', 'true'],
    ['ForAnyValue:Null', 'text', 'true'],
    ['__proto__x', 'text', 'a'],
    ['StringEquals', 'other', 'a'],
    ['StringEquals', 'text', []],
    ['StringEquals', 'text', null],
    ['StringEquals', 'text', { Ref: 'X' }],
    ['StringEquals', 'text', ['Prod', null]],
    ['StringEquals', 'many', 'red'],
    ['NumericEquals', 'number', 'ten'],
    ['NumericEquals', 'notnumber', '10'],
    ['NumericEquals', 'number', '1e1'],
    ['NumericEquals', 'number', '12345678901234567890'],
    ['DateLessThan', 'date', 'tomorrow'],
    ['DateLessThan', 'date', '2026'],
    ['DateLessThan', 'date', '2026-06-01T12:00:00'],
    ['DateLessThan', 'date', '2026-13-01'],
    ['Bool', 'yes', 'yes'],
    ['IpAddress', 'ip', '10.0.0.0/33'],
    ['IpAddress', 'ip', '10.0.0.*'],
    ['IpAddress', 'ip', '10.0.0.0/8/8'],
    ['IpAddress', 'text', '10.0.0.0/8'],
    ['ArnLike', 'arn', '*'],
    ['ArnLike', 'text', 'arn:aws:*:*:*:*'],
    ['BinaryEquals', 'bytes', 'not base64'],
    ['Null', 'none', 'maybe'],
    ['Null', 'other', 'true'],
  ])('is unknown for %s %s %j', (operator, key, value) => {
    expect(match(operator, key, value)).toBe('unknown');
  });
});

describe('an absent key', () => {
  it.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringNotEqualsIgnoreCase', true],
    ['StringNotLike', true],
    ['NumericNotEquals', true],
    ['NumericLessThan', false],
    ['DateNotEquals', true],
    ['NotIpAddress', true],
    ['ArnNotLike', true],
    ['ArnNotEquals', true],
    ['Bool', false],
    ['StringEqualsIfExists', true],
    ['BoolIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAllValues:StringEqualsIfExists', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', false],
    ['ForAnyValue:StringNotEqualsIfExists', false],
  ])('makes %s %s', (operator, expected) => {
    expect(match(operator, 'none', 'x')).toBe(expected);
  });

  it('is found by Null', () => {
    expect([match('Null', 'none', 'true'), match('Null', 'none', false)]).toEqual([true, false]);
    expect([match('Null', 'text', 'true'), match('Null', 'text', 'false')]).toEqual([false, true]);
    expect(match('Null', 'text', ['true', 'false'])).toBe(true);
  });
});

describe('a key with several values', () => {
  it.each([
    ['ForAnyValue:StringEquals', 'many', 'red', true],
    ['ForAnyValue:StringEquals', 'many', 'green', false],
    ['ForAllValues:StringEquals', 'many', ['red', 'blue', 'green'], true],
    ['ForAllValues:StringEquals', 'many', ['red', 'green'], false],
    ['ForAllValues:StringLike', 'reds', 'red*', true],
    ['ForAllValues:StringNotEquals', 'many', 'green', true],
    ['ForAllValues:StringNotEquals', 'many', 'red', false],
    ['ForAnyValue:StringNotEquals', 'many', 'red', true],
    ['ForAnyValue:StringNotEquals', 'many', ['red', 'blue'], false],
    ['ForAnyValue:StringEqualsIfExists', 'many', 'red', true],
    ['ForAllValues:StringEquals', 'empty', 'x', true],
    ['ForAnyValue:StringEquals', 'empty', '', false],
    ['ForAnyValue:StringEquals', 'text', 'Prod', true],
  ])('compares by %s %s %j: %s', (operator, key, value, expected) => {
    expect(match(operator, key, value)).toBe(expected);
  });
});

describe('a variable in a condition', () => {
  it('is replaced in string and ARN operators', () => {
    expect(match('StringEquals', 'text', v('text'), context)).toBe(true);
    expect(match('StringLike', 'arn', `*${v("none, 'stripe'")}*`, context)).toBe(true);
    expect(match('ArnLike', 'arn', `arn:aws:*:*:*:secret:${v("none, 'myapp'")}/*`, context)).toBe(true);
    expect(match('NumericEquals', 'number', v('number'), context)).toBe('unknown');
  });

  it('equals nothing when it has no value, so a negated operator holds', () => {
    expect(match('StringEquals', 'text', v('none'), context)).toBe(false);
    expect(match('StringLike', 'text', `*${v('none')}`, context)).toBe(false);
    expect(match('StringNotEquals', 'text', v('none'), context)).toBe(true);
  });

  it('is unknown only where some value of it would match', () => {
    expect(match('StringLike', 'text', `P${v('other')}`, context)).toBe('unknown');
    expect(match('StringNotLike', 'text', `P${v('other')}`, context)).toBe('unknown');
    expect(match('StringLike', 'text', `x${v('other')}`, context)).toBe(false);
  });

  it('is plain text in a policy of version 2008-10-17', () => {
    expect(match('StringEquals', 'text', v('text'))).toBe(false);
  });
});

describe('a condition block', () => {
  const holds = (condition: unknown) => matchCondition(condition, context, context);

  it('needs every operator and every key', () => {
    expect(holds({ StringEquals: { text: 'Prod', star: 'a*c' }, Bool: { yes: 'true' } })).toBe(true);
    expect(holds({ StringEquals: { text: 'Prod', star: 'x' } })).toBe(false);
    expect(holds({ StringEquals: { text: 'Prod' }, Bool: { yes: 'false' } })).toBe(false);
  });

  it('is false once one part is, whatever else is unknown', () => {
    expect(holds({ StringEquals: { other: 'x', text: 'dev' } })).toBe(false);
    expect(holds({ Strange: { text: 'x' }, Bool: { yes: 'false' } })).toBe(false);
  });

  it('says which part is unknown', () => {
    expect(holds({ StringEquals: { text: 'Prod', 'aws:Other': 'x' } })).toEqual(
      unknown('StringEquals aws:Other: aws:Other is not known'),
    );
  });

  it.each([[null], ['x'], [[]], [{ StringEquals: 'x' }], [{ StringEquals: null }]])(
    'is unknown if it is not well-formed: %j',
    (condition) => {
      expect(isUnknown(holds(condition))).toBe(true);
    },
  );

  it('holds when it is absent or empty', () => {
    expect([holds(undefined), holds({})]).toEqual([true, true]);
  });
});
