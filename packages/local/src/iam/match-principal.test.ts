import { describe, expect, it } from 'vitest';
import { matchNotPrincipal, matchPrincipal } from './match-principal.js';
import type { Role } from './model.js';
import { isUnknown } from './truth.js';

const role: Role = {
  arn: 'arn:aws:iam::123456789012:role/service/reader',
  name: 'reader',
  account: '123456789012',
  policies: [],
};

/** The ways a principal covers the role, `?` where that is unknown. */
function ways(principal: unknown, session?: string): string[] {
  return Object.entries(matchPrincipal(principal, { role, session })).flatMap(([way, truth]) =>
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

  it.each([
    ['session', ['anyone']],
    ['Session', []],
    ['other', []],
  ])('matches a session by its name: %s', (session, expected) => {
    expect(ways({ AWS: 'arn:aws:sts::123456789012:assumed-role/reader/session' }, session)).toEqual(expected);
  });

  it('is unknown if it names a session of the role, and the caller’s is not known', () => {
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

describe('a NotPrincipal', () => {
  const account = 'arn:aws:iam::123456789012:root';
  const session = 'arn:aws:sts::123456789012:assumed-role/reader/nightly';

  function denies(notPrincipal: unknown, caller: Parameters<typeof matchNotPrincipal>[1]): boolean | 'unknown' {
    const truth = matchNotPrincipal(notPrincipal, caller);
    return isUnknown(truth) ? 'unknown' : truth;
  }

  it.each([
    [{ AWS: [role.arn, account] }, false],
    [{ AWS: [role.arn, '123456789012'] }, false],
    [{ AWS: [session, role.arn, account] }, false],
    [{ AWS: 'arn:aws:iam::123456789012:role/other' }, true],
    [{ AWS: ['arn:aws:iam::999999999999:role/service/reader', 'arn:aws:iam::999999999999:root'] }, true],
    [{ AWS: 'arn:aws:sts::123456789012:assumed-role/reader/weekly' }, true],
    [{ Service: 'lambda.amazonaws.com' }, true],
    [{ AWS: role.arn }, 'unknown'],
    [{ AWS: account }, 'unknown'],
    [{ AWS: session }, 'unknown'],
    [{ AWS: '*' }, 'unknown'],
    ['*', 'unknown'],
    [{ AWS: 'AROAEXAMPLEID' }, 'unknown'],
  ])('denies everyone but a role that it lists with its account: %j, %s', (notPrincipal, expected) => {
    expect(denies(notPrincipal, { role, session: 'nightly' })).toBe(expected);
  });

  it('denies every role with a permissions boundary', () => {
    const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const bounded: Role = { ...role, boundary: { name: 'B', document } };
    expect(denies({ AWS: [role.arn, account] }, { role: bounded })).toBe(true);
  });

  it('is unknown if it names a session of the role, and the caller’s is not known', () => {
    expect(denies({ AWS: session }, { role })).toBe('unknown');
  });
});
