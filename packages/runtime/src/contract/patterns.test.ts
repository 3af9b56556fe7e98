import { describe, expect, it } from 'vitest';
import { checkSecretPattern, strayMatch } from './patterns.js';

describe('a pattern of secret names', () => {
  it.each(['*', 'github-*', 'team/*', '*-token', 'a*b', 'A_+=.@-/*'])('may be %j', (pattern) => {
    expect(() => checkSecretPattern(pattern)).not.toThrow();
  });

  it.each([
    ['', 'it is empty'],
    ['github-?', 'it may hold only'],
    ['a b*', 'it may hold only'],
    ['arn:aws:secretsmanager:*', 'it may hold only'],
    ['{$aws:username}*', 'it may hold only'],
    ['github-*\n', 'it may hold only'],
    ['/a*', 'it begins with a slash'],
    [`${'x'.repeat(512)}*`, 'it is longer'],
    [undefined, 'it is no text'],
    [null, 'it is no text'],
    [5, 'it is no text'],
    [['a*'], 'it is no text'],
  ])('cannot be %j', (pattern, why) => {
    expect(() => checkSecretPattern(pattern as unknown as string)).toThrow(
      expect.objectContaining({
        name: 'SecretPatternInvalidError',
        message: expect.stringContaining(why),
        resolution: "Write, for example: secretsMatching(secrets, 'github-*').",
      }),
    );
  });

  it('without a * is one secret, and the resolution says how to grant that', () => {
    expect(() => checkSecretPattern('github-acme')).toThrow(
      expect.objectContaining({
        name: 'SecretPatternInvalidError',
        resolution: "Grant that one secret: secretNamed(secrets, 'github-acme').",
      }),
    );
  });
});

describe('what else a pattern matches', () => {
  it.each([
    ['stripe*', 'stripeother'],
    ['stripe**', 'stripeother'],
    ['v2*', 'v2other'],
    ['github-*', undefined],
    ['team/*', undefined],
    ['a.*', undefined],
    ['*', undefined],
    ['*-token', undefined],
  ])('%j: %j', (pattern, example) => {
    expect(strayMatch(pattern)).toBe(example);
  });
});
