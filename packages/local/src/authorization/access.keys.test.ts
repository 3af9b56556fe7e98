import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, backendWith, policy, roleWith } from '../backend.test.support.js';
import type { Role } from '../iam/model.js';
import { type LocalAws, startLocalAws } from '../local-aws.js';
import { clientsFrom } from '../sdk-clients.test.support.js';

const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}`;

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const as = (role: Role) => clientsFrom(aws.env(role));
const reads = (role: Role, SecretId: string) => as(role).secrets.getSecretValue({ SecretId });
const readGrant = allow('secretsmanager:GetSecretValue', secretArn('app/dev/stripe-??????'));
const noKey = { name: 'AccessDeniedException', message: 'Access to KMS is not allowed' };

describe('a secret under a customer-managed key', () => {
  const condition = {
    StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' },
    ArnLike: { 'kms:EncryptionContext:SecretARN': secretArn('app/dev/stripe-??????') },
  };
  beforeEach(() => {
    aws.keys.put(KEY);
    aws.secrets.put('app/dev/stripe', 'alpha', { kmsKeyId: KEY });
  });

  it('is not read without kms:Decrypt', async () => {
    await expect(reads(roleWith(readGrant), 'app/dev/stripe')).rejects.toMatchObject(noKey);
    expect(aws.calls.at(-1)).toMatchObject({ denied: [KEY] });
  });

  it('is read with kms:Decrypt, narrowed to the service and the secret', async () => {
    const role = roleWith(readGrant, allow('kms:Decrypt', KEY, condition));
    expect(await reads(role, 'app/dev/stripe')).toMatchObject({ SecretString: 'alpha' });
  });

  it('is not read with kms:Decrypt for another secret', async () => {
    const other = { ArnLike: { 'kms:EncryptionContext:SecretARN': secretArn('app/dev/other-??????') } };
    const role = roleWith(readGrant, allow('kms:Decrypt', KEY, other));
    await expect(reads(role, 'app/dev/stripe')).rejects.toMatchObject(noKey);
  });

  it('is not read when the key’s policy leaves the account out', async () => {
    const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:role/other` };
    aws.load(
      backendWith({
        keyPolicies: new Map([[KEY, policy('key', { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' })]]),
      }),
    );
    const role = roleWith(readGrant, allow('kms:Decrypt', KEY));
    await expect(reads(role, 'app/dev/stripe')).rejects.toMatchObject(noKey);
  });

  it('is not written without kms:GenerateDataKey', async () => {
    const write = allow('secretsmanager:PutSecretValue', '*');
    const put = (role: Role) => as(role).secrets.putSecretValue({ SecretId: 'app/dev/stripe', SecretString: 'beta' });
    await expect(put(roleWith(write, allow('kms:Decrypt', KEY)))).rejects.toMatchObject(noKey);
    const { secrets } = clientsFrom(aws.env());
    expect(await secrets.getSecretValue({ SecretId: 'app/dev/stripe' })).toMatchObject({ SecretString: 'alpha' });
    await put(roleWith(write, allow(['kms:Decrypt', 'kms:GenerateDataKey'], KEY)));
    expect(await secrets.getSecretValue({ SecretId: 'app/dev/stripe' })).toMatchObject({ SecretString: 'beta' });
  });

  it('is not created when the caller may not use the key', async () => {
    const { secrets } = as(roleWith(allow('secretsmanager:*', '*')));
    const creation = secrets.createSecret({ Name: 'new', SecretString: 'alpha', KmsKeyId: KEY });
    await expect(creation).rejects.toMatchObject(noKey);
    expect(aws.secrets.list().map(({ name }) => name)).toEqual(['app/dev/stripe']);
  });

  it('keeps its key when the caller of UpdateSecret may not use the new one', async () => {
    const { secrets } = as(roleWith(allow('secretsmanager:*', '*'), allow('kms:*', KEY)));
    const KmsKeyId = KEY.replace('1111', '9999');
    await expect(secrets.updateSecret({ SecretId: 'app/dev/stripe', KmsKeyId })).rejects.toMatchObject(noKey);
    expect(aws.secrets.list()).toEqual([expect.objectContaining({ kmsKeyId: KEY })]);
  });

  it('is denied as unknown until the key’s policy is known, and then read', async () => {
    const other = KEY.replace('1111', '9999');
    aws.secrets.put('other', 'alpha', { kmsKeyId: other });
    const role = roleWith(allow('secretsmanager:GetSecretValue', '*'), allow('kms:Decrypt', '*'));
    await expect(reads(role, 'other')).rejects.toMatchObject(noKey);
    expect(aws.calls.at(-1)).toMatchObject({ denied: [other], unknowns: ['the key policy is not known'] });
    expect(aws.keys.put(other.split('/')[1] ?? '')).toEqual({ arn: other });
    expect(await reads(role, 'other')).toMatchObject({ SecretString: 'alpha' });
  });

  it('is read and not written under a key policy that allows only kms:Decrypt', async () => {
    const role = roleWith(readGrant);
    const statement = { Effect: 'Allow', Principal: { AWS: role.arn }, Action: 'kms:Decrypt', Resource: '*' };
    aws.keys.put(KEY, { Version: '2012-10-17', Statement: statement });
    expect(await reads(role, 'app/dev/stripe')).toMatchObject({ SecretString: 'alpha' });
    const write = roleWith(allow(['secretsmanager:*', 'kms:*'], '*')).policies;
    const put = as({ ...role, policies: write }).secrets.putSecretValue({
      SecretId: 'app/dev/stripe',
      SecretString: 'b',
    });
    await expect(put).rejects.toMatchObject(noKey);
  });

  it('refuses to put a key policy by alias', () => {
    const refused = expect.objectContaining({ name: 'SeedInvalidError', resolution: expect.any(String) });
    expect(() => aws.keys.put('alias/mine')).toThrow(refused);
  });

  it('is denied as unknown behind an alias', async () => {
    aws.secrets.put('aliased', 'alpha', { kmsKeyId: 'alias/mine' });
    await expect(reads(roleWith(allow('*', '*')), 'aliased')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(aws.calls.at(-1)).toMatchObject({ unknowns: ['the key behind alias/mine'] });
  });

  it('fails alone in a batch', async () => {
    const role = roleWith(readGrant, allow('secretsmanager:BatchGetSecretValue', '*'));
    const read = await as(role).secrets.batchGetSecretValue({ SecretIdList: ['app/dev/stripe'] });
    const error = { SecretId: 'app/dev/stripe', ErrorCode: 'AccessDeniedException', Message: noKey.message };
    expect(read.Errors).toEqual([error]);
  });
});

describe('a SecureString under a customer-managed key', () => {
  const arn = `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/app/x`;
  const grant = allow('ssm:GetParameter', arn);
  const condition = {
    StringEquals: { 'kms:ViaService': 'ssm.us-east-1.amazonaws.com', 'kms:EncryptionContext:PARAMETER_ARN': arn },
  };
  const read = (role: Role, WithDecryption: boolean) =>
    as(role).parameters.getParameter({ Name: '/app/x', WithDecryption });
  beforeEach(() => {
    aws.keys.put(KEY);
    aws.parameters.put('/app/x', 'alpha', { keyId: KEY });
  });

  it('is not decrypted without kms:Decrypt', async () => {
    await expect(read(roleWith(grant), true)).rejects.toMatchObject({
      message: expect.stringContaining('kms:Decrypt'),
    });
  });

  it('is returned encrypted without kms:Decrypt', async () => {
    const { Parameter } = await read(roleWith(grant), false);
    expect(Parameter?.Value).not.toContain('alpha');
  });

  it('is decrypted with kms:Decrypt', async () => {
    const { Parameter } = await read(roleWith(grant, allow('kms:Decrypt', KEY, condition)), true);
    expect(Parameter?.Value).toBe('alpha');
  });
});
