import { describe, expect, it } from 'vitest';
import { matchPrincipal } from './match-principal.js';
import type { Role } from './model.js';
import { isUnknown } from './truth.js';

const role: Role = {
  arn: 'arn:aws:iam::123456789012:role/service/reader',
  name: 'reader',
  account: '123456789012',
  policies: [],
};

/** The ways a principal covers the role, `?` where that is unknown. */
function ways(principal: unknown): string[] {
  return Object.entries(matchPrincipal(principal, role)).flatMap(([way, truth]) =>
    isUnknown(truth) ? [`${way}?`] : truth ? [way] : [],
  );
}

describe('a Principal', () => {
  it.each([
    ['*', ['anyone']],
    [{ AWS: '*' }, ['anyone']],
    [{ AWS: role.arn }, ['role']],
    [{ AWS: '123456789012' }, ['account']],
    [{ AWS: 'arn:aws:iam::123456789012:root' }, ['account']],
    [{ AWS: [role.arn, '123456789012', '*'] }, ['anyone', 'role', 'account']],
    [{ AWS: role.arn, Service: 'lambda.amazonaws.com' }, ['role']],
    [{ Service: ['lambda.amazonaws.com', 'amplify.amazonaws.com'] }, []],
    [{ AWS: '999999999999' }, []],
    [{ AWS: 'arn:aws:iam::999999999999:root' }, []],
    [{ AWS: 'arn:aws-cn:iam::123456789012:root' }, []],
    [{ AWS: 'arn:aws:iam::123456789012:role/reader' }, []],
    [{ AWS: 'arn:aws:iam::123456789012:role/service/Reader' }, []],
    [{ AWS: 'arn:aws:iam::123456789012:user/reader' }, []],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/writer/session' }, []],
    [{ AWS: 'arn:aws:sts::999999999999:assumed-role/reader/session' }, []],
    [{ AWS: 'arn:aws:sts::123456789012:federated-user/reader' }, []],
  ])('matches the role with %j by %j', (principal, expected) => {
    expect(ways(principal)).toEqual(expected);
  });

  it('is unknown if it names a session of the role, which may be the caller’s', () => {
    expect(ways({ AWS: 'arn:aws:sts::123456789012:assumed-role/reader/session' })).toEqual(['anyone?']);
  });

  it.each([
    [undefined],
    [null],
    ['arn:aws:iam::123456789012:root'],
    [['*']],
    [{}],
    [{ AWS: [] }],
    [{ AWS: 7 }],
    [{ AWS: 'AROAEXAMPLEID' }],
    [{ AWS: 'arn:aws:iam::123456789012:role/*' }],
    [{ AWS: 'arn:aws:iam::123456789012:role/service/read??' }],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/reader/*' }],
    [{ AWS: 'arn:aws:iam::*:root' }],
    [{ Federated: 'cognito-identity.amazonaws.com' }],
    [{ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
    [{ aws: '*' }],
  ])('is unknown if it is not modelled or not well-formed: %j', (principal) => {
    expect(ways(principal)).toEqual(['anyone?', 'role?', 'account?']);
  });
});
