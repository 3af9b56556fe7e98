import { describe, expect, it } from 'vitest';
import { checkSecretPattern, strayMatch } from './patterns.js';

describe('checkSecretPattern', () => {
  it.each(['*', 'github-*', 'team/*', '*-token', 'a*b', 'A_+=.@-/*', 'rds!cluster-*'])('accepts %j', (pattern) => {
    expect(() => checkSecretPattern(pattern)).not.toThrow();
  });

  it.each([
    ['', 'it is empty'],
    ['github-?', 'it may contain only'],
    ['a b*', 'it may contain only'],
    ['arn:aws:secretsmanager:*', 'it may contain only'],
    ['{$aws:username}*', 'it may contain only'],
    ['github-*\n', 'it may contain only'],
    ['/a*', 'it is relative to the set'],
    [`${'x'.repeat(512)}*`, 'it is longer'],
    [undefined, 'it must be a string'],
    [null, 'it must be a string'],
    [5, 'it must be a string'],
    [['a*'], 'it must be a string'],
  ])('refuses %j', (pattern, why) => {
    expect(() => checkSecretPattern(pattern as unknown as string)).toThrow(
      expect.objectContaining({
        name: 'SecretPatternInvalidError',
        message: expect.stringContaining(why),
        resolution: "Write, for example: secretsMatching(secrets, 'github-*').",
      }),
    );
  });

  it('shows how to grant one secret when there is no *', () => {
    expect(() => checkSecretPattern('github-acme')).toThrow(
      expect.objectContaining({
        name: 'SecretPatternInvalidError',
        resolution: "To grant one secret, write: secretNamed(secrets, 'github-acme').",
      }),
    );
  });
});

describe('strayMatch', () => {
  it.each([
    ['stripe*', 'stripeother'],
    ['stripe**', 'stripeother'],
    ['v2*', 'v2other'],
    ['github-*', undefined],
    ['team/*', undefined],
    ['a.*', undefined],
    ['*', undefined],
    ['*-token', undefined],
  ])('returns for %j: %j', (pattern, example) => {
    expect(strayMatch(pattern)).toBe(example);
  });
});
