import assert from 'node:assert/strict';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const [v1, v2, v3] = [token('v1'), token('v2'), token('v3')];

/** `one` with v1 as AWSPREVIOUS and v2 as AWSCURRENT. */
async function twoVersions(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: v1 });
  await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: v2 });
}

async function stages(secrets: SecretsManager) {
  return (await secrets.describeSecret({ SecretId: 'one' })).VersionIdsToStages;
}

export const versionCases = [
  ...casesFrom(secretsManagerApi('UpdateSecretVersionStage'), [
    [
      'restores an earlier version by moving AWSCURRENT',
      'A read by default then returns that version.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v1, RemoveFromVersionId: v2 };
        await secrets.updateSecretVersionStage(move);
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'moves AWSPREVIOUS to the version that had AWSCURRENT',
      'The version that AWSCURRENT left becomes AWSPREVIOUS.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v1, RemoveFromVersionId: v2 };
        await secrets.updateSecretVersionStage(move);
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'], [v2]: ['AWSPREVIOUS'] });
      },
    ],
    [
      'adds AWSCURRENT to a version with AWSPENDING',
      'A version keeps its other labels.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const input = { SecretId: 'one', SecretString: 'gamma', ClientRequestToken: v3, VersionStages: ['AWSPENDING'] };
        await secrets.putSecretValue(input);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v3, RemoveFromVersionId: v2 };
        await secrets.updateSecretVersionStage(move);
        const { [v3]: promoted, ...rest } = (await stages(secrets)) ?? {};
        assert.deepEqual([...(promoted ?? [])].sort(), ['AWSCURRENT', 'AWSPENDING']);
        assert.deepEqual(rest, { [v2]: ['AWSPREVIOUS'] });
      },
    ],
    [
      'refuses to move AWSCURRENT without RemoveFromVersionId',
      'RemoveFromVersionId is required for a label that is attached.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const move = secrets.updateSecretVersionStage({
          SecretId: 'one',
          VersionStage: 'AWSCURRENT',
          MoveToVersionId: v1,
        });
        await refused(move, 'InvalidParameterException', /RemoveFromVersionId can't be empty/);
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'beta');
      },
    ],
    [
      'refuses to move a label from a version that no longer has it',
      'RemoveFromVersionId must be the version with the label.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const input = { SecretId: 'one', SecretString: 'gamma', ClientRequestToken: v3, VersionStages: ['MINE'] };
        await secrets.putSecretValue(input);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v3, RemoveFromVersionId: v1 };
        await refused(secrets.updateSecretVersionStage(move), 'InvalidParameterException');
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'beta');
      },
    ],
    [
      'refuses to remove AWSCURRENT',
      'AWSCURRENT can only move.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const removal = { SecretId: 'one', VersionStage: 'AWSCURRENT', RemoveFromVersionId: v2 };
        await refused(secrets.updateSecretVersionStage(removal), 'InvalidParameterException');
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'beta');
      },
    ],
    [
      'attaches a new label to a version of a secret',
      'A label on no version needs no RemoveFromVersionId.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        await secrets.updateSecretVersionStage({ SecretId: 'one', VersionStage: 'MINE', MoveToVersionId: v1 });
        const read = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'MINE' });
        assert.equal(read.SecretString, 'alpha');
      },
    ],
    [
      'removes a label from a version of a secret',
      'Without MoveToVersionId the label is removed.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const removal = { SecretId: 'one', VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: v1 };
        await secrets.updateSecretVersionStage(removal);
        assert.deepEqual(await stages(secrets), { [v2]: ['AWSCURRENT'] });
      },
    ],
    [
      'refuses to remove a label from a version without it',
      'RemoveFromVersionId must be the version with the label.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const removal = { SecretId: 'one', VersionStage: 'AWSPREVIOUS', RemoveFromVersionId: v2 };
        await refused(secrets.updateSecretVersionStage(removal), 'InvalidParameterException');
      },
    ],
    [
      'refuses to move a label to an unknown version',
      'Both versions must exist.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v3, RemoveFromVersionId: v2 };
        await refused(secrets.updateSecretVersionStage(move), 'ResourceNotFoundException');
      },
    ],
    [
      'accepts to move a label to its own version',
      'It changes nothing.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const before = await stages(secrets);
        const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v2, RemoveFromVersionId: v2 };
        await secrets.updateSecretVersionStage(move);
        assert.deepEqual(await stages(secrets), before);
      },
    ],
    [
      'refuses the 21st label on a version of a secret',
      'At most 20.',
      async ({ secrets }) => {
        const VersionStages = Array.from({ length: 20 }, (_, index) => `s${index}`);
        await twoVersions(secrets);
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'c', ClientRequestToken: v3, VersionStages });
        const move = secrets.updateSecretVersionStage({ SecretId: 'one', VersionStage: 'more', MoveToVersionId: v3 });
        await refused(move, 'LimitExceededException');
      },
    ],
    [
      'refuses a staging label of 257 characters',
      'At most 256.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const move = { SecretId: 'one', VersionStage: 's'.repeat(257), MoveToVersionId: v1 };
        await refused(secrets.updateSecretVersionStage(move), 'ValidationException', /versionStage/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('ListSecretVersionIds'), [
    [
      'lists the versions of a secret that have a label',
      'Deprecated versions are left out.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'gamma', ClientRequestToken: v3 });
        const { Versions, Name } = await secrets.listSecretVersionIds({ SecretId: 'one' });
        assert.equal(Name, 'one');
        assert.deepEqual(Versions?.map(({ VersionId }) => VersionId).sort(), [v2, v3]);
      },
    ],
    [
      'lists the deprecated versions of a secret on request',
      'IncludeDeprecated adds those without a label.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'gamma', ClientRequestToken: v3 });
        const { Versions } = await secrets.listSecretVersionIds({ SecretId: 'one', IncludeDeprecated: true });
        assert.deepEqual(Versions?.map(({ VersionId }) => VersionId).sort(), [v1, v2, v3]);
        assert.equal(Versions?.find(({ VersionId }) => VersionId === v1)?.VersionStages, undefined);
      },
    ],
    [
      'reads a deprecated version of a secret by id',
      'A version without a label is kept for a while.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'gamma', ClientRequestToken: v3 });
        const read = await secrets.getSecretValue({ SecretId: 'one', VersionId: v1 });
        assert.equal(read.SecretString, 'alpha');
      },
    ],
    [
      'pages the versions of a secret',
      'NextToken continues.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const first = await secrets.listSecretVersionIds({ SecretId: 'one', MaxResults: 1 });
        const second = await secrets.listSecretVersionIds({
          SecretId: 'one',
          MaxResults: 1,
          NextToken: first.NextToken,
        });
        const ids = [...(first.Versions ?? []), ...(second.Versions ?? [])].map(({ VersionId }) => VersionId);
        assert.deepEqual(ids.sort(), [v1, v2]);
      },
    ],
    [
      'refuses an invented NextToken for versions',
      'InvalidNextTokenException.',
      async ({ secrets }) => {
        await twoVersions(secrets);
        const list = secrets.listSecretVersionIds({ SecretId: 'one', NextToken: 'invented' });
        await refused(list, 'InvalidNextTokenException');
      },
    ],
    [
      'refuses to list the versions of a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.listSecretVersionIds({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
