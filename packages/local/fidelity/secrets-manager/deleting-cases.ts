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
      'marks for 30 days',
      'The recovery window is 30 days unless told.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { DeletionDate } = await secrets.deleteSecret({ SecretId: 'one' });
        const days = ((DeletionDate?.getTime() ?? 0) - Date.now()) / DAY;
        assert.ok(days > 29.9 && days < 30.1, `${days} days`);
      },
    ],
    [
      'marks for the days it is told',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { DeletionDate } = await secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 7 });
        const days = ((DeletionDate?.getTime() ?? 0) - Date.now()) / DAY;
        assert.ok(days > 6.9 && days < 7.1, `${days} days`);
      },
    ],
    [
      'refuses a window of 6 days',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const deletion = secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 6 });
        await refused(deletion, 'InvalidParameterException', /between 7 and 30 days/);
      },
    ],
    [
      'refuses a window of 31 days',
      '7 to 30 days.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const deletion = secrets.deleteSecret({ SecretId: 'one', RecoveryWindowInDays: 31 });
        await refused(deletion, 'InvalidParameterException', /between 7 and 30 days/);
      },
    ],
    [
      'refuses force with a window',
      'One or the other.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const both = { SecretId: 'one', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true };
        await refused(secrets.deleteSecret(both), 'InvalidParameterException');
      },
    ],
    [
      'does not read what is marked',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'InvalidRequestException', MARKED);
      },
    ],
    [
      'does not write what is marked',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        await refused(put, 'InvalidRequestException', MARKED);
      },
    ],
    [
      'does not update what is marked',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const update = secrets.updateSecret({ SecretId: 'one', SecretString: 'beta' });
        await refused(update, 'InvalidRequestException', MARKED);
      },
    ],
    [
      'does not tag what is marked',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await marked(secrets);
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'a', Value: 'b' }] });
        await refused(tagging, 'InvalidRequestException');
      },
    ],
    [
      'keeps the name of what is marked',
      'The name is taken until the window ends.',
      async ({ secrets }) => {
        await marked(secrets);
        const creation = secrets.createSecret({ Name: 'one', SecretString: 'beta' });
        await refused(creation, 'InvalidRequestException', /already scheduled for deletion/);
      },
    ],
    [
      'describes what is marked',
      'DescribeSecret shows DeletedDate.',
      async ({ secrets }) => {
        await marked(secrets);
        assert.ok((await secrets.describeSecret({ SecretId: 'one' })).DeletedDate instanceof Date);
      },
    ],
    [
      'removes at once by force',
      'Then the secret is missing.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
    [
      'gives a name that comes back another suffix',
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
      'forces the deletion of nothing',
      'It succeeds, so that it can be repeated.',
      async ({ secrets }) => {
        const deletion = await secrets.deleteSecret({ SecretId: 'absent', ForceDeleteWithoutRecovery: true });
        assert.ok(deletion.DeletionDate instanceof Date);
      },
    ],
    [
      'misses a secret to mark',
      'Without force, ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.deleteSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
    [
      'forces what is marked',
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
      'restores with its value',
      'The secret reads as before.',
      async ({ secrets }) => {
        await marked(secrets);
        await secrets.restoreSecret({ SecretId: 'one' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).DeletedDate, undefined);
      },
    ],
    [
      'misses a secret to restore',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.restoreSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
