import assert from 'node:assert/strict';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ResourcePolicy = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
  });
const OURS = ResourcePolicy({ AWS: 'arn:aws:iam::123456789012:root' });

async function marked(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
  await secrets.deleteSecret({ SecretId: 'one' });
}

const MARKED = /marked for deletion/;
const both = { SecretString: 'a', SecretBinary: Buffer.from('a') };

/** Parameters and errors that no other case has. */
export const refusalCases = [
  ...casesFrom(secretsManagerApi('CreateSecret'), [
    [
      'describes a secret with the key that it was created with',
      'KmsKeyId.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', KmsKeyId: KEY });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, KEY);
        const { Versions } = await secrets.listSecretVersionIds({ SecretId: 'one' });
        assert.deepEqual(Versions?.[0]?.KmsKeyIds, [KEY]);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('GetRandomPassword'), [
    [
      'draws a password that need not have every type of character',
      'RequireEachIncludedType false.',
      async ({ secrets }) => {
        const drawn = await secrets.getRandomPassword({ PasswordLength: 1, RequireEachIncludedType: false });
        assert.equal(drawn.RandomPassword?.length, 1);
        await refused(secrets.getRandomPassword({ PasswordLength: 1 }), 'InvalidParameterException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('BatchGetSecretValue'), [
    [
      'refuses an invented NextToken for a batch',
      'InvalidNextTokenException.',
      async ({ secrets }) => {
        const Filters = [{ Key: 'name' as const, Values: ['one'] }];
        await refused(secrets.batchGetSecretValue({ Filters, NextToken: 'invented' }), 'InvalidNextTokenException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('PutResourcePolicy'), [
    [
      'A5: refuses a resource policy for everyone with BlockPublicPolicy',
      'PublicPolicyException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const everyone = { SecretId: 'one', ResourcePolicy: ResourcePolicy('*') };
        await refused(secrets.putResourcePolicy({ ...everyone, BlockPublicPolicy: true }), 'PublicPolicyException');
        await secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: OURS, BlockPublicPolicy: true });
        await secrets.putResourcePolicy(everyone);
      },
    ],
    [
      'refuses a resource policy for a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        const SecretId = 'absent';
        await refused(secrets.putResourcePolicy({ SecretId, ResourcePolicy: OURS }), 'ResourceNotFoundException');
        await refused(secrets.getResourcePolicy({ SecretId }), 'ResourceNotFoundException');
        await refused(secrets.deleteResourcePolicy({ SecretId }), 'ResourceNotFoundException');
      },
    ],
    [
      'refuses a resource policy for a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const SecretId = 'one';
        await refused(secrets.putResourcePolicy({ SecretId, ResourcePolicy: OURS }), 'InvalidRequestException', MARKED);
        await refused(secrets.getResourcePolicy({ SecretId }), 'InvalidRequestException', MARKED);
        await refused(secrets.deleteResourcePolicy({ SecretId }), 'InvalidRequestException', MARKED);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('PutSecretValue'), [
    [
      'refuses to write a string and a binary value together',
      'InvalidParameterException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await refused(secrets.putSecretValue({ SecretId: 'one', ...both }), 'InvalidParameterException');
        await refused(secrets.updateSecret({ SecretId: 'one', ...both }), 'InvalidParameterException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('UpdateSecret'), [
    [
      'updates a secret with a binary value',
      'SecretBinary.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.updateSecret({ SecretId: 'one', SecretBinary: Buffer.from([0, 255]) });
        const { SecretBinary, SecretString } = await secrets.getSecretValue({ SecretId: 'one' });
        assert.deepEqual([...(SecretBinary ?? [])], [0, 255]);
        assert.equal(SecretString, undefined);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('DeleteSecret'), [
    [
      'refuses to mark a secret for deletion twice',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        await refused(secrets.deleteSecret({ SecretId: 'one' }), 'InvalidRequestException', MARKED);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('UntagResource'), [
    [
      'refuses to untag a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        await refused(secrets.untagResource({ SecretId: 'one', TagKeys: ['a'] }), 'InvalidRequestException', MARKED);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('TagResource'), [
    [
      'refuses to tag a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        const tagging = secrets.tagResource({ SecretId: 'absent', Tags: [{ Key: 'a', Value: 'b' }] });
        await refused(tagging, 'ResourceNotFoundException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('UpdateSecretVersionStage'), [
    [
      'refuses to move a label of a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        const { VersionId = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one' });
        const move = { SecretId: 'one', VersionStage: 'MINE', MoveToVersionId: VersionId };
        await refused(secrets.updateSecretVersionStage(move), 'InvalidRequestException', MARKED);
      },
    ],
  ]),
];
