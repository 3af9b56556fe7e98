import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, backendWith, roleWith } from '../../backend.test.support.js';
import type { Statement } from '../../iam/model.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

const REGION = 'eu-west-1';
const AddReplicaRegions = [{ Region: REGION }];
const denied = { name: 'AccessDeniedException' };
const secretArn = (region: string) => `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:one-??????`;
const keyArn = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
  aws.secrets.put('one', 'alpha');
});
afterEach(() => aws.close());

const admin = () => clientsFrom(aws.env());
const as = (...statements: Statement[]) => clientsFrom(aws.env(roleWith(...statements))).secrets;
const inReplica = (...statements: Statement[]) =>
  clientsFrom(aws.env(roleWith(...statements), { region: REGION })).secrets;
const replicate = () => admin().secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions });
const status = async () => (await admin().secrets.describeSecret({ SecretId: 'one' })).ReplicationStatus?.[0];

describe('the permission to replicate', () => {
  const replicateAs = (...statements: Statement[]) =>
    as(...statements).replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions });

  it('is that of the action on the secret', async () => {
    await expect(replicateAs(allow('secretsmanager:PutSecretValue', '*'))).rejects.toMatchObject(denied);
    expect(aws.secrets.list().map(({ region }) => region)).toEqual(['us-east-1']);
    await replicateAs(allow('secretsmanager:ReplicateSecretToRegions', secretArn('us-east-1')));
    expect(aws.secrets.list().map(({ region }) => region)).toEqual(['us-east-1', REGION]);
  });

  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets-permissions.html
  it('is refused by a condition on the list of regions', async () => {
    const without = { Null: { 'secretsmanager:AddReplicaRegions': 'true' } };
    await expect(replicateAs(allow('secretsmanager:*', '*', without))).rejects.toMatchObject(denied);
    const create = { Name: 'two', SecretString: 'beta' };
    await as(allow('secretsmanager:*', '*', without)).createSecret(create);
    const inAmerica = { 'ForAllValues:StringLike': { 'secretsmanager:AddReplicaRegions': ['us-*', 'ca-*'] } };
    await expect(replicateAs(allow('secretsmanager:*', '*', inAmerica))).rejects.toMatchObject(denied);
    const inEurope = { 'ForAllValues:StringLike': { 'secretsmanager:AddReplicaRegions': ['eu-*'] } };
    await replicateAs(allow('secretsmanager:*', '*', inEurope));
  });

  it('is refused by a condition on ForceOverwriteReplicaSecret', async () => {
    const kept = allow('secretsmanager:*', '*', { Bool: { 'secretsmanager:ForceOverwriteReplicaSecret': 'false' } });
    const request = { SecretId: 'one', AddReplicaRegions };
    const overwrite = as(kept).replicateSecretToRegions({ ...request, ForceOverwriteReplicaSecret: true });
    await expect(overwrite).rejects.toMatchObject(denied);
    await as(kept).replicateSecretToRegions({ ...request, ForceOverwriteReplicaSecret: false });
  });

  it('is needed to create a secret with replicas, next to that to create one', async () => {
    const create = { Name: 'two', SecretString: 'beta', AddReplicaRegions };
    const creation = allow('secretsmanager:CreateSecret', '*');
    await expect(as(creation).createSecret(create)).rejects.toMatchObject(denied);
    expect(aws.secrets.list()).toHaveLength(1);
    await as(creation, allow('secretsmanager:ReplicateSecretToRegions', '*')).createSecret(create);
    expect(aws.secrets.list()).toHaveLength(3);
  });

  it('is another than that to remove a replica, and than that to promote one', async () => {
    await replicate();
    const only = allow('secretsmanager:ReplicateSecretToRegions', '*');
    const removal = { SecretId: 'one', RemoveReplicaRegions: [REGION] };
    await expect(as(only).removeRegionsFromReplication(removal)).rejects.toMatchObject(denied);
    await expect(inReplica(only).stopReplicationToReplica({ SecretId: 'one' })).rejects.toMatchObject(denied);
    const promotion = allow('secretsmanager:StopReplicationToReplica', secretArn(REGION));
    await inReplica(promotion).stopReplicationToReplica({ SecretId: 'one' });
    await replicate();
    await as(allow('secretsmanager:RemoveRegionsFromReplication', secretArn('us-east-1'))).removeRegionsFromReplication(
      removal,
    );
    expect(await status()).toBeUndefined();
  });
});

