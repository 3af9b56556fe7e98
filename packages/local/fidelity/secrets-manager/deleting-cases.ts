import assert from 'node:assert/strict';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

const DAY = 86_400_000;
const MARKED = /because it was marked for deletion/;

/** `one`, marked for deletion. */
async function marked(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
  await secrets.deleteSecret({ SecretId: 'one' });
}

export const deletingCases = [
  ...casesFrom(secretsManagerApi('DeleteSecret'), [
    [
      'marks a secret for deletion in 30 days by default',
      'The recovery window is 30 days by default.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { DeletionDate } = await secrets.deleteSecret({ SecretId: 'one' });
        const days = ((DeletionDate?.getTime() ?? 0) - Date.now()) / DAY;
        assert.ok(days > 29.9 && days < 30.1, `${days} days`);
      },
    ],
    [
      'marks a secret for deletion in the given number of days',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { DeletionDate } = await secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 7 });
        const days = ((DeletionDate?.getTime() ?? 0) - Date.now()) / DAY;
        assert.ok(days > 6.9 && days < 7.1, `${days} days`);
      },
    ],
    [
      'refuses a recovery window of 6 days',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const deletion = secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 6 });
        await refused(deletion, 'InvalidParameterException', /between 7 and 30 days/);
      },
    ],
    [
      'refuses a recovery window of 31 days',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const deletion = secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 31 });
        await refused(deletion, 'InvalidParameterException', /between 7 and 30 days/);
      },
    ],
    [
      'refuses ForceDeleteWithoutRecovery with a recovery window',
      'One or the other.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const both = { SecretId: 'one', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true };
        await refused(secrets.deleteSecret(both), 'InvalidParameterException');
      },
    ],
    [
      'refuses to read a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'InvalidRequestException', MARKED);
      },
    ],
    [
      'refuses to write a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        await refused(put, 'InvalidRequestException', MARKED);
      },
    ],
    [
      'refuses to update a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const update = secrets.updateSecret({ SecretId: 'one', SecretString: 'beta' });
        await refused(update, 'InvalidRequestException', MARKED);
      },
    ],
    [
      'refuses to tag a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'a', Value: 'b' }] });
        await refused(tagging, 'InvalidRequestException');
      },
    ],
    [
      'reserves the name of a secret marked for deletion',
      'The name is not free until the window ends.',
      async ({ secrets }) => {
        await marked(secrets);
        const creation = secrets.createSecret({ Name: 'one', SecretString: 'beta' });
        await refused(creation, 'InvalidRequestException', /already scheduled for deletion/);
      },
    ],
    [
      'describes a secret marked for deletion',
      'DescribeSecret returns DeletedDate.',
      async ({ secrets }) => {
        await marked(secrets);
        assert.ok((await secrets.describeSecret({ SecretId: 'one' })).DeletedDate instanceof Date);
      },
    ],
    [
      'removes a secret at once with ForceDeleteWithoutRecovery',
      'The secret is missing afterwards.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
    [
      'creates another suffix for a name that is used again',
      'A re-created secret has another ARN.',
      async ({ secrets }) => {
        const first = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
        const second = await secrets.createSecret({ Name: 'one', SecretString: 'beta' });
        assert.notEqual(second.ARN, first.ARN);
        await refused(secrets.getSecretValue({ SecretId: first.ARN }), 'ResourceNotFoundException');
      },
    ],
    [
      'accepts the forced deletion of a missing secret',
      'It succeeds, so that it can be repeated.',
      async ({ secrets }) => {
        const deletion = await secrets.deleteSecret({ SecretId: 'absent', ForceDeleteWithoutRecovery: true });
        assert.ok(deletion.DeletionDate instanceof Date);
      },
    ],
    [
      'refuses to mark a missing secret for deletion',
      'Without force, ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.deleteSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
    [
      'removes a secret marked for deletion with ForceDeleteWithoutRecovery',
      'Force ends the window.',
      async ({ secrets }) => {
        await marked(secrets);
        await secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
        await refused(secrets.describeSecret({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('RestoreSecret'), [
    [
      'restores a secret with its value',
      'The secret is as before.',
      async ({ secrets }) => {
        await marked(secrets);
        await secrets.restoreSecret({ SecretId: 'one' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).DeletedDate, undefined);
      },
    ],
    [
      'refuses to restore a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.restoreSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
