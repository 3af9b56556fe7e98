import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const LARGEST = 65_536;

export const writingCases = [
  ...casesFrom(secretsManagerApi('PutSecretValue'), [
    [
      'moves AWSCURRENT and AWSPREVIOUS with a new value',
      'The new version is current, the former one previous.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const put = await secrets.putSecretValue({
          SecretId: 'one',
          SecretString: 'beta',
          ClientRequestToken: token('v2'),
        });
        assert.deepEqual(put.VersionStages, ['AWSCURRENT']);
        const { VersionIdsToStages } = await secrets.describeSecret({ SecretId: 'one' });
        assert.deepEqual(VersionIdsToStages, { [token('v1')]: ['AWSPREVIOUS'], [token('v2')]: ['AWSCURRENT'] });
      },
    ],
    [
      'leaves the version before the previous one without a label',
      'Only one version is AWSPREVIOUS.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', ClientRequestToken: token('v1') });
        for (const id of ['v2', 'v3']) {
          await secrets.putSecretValue({ SecretId: 'one', SecretString: id, ClientRequestToken: token(id) });
        }
        const { VersionIdsToStages } = await secrets.describeSecret({ SecretId: 'one' });
        assert.deepEqual(VersionIdsToStages, { [token('v2')]: ['AWSPREVIOUS'], [token('v3')]: ['AWSCURRENT'] });
      },
    ],
    [
      'writes the first value of an empty secret',
      'The first version is current.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'makes the first version current whatever its label',
      'The first version always has AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'alpha', VersionStages: ['MINE'] });
        const read = await secrets.getSecretValue({ SecretId: 'one' });
        assert.deepEqual([...(read.VersionStages ?? [])].sort(), ['AWSCURRENT', 'MINE']);
      },
    ],
    [
      'keeps the current value when a value is written under another stage',
      'Only the given labels move.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages: ['AWSPENDING'] });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
        const pending = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPENDING' });
        assert.equal(pending.SecretString, 'beta');
      },
    ],
    [
      'moves a given stage from the version that had it',
      'A label is on one version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        for (const id of ['v1', 'v2']) {
          const input = {
            SecretId: 'one',
            SecretString: id,
            ClientRequestToken: token(id),
            VersionStages: ['AWSPENDING'],
          };
          await secrets.putSecretValue(input);
        }
        const { VersionIdsToStages = {} } = await secrets.describeSecret({ SecretId: 'one' });
        assert.equal(VersionIdsToStages[token('v1')], undefined);
        assert.deepEqual(VersionIdsToStages[token('v2')], ['AWSPENDING']);
      },
    ],
    [
      'accepts a repeated write with the same token',
      'Same token, same value: nothing more happens.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const input = { SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v2') };
        await secrets.putSecretValue(input);
        assert.equal((await secrets.putSecretValue(input)).VersionId, token('v2'));
        const { Versions } = await secrets.listSecretVersionIds({ SecretId: 'one', IncludeDeprecated: true });
        assert.equal(Versions?.length, 2);
      },
    ],
    [
      'refuses another value with the same token',
      'A version cannot change.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v1') });
        await refused(put, 'ResourceExistsException', /^(?!.*(alpha|beta))/);
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'refuses binary with the token of a string',
      'A string and binary are different values.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', ClientRequestToken: token('v1') });
        const SecretBinary = new TextEncoder().encode('a');
        const put = secrets.putSecretValue({ SecretId: 'one', SecretBinary, ClientRequestToken: token('v1') });
        await refused(put, 'ResourceExistsException');
      },
    ],
    [
      'refuses a write without a value',
      'SecretString or SecretBinary is required.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const message = /You must provide either SecretString or SecretBinary/;
        await refused(secrets.putSecretValue({ SecretId: 'one' }), 'InvalidRequestException', message);
      },
    ],
    [
      'changes a secret from string to binary',
      'The type may differ by version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretBinary: Uint8Array.of(7) });
        const read = await secrets.getSecretValue({ SecretId: 'one' });
        assert.deepEqual([...(read.SecretBinary ?? [])], [7]);
        assert.equal(read.SecretString, undefined);
      },
    ],
    [
      'refuses to write to a missing secret',
      'PutSecretValue creates no secret.',
      async ({ secrets }) => {
        await refused(secrets.putSecretValue({ SecretId: 'absent', SecretString: 'a' }), 'ResourceNotFoundException');
      },
    ],
    [
      'refuses a write with 21 stages',
      'At most 20 labels on a version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const VersionStages = Array.from({ length: 21 }, (_, index) => `s${index}`);
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages });
        await refused(put, 'ValidationException', /versionStages/);
      },
    ],
    [
      'refuses a write with an empty list of stages',
      'At least one label.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages: [] });
        await refused(put, 'ValidationException', /versionStages/);
      },
    ],
    [
      'refuses to write a value of more than 65,536 bytes',
      'At most 65,536 bytes.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'x'.repeat(LARGEST + 1) });
        await refused(put, 'ValidationException', /Value at 'secretString'/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('UpdateSecret'), [
    [
      'updates the description alone',
      'Without a value there is no new version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', Description: 'old' });
        const updated = await secrets.updateSecret({ SecretId: 'one', Description: 'new' });
        assert.equal(updated.VersionId, undefined);
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).Description, 'new');
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'updates the value',
      'A value becomes a new current version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const input = { SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v2') };
        assert.equal((await secrets.updateSecret(input)).VersionId, token('v2'));
        const previous = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPREVIOUS' });
        assert.equal(previous.SecretString, 'alpha');
      },
    ],
    [
      'refuses an update with a used token',
      'A version cannot change.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const update = secrets.updateSecret({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v1') });
        await refused(update, 'ResourceExistsException');
      },
    ],
    [
      'describes a secret with the key that an update gave it',
      'DescribeSecret returns KmsKeyId.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.updateSecret({ SecretId: 'one', KmsKeyId: 'alias/aws/secretsmanager' });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, 'alias/aws/secretsmanager');
      },
    ],
    [
      'refuses to update a missing secret',
      'UpdateSecret creates no secret.',
      async ({ secrets }) => {
        await refused(secrets.updateSecret({ SecretId: 'absent', Description: 'd' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
