import { describe, expect, it } from 'vitest';
import { toOwn, toWritten } from './own-names.js';

const place = { account: '210987654321', region: 'eu-central-1', prefix: 'amplify-secrets-verify/1/' };
const WRITTEN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:one-AbCdEf';
const OWN = 'arn:aws:secretsmanager:eu-central-1:210987654321:secret:amplify-secrets-verify/1/one-AbCdEf';

describe('a request of verify:aws', () => {
  it.each([
    ['GetSecretValue', { SecretId: 'one' }, { SecretId: 'amplify-secrets-verify/1/one' }],
    ['GetSecretValue', { SecretId: WRITTEN }, { SecretId: OWN }],
    [
      'CreateSecret',
      { Name: 'one', SecretString: 'one' },
      { Name: 'amplify-secrets-verify/1/one', SecretString: 'one' },
    ],
    ['BatchGetSecretValue', { SecretIdList: ['one'] }, { SecretIdList: ['amplify-secrets-verify/1/one'] }],
    ['ListSecrets', {}, { Filters: [{ Key: 'name', Values: ['amplify-secrets-verify/1/'] }] }],
    [
      'ListSecrets',
      { Filters: [{ Key: 'name', Values: ['!on'] }] },
      {
        Filters: [
          { Key: 'name', Values: ['!amplify-secrets-verify/1/on'] },
          { Key: 'name', Values: ['amplify-secrets-verify/1/'] },
        ],
      },
    ],
  ])('names its own secrets: %s of %j', (operation, input, own) => {
    expect(toOwn(operation, input, place)).toEqual(own);
  });

  it('leaves bytes as they are', () => {
    const SecretBinary = Buffer.from('one');
    expect(toOwn('PutSecretValue', { SecretId: 'one', SecretBinary }, place)).toHaveProperty(
      'SecretBinary',
      SecretBinary,
    );
  });

  it('keeps an ARN of another account foreign', () => {
    const foreign = WRITTEN.replace('123456789012', place.account);
    expect(toOwn('GetSecretValue', { SecretId: foreign }, place)).toEqual({
      SecretId: OWN.replace(place.account, '123456789012'),
    });
  });
});

describe('an answer to verify:aws', () => {
  it('is in the names of the cases', () => {
    const answer = { ARN: OWN, Name: 'amplify-secrets-verify/1/one', SecretString: OWN };
    expect(toWritten(answer, place)).toEqual({ ARN: WRITTEN, Name: 'one', SecretString: OWN });
  });
});
