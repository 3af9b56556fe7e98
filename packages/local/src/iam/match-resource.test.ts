import { describe, expect, it } from 'vitest';
import { matchResource } from './match-resource.js';
import type { RequestContext } from './request-context.js';
import { isUnknown, unknown } from './truth.js';

const P = 'arn:aws:secretsmanager:us-east-1:123456789012:';
const SECRET = `${P}secret:myapp/prod/stripe-AbC123`;
const variables: RequestContext = (key) =>
  key === 'aws:PrincipalTag/env' ? ['prod'] : key === 'aws:username' ? 'absent' : unknown(`${key} is not known`);
const v = (inside: string) => `$\{${inside}}`;
const match = (pattern: string, resource = SECRET) => {
  const truth = matchResource(pattern, resource, variables);
  return isUnknown(truth) ? 'unknown' : truth;
};

describe('a Resource entry', () => {
  it.each([
    ['*', true],
    [SECRET, true],
    [`${P}secret:myapp/prod/stripe-??????`, true],
    [`${P}secret:myapp/prod/stripe-?????`, false],
    [`${P}secret:myapp/prod/stripe-???????`, false],
    [`${P}secret:myapp/prod/stripe`, false],
    [`${P}secret:myapp/prod/stripe*`, true],
    [`${P}secret:myapp/*`, true],
    [`${P}secret:*/stripe-??????`, true],
    [`${P}secret:MyApp/prod/stripe-??????`, false],
    [`${P}*`, true],
    ['arn:aws:secretsmanager:*:*:secret:myapp/*', true],
    ['arn:*:secretsmanager:us-*-1:12345678901?:secret:*', true],
    ['arn:aws:secretsmanager:us-*-2:123456789012:secret:*', false],
    ['arn:aws:secretsmanager:us-east-1:999999999999:secret:*', false],
    ['arn:aws-cn:secretsmanager:us-east-1:123456789012:secret:*', false],
    ['arn:aws:ssm:us-east-1:123456789012:*', false],
    ['ARN:aws:secretsmanager:us-east-1:123456789012:secret:*', 'unknown'],
  ])('matches %s: %s', (pattern, expected) => {
    expect(match(pattern)).toBe(expected);
  });

  it('matches exactly one secret with six question marks', () => {
    const pattern = `${P}secret:app/prod/key-??????`;
    expect(match(pattern, `${P}secret:app/prod/key-abcdef`)).toBe(true);
    expect(match(pattern, `${P}secret:app/prod/key-two-abcdef`)).toBe(false);
    expect(match(pattern, `${P}secret:app/prod/key-second-abcdef`)).toBe(false);
  });

  it('ends a wildcard inside a segment at the colon', () => {
    expect(
      match('arn:aws:secretsmanager:us*1:123456789012:secret:*', 'arn:aws:secretsmanager:us:x1:123456789012:secret:a'),
    ).toBe(false);
    expect(
      match(
        'arn:aws:secretsmanager:u?-east-1:123456789012:secret:*',
        'arn:aws:secretsmanager:u:-east-1:123456789012:secret:a',
      ),
    ).toBe(false);
  });

  it('matches beyond the colon with a * that ends its segment, as AWS documents', () => {
    expect(match('arn:aws:secretsmanager:*')).toBe(true);
    expect(match('arn:aws:secretsmanager:us-east-1:*')).toBe(true);
    expect(match('arn:aws:secretsmanager:us-*')).toBe(true);
    expect(match('arn:aws:secretsmanager:eu-*')).toBe(false);
  });

  it('matches colons and slashes in the resource part', () => {
    expect(match(`${P}secret:a*z`, `${P}secret:a/b:c/z`)).toBe(true);
  });

  it.each([
    'secret:myapp',
    '**',
    'a*',
    'arn:aws:*:us-east-1:123456789012:secret:x',
    'arn:aws:secrets*:us-east-1:123456789012:secret:x',
    'arn:*',
    'arn:aws:secretsmanager:us-east-1',
    'arn:aws:secretsmanager:*:123456789012',
    `arn:aws:secretsmanager:${v('aws:PrincipalTag/env')}:123456789012:secret:x`,
  ])('is unknown if it is not well-formed: %s', (pattern) => {
    expect(match(pattern)).toBe('unknown');
  });

  it('is unknown if a wildcard in the type of resource would match', () => {
    expect(match(`${P}sec*:myapp/*`)).toBe('unknown');
    expect(match(`${P}se?ret:myapp/*`)).toBe('unknown');
    expect(match(`${P}sec*`)).toBe('unknown');
    expect(match(`${P}par*/myapp/*`)).toBe(false);
  });

  describe('for a request without a resource', () => {
    it.each([
      ['*', true],
      [SECRET, false],
      [`${P}secret:*`, false],
      ['arn:aws:secretsmanager:*', false],
      ['**', 'unknown'],
    ])('matches %s: %s', (pattern, expected) => {
      expect(match(pattern, '*')).toBe(expected);
    });
  });

  describe('with variables', () => {
    it('replaces them by their values', () => {
      expect(match(`${P}secret:myapp/${v('aws:PrincipalTag/env')}/*`)).toBe(true);
      expect(match(`${P}secret:${v('aws:PrincipalTag/env')}/*`)).toBe(false);
    });

    it('matches nothing when a variable has no value', () => {
      expect(match(`${P}secret:${v('aws:username')}*`)).toBe(false);
    });

    it('is unknown when the value is not known and some value would match', () => {
      expect(match(`${P}secret:${v('aws:PrincipalTag/x')}/prod/*`)).toBe('unknown');
      expect(match(`${P}secret:other/${v('aws:PrincipalTag/x')}/*`)).toBe(false);
    });

    it('reads them as plain text in a policy of version 2008-10-17', () => {
      expect(matchResource(`${P}secret:myapp/${v('aws:PrincipalTag/env')}/*`, SECRET, undefined)).toBe(false);
    });

    it('distinguishes an escaped * from a wildcard', () => {
      expect(match(`${P}secret:myapp/${v('*')}`)).toBe(false);
    });
  });
});
