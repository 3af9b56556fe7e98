import { describe, expect, it } from 'vitest';
import { matchAction } from './match-action.js';
import { isUnknown } from './truth.js';

const ACTION = 'secretsmanager:GetSecretValue';

describe('an Action entry', () => {
  it.each([
    ['*', true],
    [ACTION, true],
    ['SecretsManager:getsecretvalue', true],
    ['secretsmanager:*', true],
    ['secretsmanager:Get*', true],
    ['secretsmanager:?etSecretValue', true],
    ['secretsmanager:GetSecretValu', false],
    ['secretsmanager:GetSecretValue?', false],
    ['secretsmanager:BatchGetSecretValue', false],
    ['ssm:*', false],
    ['ssm:GetSecretValue', false],
  ])('matches %s: %s', (pattern, expected) => {
    expect(matchAction(pattern, ACTION)).toBe(expected);
  });

  it.each([
    '',
    '**',
    'secretsmanager',
    'secretsmanager:',
    'secrets*:GetSecretValue',
    '*:*',
    'a:b:c',
    'secretsmanager: Get*',
  ])('is unknown if it is not well-formed: %j', (pattern) => {
    expect(isUnknown(matchAction(pattern, ACTION))).toBe(true);
  });
});
