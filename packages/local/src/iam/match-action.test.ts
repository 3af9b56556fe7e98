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
  ])('%s: %s', (pattern, expected) => {
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
  ])('%j is not well-formed, so it is unknown', (pattern) => {
    expect(isUnknown(matchAction(pattern, ACTION))).toBe(true);
  });
});
