import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { ELSEWHERE } from '../../src/sdk-clients.test.support.js';
import { token } from '../fidelity-case.js';

export const guide = (page: string) => `https://docs.aws.amazon.com/secretsmanager/latest/userguide/${page}.html`;
export const KEY = `arn:aws:kms:${ELSEWHERE}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const AddReplicaRegions = [{ Region: ELSEWHERE }];
export const IN_SYNC = { Region: ELSEWHERE, KmsKeyId: 'alias/aws/secretsmanager', Status: 'InSync' };
export const ON_REPLICA =
  /^Operation not permitted on a replica secret\. Call must be made in primary secret's region\.$/;
export const HERE = 'us-east-1';

/** `one`, with a replica elsewhere; returns its ARN. */
export async function replicated(secrets: SecretsManager): Promise<string> {
  const { ARN = '' } = await secrets.createSecret({
    Name: 'one',
    SecretString: 'alpha',
    ClientRequestToken: token('one'),
    Description: 'Payment keys',
    Tags: [{ Key: 'team', Value: 'blue' }],
    AddReplicaRegions,
  });
  return ARN;
}

export async function statusOf(secrets: SecretsManager) {
  return (await secrets.describeSecret({ SecretId: 'one' })).ReplicationStatus?.map(
    ({ Region, KmsKeyId, Status, StatusMessage }) => ({ Region, KmsKeyId, Status, StatusMessage }),
  );
}

export async function readValue(secrets: SecretsManager): Promise<string | undefined> {
  return (await secrets.getSecretValue({ SecretId: 'one' })).SecretString;
}

export const policyFor = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: 'secretsmanager:*', Resource: '*' },
  });
