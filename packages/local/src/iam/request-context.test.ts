import { describe, expect, it } from 'vitest';
import type { AccessRequest, Role } from './model.js';
import { requestContext } from './request-context.js';
import { isUnknown } from './truth.js';

const role: Role = {
  arn: 'arn:aws:iam::123456789012:role/reader',
  name: 'reader',
  account: '123456789012',
  policies: [],
};

function lookup(key: string, context?: AccessRequest['context'], action = 'secretsmanager:GetSecretValue') {
  const found = requestContext({ role, action, resource: '*', ...(context && { context }) })(key);
  return isUnknown(found) ? 'unknown' : found;
}

describe('a condition key', () => {
  it.each([
    ['aws:PrincipalArn', [role.arn]],
    ['aws:PrincipalAccount', ['123456789012']],
    ['aws:PrincipalType', ['AssumedRole']],
    ['aws:PrincipalIsAWSService', ['false']],
  ])('has the evaluator’s value: %s', (key, values) => {
    expect(lookup(key)).toEqual(values);
  });

  it('keeps the evaluator’s value whatever the request has', () => {
    expect(lookup('aws:PrincipalArn', { 'aws:principalarn': 'someone else' })).toEqual([role.arn]);
  });

  it('is found whatever its case, with one value or several', () => {
    expect(lookup('AWS:requestedREGION', { 'aws:requestedregion': 'us-east-1' })).toEqual(['us-east-1']);
    expect(lookup('aws:TagKeys', { 'aws:tagkeys': ['a', 'b'] })).toEqual(['a', 'b']);
  });

  it('is absent with an empty list of values', () => {
    expect(lookup('aws:TagKeys', { 'aws:tagkeys': [] })).toBe('absent');
  });

  it.each(['aws:username', 'aws:SourceArn', 'aws:SourceAccount', 'aws:PrincipalServiceName'])(
    'is absent for a role: %s',
    (key) => {
      expect(lookup(key)).toBe('absent');
    },
  );

  it('is absent when the service left it out, and unknown without a service', () => {
    for (const key of ['secretsmanager:VersionStage', 'secretsmanager:ResourceTag/team', 'aws:ResourceTag/team']) {
      expect([key, lookup(key, {}), lookup(key)]).toEqual([key, 'absent', 'unknown']);
    }
  });

  it.each(['kms:ViaService', 'kms:EncryptionContext:SecretARN', 'kms:EncryptionContextKeys'])(
    'is absent from a direct call to KMS, and unknown in another service: %s',
    (key) => {
      expect([lookup(key, {}, 'kms:Decrypt'), lookup(key, {})]).toEqual(['absent', 'unknown']);
    },
  );

  it.each([
    'aws:SecureTransport',
    'aws:PrincipalOrgID',
    'aws:PrincipalTag/team',
    'aws:SourceVpce',
    'made:Up',
    '__proto__',
    'constructor',
  ])('is unknown without a value: %s', (key) => {
    expect(lookup(key, {})).toBe('unknown');
  });

  it('has the role’s account as kms:CallerAccount', () => {
    expect(lookup('kms:CallerAccount', {}, 'kms:Decrypt')).toEqual(['123456789012']);
  });
});