describe('a replica', () => {
  beforeEach(replicate);

  it('is read in its region, with a grant of its ARN', async () => {
    const grant = (region: string) => allow('secretsmanager:GetSecretValue', secretArn(region));
    expect(await inReplica(grant(REGION)).getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'alpha' });
    await expect(inReplica(grant('us-east-1')).getSecretValue({ SecretId: 'one' })).rejects.toMatchObject(denied);
  });

  it('has the primary region of its primary secret in conditions', async () => {
    const inRegion = (region: string) =>
      allow('*', '*', { StringEquals: { 'secretsmanager:SecretPrimaryRegion': region } });
    const read = (region: string) => inReplica(inRegion(region)).getSecretValue({ SecretId: 'one' });
    expect(await read('us-east-1')).toMatchObject({ SecretString: 'alpha' });
    await expect(read(REGION)).rejects.toMatchObject(denied);
  });

  it('has the resource policy of its primary secret', async () => {
    const statement = { ...allow('secretsmanager:GetSecretValue', '*'), Effect: 'Deny', Principal: '*' };
    const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    await admin().secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy });
    await expect(inReplica(allow('*', '*')).getSecretValue({ SecretId: 'one' })).rejects.toMatchObject(denied);
  });

  it('follows a value that a test puts, and cannot be put itself', async () => {
    aws.secrets.put('one', 'beta', { tags: { team: 'blue' } });
    expect(await admin().elsewhere.getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'beta' });
    const region = { region: REGION };
    const refusal = { name: 'SeedInvalidError', message: expect.stringContaining('put the value in us-east-1') };
    expect(() => aws.secrets.put('one', 'gamma', region)).toThrow(expect.objectContaining(refusal));
    expect(await admin().elsewhere.getSecretValue({ SecretId: 'one' })).toMatchObject({ SecretString: 'beta' });
  });

  it('is removed with its primary secret by a test, or alone', async () => {
    expect(aws.secrets.remove('one', { region: REGION })).toBe(true);
    expect(await status()).toBeUndefined();
    await replicate();
    expect(aws.secrets.remove('one')).toBe(true);
    expect(aws.secrets.list()).toEqual([]);
  });
});

describe('the keys of a replica', () => {
  const keyed = [{ Region: REGION, KmsKeyId: keyArn(REGION) }];
  const replication = allow('secretsmanager:ReplicateSecretToRegions', '*');
  const replicateAs = (...statements: Statement[]) =>
    as(replication, ...statements).replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: keyed });
  beforeEach(() => {
    for (const region of ['us-east-1', REGION]) aws.keys.put(keyArn(region));
  });

  it('fail the replication, not the request, for who may not encrypt with the key in its region', async () => {
    await replicateAs(allow('kms:Encrypt', '*'));
    expect(await status()).toMatchObject({
      Status: 'Failed',
      StatusMessage: 'Replication failed: Access to KMS is not allowed',
      KmsKeyId: keyArn(REGION),
    });
    expect(aws.secrets.list()).toHaveLength(1);
    const via = { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } };
    await replicateAs(allow(['kms:Encrypt', 'kms:GenerateDataKey'], keyArn(REGION), via));
    expect(await status()).toMatchObject({ Status: 'InSync', KmsKeyId: keyArn(REGION) });
  });

  it('fail the replication for who may not decrypt the primary secret', async () => {
    aws.secrets.put('one', 'alpha', { kmsKeyId: keyArn('us-east-1') });
    const encrypt = allow(['kms:Encrypt', 'kms:GenerateDataKey'], keyArn(REGION));
    await replicateAs(encrypt);
    expect(await status()).toMatchObject({ Status: 'Failed' });
    await replicateAs(encrypt, allow('kms:Decrypt', keyArn('us-east-1')));
    expect(await status()).toMatchObject({ Status: 'InSync' });
  });

  it('are needed to read it, and those of its primary secret are not', async () => {
    aws.secrets.put('one', 'alpha', { kmsKeyId: keyArn('us-east-1') });
    await admin().secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: keyed });
    const read = (key: string) =>
      inReplica(allow('secretsmanager:GetSecretValue', '*'), allow('kms:Decrypt', key)).getSecretValue({
        SecretId: 'one',
      });
    await expect(read(keyArn('us-east-1'))).rejects.toMatchObject(denied);
    expect(await read(keyArn(REGION))).toMatchObject({ SecretString: 'alpha' });
    const { Versions } = await admin().elsewhere.listSecretVersionIds({ SecretId: 'one' });
    expect(Versions?.map(({ KmsKeyIds }) => KmsKeyIds)).toEqual([[keyArn(REGION)], [keyArn(REGION)]]);
  });
});

describe('a secret of a template', () => {
  it('is refused where a replica has its name', async () => {
    await replicate();
    const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:one`;
    const secret = { logicalId: 'One', name: 'one', arn };
    expect(() => aws.load(backendWith({ secrets: [secret], region: REGION }))).toThrow(
      expect.objectContaining({ name: 'SecretConflictError' }),
    );
  });
});
