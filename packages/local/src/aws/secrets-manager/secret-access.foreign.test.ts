import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, policy } from '../../backend.test.support.js';
import type { Role } from '../../iam/model.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { type Clients, clientsFrom } from '../../sdk-clients.test.support.js';

const OTHER = '999999999999';
const role: Role = {
  arn: `arn:aws:iam::${OTHER}:role/partner`,
  name: 'partner',
  account: OTHER,
  policies: [policy('P', allow('*', '*'))],
};

let aws: LocalAws;
let owner: Clients;
let partner: Clients;
beforeEach(async () => {
  aws = await startLocalAws();
  owner = clientsFrom(aws.env());
  partner = clientsFrom(aws.env(role));
});
afterEach(() => aws.close());

const defaultKey = {
  name: 'InvalidRequestException',
  message:
    "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
};

/** A secret that the role of the other account may do everything with. */
async function shared(name: string, KmsKeyId?: string): Promise<string> {
  const { ARN: SecretId = '' } = await owner.secrets.createSecret({
    Name: name,
    SecretString: 'alpha',
    ...(KmsKeyId !== undefined && { KmsKeyId }),
  });
  const Statement = { ...allow('secretsmanager:*', '*'), Principal: { AWS: role.arn } };
  await owner.secrets.putResourcePolicy({
    SecretId,
    ResourcePolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  return SecretId;
}

describe('A3: a secret with the default key and a role of another account', () => {
  it.each([[undefined], ['alias/aws/secretsmanager']])('refuses to read the value (KmsKeyId %s)', async (key) => {
    const SecretId = await shared('one', key);
    await expect(partner.secrets.getSecretValue({ SecretId })).rejects.toMatchObject(defaultKey);
  });

  it('refuses to write a value', async () => {
    const SecretId = await shared('one');
    await expect(partner.secrets.putSecretValue({ SecretId, SecretString: 'beta' })).rejects.toMatchObject(defaultKey);
    await expect(partner.secrets.updateSecret({ SecretId, SecretString: 'beta' })).rejects.toMatchObject(defaultKey);
    expect(await owner.secrets.getSecretValue({ SecretId })).toMatchObject({ SecretString: 'alpha' });
  });

  it('returns the refusal among the errors of a batch', async () => {
    const SecretId = await shared('one');
    expect(await partner.secrets.batchGetSecretValue({ SecretIdList: [SecretId] })).toMatchObject({
      SecretValues: [],
      Errors: [{ SecretId, ErrorCode: defaultKey.name, Message: defaultKey.message }],
    });
  });

  it('allows what needs no key', async () => {
    const SecretId = await shared('one');
    expect(await partner.secrets.describeSecret({ SecretId })).toMatchObject({ ARN: SecretId, Name: 'one' });
    expect(await partner.secrets.listSecretVersionIds({ SecretId })).toMatchObject({ Versions: [{}] });
    await partner.secrets.tagResource({ SecretId, Tags: [{ Key: 'team', Value: 'blue' }] });
    await partner.secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true });
    await expect(owner.secrets.describeSecret({ SecretId })).rejects.toThrow("can't find the specified secret");
  });

  it('allows a customer-managed key whose policy allows the role', async () => {
    const { arn } = aws.keys.put('1234abcd', {
      Version: '2012-10-17',
      Statement: { ...allow('kms:*', '*'), Principal: { AWS: role.arn } },
    });
    const SecretId = await shared('one', arn);
    expect(await partner.secrets.getSecretValue({ SecretId })).toMatchObject({ SecretString: 'alpha' });
  });
});

describe('A4: a role of another account', () => {
  it('lists the secrets of its own account', async () => {
    await shared('one');
    expect((await partner.secrets.listSecrets({})).SecretList).toEqual([]);
    await partner.secrets.createSecret({ Name: 'theirs', SecretString: 'beta' });
    expect((await partner.secrets.listSecrets({})).SecretList).toMatchObject([{ Name: 'theirs' }]);
    expect((await owner.secrets.listSecrets({})).SecretList).toMatchObject([{ Name: 'one' }]);
  });

  it('finds a secret of its own account by name, and another’s by ARN alone', async () => {
    const SecretId = await shared('one');
    await expect(partner.secrets.describeSecret({ SecretId: 'one' })).rejects.toThrow(
      "can't find the specified secret",
    );
    const { ARN } = await partner.secrets.createSecret({ Name: 'one', SecretString: 'beta' });
    expect(ARN).toContain(`:${OTHER}:secret:one-`);
    expect(await partner.secrets.getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'beta' });
    expect(await owner.secrets.getSecretValue({ SecretId })).toMatchObject({ SecretString: 'alpha' });
    const batch = await partner.secrets.batchGetSecretValue({ SecretIdList: ['one', SecretId] });
    expect(batch).toMatchObject({ SecretValues: [{ SecretString: 'beta' }], Errors: [{ SecretId }] });
  });

  it('reads and lists the parameters of its own account', async () => {
    await owner.parameters.putParameter({ Name: '/one', Value: 'alpha', Type: 'String' });
    await expect(partner.parameters.getParameter({ Name: '/one' })).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    expect((await partner.parameters.describeParameters({})).Parameters).toEqual([]);
    await partner.parameters.putParameter({ Name: '/one', Value: 'beta', Type: 'String' });
    expect((await partner.parameters.getParameter({ Name: '/one' })).Parameter?.ARN).toBe(
      `arn:aws:ssm:us-east-1:${OTHER}:parameter/one`,
    );
    expect((await owner.parameters.getParameter({ Name: '/one' })).Parameter?.Value).toBe('alpha');
  });

  it('is denied a parameter of another account', async () => {
    await owner.parameters.putParameter({ Name: '/one', Value: 'alpha', Type: 'String' });
    const Name = `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/one`;
    await expect(partner.parameters.getParameter({ Name })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
