import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { can } from '../../access/can.js';
import { ACCOUNT, allow, backendWith, roleWith } from '../../backend.test.support.js';
import type { Statement } from '../../iam/model.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
  aws.secrets.put('one', 'alpha');
});
afterEach(() => aws.close());

async function putPolicy(Statement: Statement, options: { BlockPublicPolicy?: boolean } = {}) {
  const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement });
  return clientsFrom(aws.env()).secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy, ...options });
}

const read = (sessionName: string, ...statements: Statement[]) =>
  clientsFrom(aws.env(roleWith(...statements), { sessionName })).secrets.getSecretValue({ SecretId: 'one' });
const elsewhere = allow('s3:*', '*');
const denied = { name: 'AccessDeniedException' };
const session = `arn:aws:sts::${ACCOUNT}:assumed-role/fn/nightly`;

describe('A2: a resource policy that names a role session', () => {
  it('allows that session alone', async () => {
    await putPolicy({ ...allow('secretsmanager:GetSecretValue', '*'), Principal: { AWS: session } });
    expect(await read('nightly', elsewhere)).toMatchObject({ SecretString: 'alpha' });
    await expect(read('weekly', elsewhere)).rejects.toMatchObject(denied);
  });

  it('denies that session alone', async () => {
    const everything = allow('*', '*');
    await putPolicy({ ...everything, Effect: 'Deny', Principal: { AWS: session } });
    await expect(read('nightly', everything)).rejects.toMatchObject(denied);
    expect(await read('weekly', everything)).toMatchObject({ SecretString: 'alpha' });
  });
});

describe('G: a resource policy with NotPrincipal', () => {
  it.each([
    ['allows the role that it excepts with its account', [`arn:aws:iam::${ACCOUNT}:role/fn`, ACCOUNT], true],
    ['denies every other role', [`arn:aws:iam::${ACCOUNT}:role/other`], false],
  ])('%s', async (_title, listed, allowed) => {
    await putPolicy({ ...allow('*', '*'), Effect: 'Deny', NotPrincipal: { AWS: listed } });
    const reading = read('nightly', allow('*', '*'));
    if (allowed) expect(await reading).toMatchObject({ SecretString: 'alpha' });
    else await expect(reading).rejects.toMatchObject(denied);
    expect(aws.calls.at(-1)?.unknowns).toEqual([]);
  });
});

describe('A6: a condition on secretsmanager:SecretPrimaryRegion', () => {
  const inRegion = (region: string) =>
    allow('*', '*', { StringEquals: { 'secretsmanager:SecretPrimaryRegion': region } });

  it('is met in the region of the secret', async () => {
    expect(await read('nightly', inRegion('us-east-1'))).toMatchObject({ SecretString: 'alpha' });
    await expect(read('nightly', inRegion('eu-west-1'))).rejects.toMatchObject(denied);
  });

  it('is decided by can()', () => {
    const decide = (region: string) => {
      const role = roleWith(inRegion(region));
      const fn = { name: 'fn', arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:fn`, role };
      const backend = backendWith({ roles: [role] });
      const arn = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:one-AbCdEf`;
      // Of a function, can() reads no more than its role and its ARN.
      return can(backend, fn as unknown as Parameters<typeof can>[1], 'secretsmanager:GetSecretValue', arn).effect;
    };
    expect([decide('us-east-1'), decide('eu-west-1')]).toEqual(['allow', 'deny']);
  });
});

describe('A5: BlockPublicPolicy', () => {
  const anyone = allow('secretsmanager:GetSecretValue', '*');
  const everyone: Statement = { ...anyone, Principal: '*' };

  it.each<[string, Statement]>([
    ['*', everyone],
    ['AWS *', { ...anyone, Principal: { AWS: ['*'] } }],
    ['NotPrincipal', { ...anyone, NotPrincipal: { AWS: ACCOUNT } }],
    ['a condition that does not name callers', { ...everyone, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    [
      'a condition met by absence',
      { ...everyone, Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } },
    ],
    ['a condition met by every value', { ...everyone, Condition: { StringLike: { 'aws:PrincipalArn': '*' } } }],
  ])('refuses a policy that allows everyone: %s', async (_what, statement) => {
    await expect(putPolicy(statement, { BlockPublicPolicy: true })).rejects.toMatchObject({
      name: 'PublicPolicyException',
    });
    expect(await clientsFrom(aws.env()).secrets.getResourcePolicy({ SecretId: 'one' })).not.toHaveProperty(
      'ResourcePolicy',
    );
  });

  it.each<[string, Statement]>([
    ['an account', { ...anyone, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }],
    ['an organization', { ...everyone, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }],
    ['a Deny', { ...everyone, Effect: 'Deny' }],
  ])('accepts %s', async (_what, statement) => {
    expect(await putPolicy(statement, { BlockPublicPolicy: true })).toMatchObject({ Name: 'one' });
  });

  it('refuses nothing without the flag', async () => {
    expect(await putPolicy(everyone)).toMatchObject({ Name: 'one' });
  });
});

describe('F: ValidateResourcePolicy', () => {
  const both = ['secretsmanager:ValidateResourcePolicy', 'secretsmanager:PutResourcePolicy'];
  const validate = (Statement: Statement, ...held: Statement[]) => {
    const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement });
    const { secrets } = clientsFrom(aws.env(roleWith(...held), { sessionName: 'nightly' }));
    return secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy });
  };
  const denyPut: Statement = { ...allow('secretsmanager:PutResourcePolicy', '*'), Effect: 'Deny', Principal: '*' };
  const harmless: Statement = { ...denyPut, Action: 'secretsmanager:DeleteSecret' };

  it('needs the permission to validate and the one to put', async () => {
    for (const action of both) await expect(validate(harmless, allow(action, '*'))).rejects.toMatchObject(denied);
    expect(await validate(harmless, allow(both, '*'))).toMatchObject({ PolicyValidationPassed: true });
  });

  it('needs both without a secret too, on every resource', async () => {
    const { secrets } = clientsFrom(aws.env(roleWith(allow(both, `arn:aws:secretsmanager:*:${ACCOUNT}:secret:one-*`))));
    const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement: harmless });
    await expect(secrets.validateResourcePolicy({ ResourcePolicy })).rejects.toMatchObject(denied);
    expect(await secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy })).toMatchObject({
      PolicyValidationPassed: true,
    });
  });

  it('fails a policy that locks out its caller, and denies nothing by it', async () => {
    const answer = await validate(denyPut, allow(both, '*'));
    expect(answer).toMatchObject({
      PolicyValidationPassed: false,
      ValidationErrors: [{ ErrorMessage: expect.stringContaining(session) }],
    });
    expect(aws.calls.at(-1)).toMatchObject({ outcome: 'ok', denied: [] });
  });

  it('passes a policy that locks out another session', async () => {
    const other = { ...denyPut, Principal: { AWS: session.replace('nightly', 'weekly') } };
    expect(await validate(other, allow(both, '*'))).toMatchObject({ PolicyValidationPassed: true });
  });
});
