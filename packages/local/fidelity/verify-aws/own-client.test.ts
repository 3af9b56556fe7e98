import { describe, expect, it } from 'vitest';
import { checkNames } from './own-client.js';

const PREFIX = 'amplify-secrets-verify/1a2b3c4d/';
const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:';

describe('the guard of verify:aws', () => {
  it.each([
    ['CreateSecret', { Name: `${PREFIX}one` }],
    ['GetSecretValue', { SecretId: `${PREFIX}one` }],
    ['DeleteSecret', { SecretId: `${ARN}${PREFIX}one-AbCdEf`, ForceDeleteWithoutRecovery: true }],
    ['BatchGetSecretValue', { SecretIdList: [`${PREFIX}one`, `${PREFIX}two`] }],
    ['BatchGetSecretValue', { Filters: [{ Key: 'name', Values: [PREFIX] }] }],
    [
      'ListSecrets',
      {
        Filters: [
          { Key: 'tag-key', Values: ['a'] },
          { Key: 'name', Values: [PREFIX] },
        ],
      },
    ],
    ['GetRandomPassword', {}],
    ['GetSecretValue', { SecretId: '' }],
  ])('sends %s of %j', (operation, body) => {
    expect(() => checkNames(operation, body, PREFIX)).not.toThrow();
  });

  it.each([
    ['CreateSecret', { Name: 'one' }],
    ['DeleteSecret', { SecretId: 'one', ForceDeleteWithoutRecovery: true }],
    ['DeleteSecret', { SecretId: `${ARN}one-AbCdEf` }],
    ['DeleteSecret', { SecretId: `other/${PREFIX}one` }],
    ['BatchGetSecretValue', { SecretIdList: [`${PREFIX}one`, 'two'] }],
    ['BatchGetSecretValue', { Filters: [{ Key: 'tag-key', Values: ['a'] }] }],
    ['ListSecrets', {}],
    ['ListSecrets', { Filters: [{ Key: 'name', Values: [PREFIX, 'other'] }] }],
  ])('does not send %s of %j', (operation, body) => {
    expect(() => checkNames(operation, body, PREFIX)).toThrow(`must name only secrets under ${PREFIX}`);
  });
});
