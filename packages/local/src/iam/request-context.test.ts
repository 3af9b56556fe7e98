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
  ])('%s is filled in by the evaluator', (key, values) => {
    expect(lookup(key)).toEqual(values);
  });

  it('that the evaluator fills in cannot be overridden', () => {
    expect(lookup('aws:PrincipalArn', { 'aws:principalarn': 'someone else' })).toEqual([role.arn]);
  });

  it('is found whatever its case, with one value or several', () => {
    expect(lookup('AWS:requestedREGION', { 'aws:requestedregion': 'us-east-1' })).toEqual(['us-east-1']);
    expect(lookup('aws:TagKeys', { 'aws:tagkeys': ['a', 'b'] })).toEqual(['a', 'b']);
  });

  it('with no values at all is absent', () => {
    expect(lookup('aws:TagKeys', { 'aws:tagkeys': [] })).toBe('absent');
  });

  it.each(['aws:username', 'aws:SourceArn', 'aws:SourceAccount', 'aws:PrincipalServiceName'])(
    '%s never comes with a role',
    (key) => {
      expect(lookup(key)).toBe('absent');
    },
  );

  it('of the service is absent when the service left it out, and unknown when no service was asked', () => {
    for (const key of ['secretsmanager:VersionStage', 'secretsmanager:ResourceTag/team', 'aws:ResourceTag/team']) {
      expect([key, lookup(key, {}), lookup(key)]).toEqual([key, 'absent', 'unknown']);
    }
  });

  it.each(['kms:ViaService', 'kms:EncryptionContext:SecretARN', 'kms:EncryptionContextKeys'])(
    '%s is absent from a direct call to KMS, and unknown in another service',
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
  ])('%s is unknown without a value', (key) => {
    expect(lookup(key, {})).toBe('unknown');
  });

  it('kms:CallerAccount is the role’s account', () => {
    expect(lookup('kms:CallerAccount', {}, 'kms:Decrypt')).toEqual(['123456789012']);
  });
});
