import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const LARGEST = 65_536;

export const writingCases = [
  ...casesFrom(secretsManagerApi('PutSecretValue'), [
    [
      'moves AWSCURRENT and AWSPREVIOUS',
      'The new version is current, the old one previous.',
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
      'drops the label of the version before last',
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
      'gives an empty secret its first value',
      'The first version is current.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'makes the first version current whatever its label',
      'The first version always gets AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'alpha', VersionStages: ['MINE'] });
        const read = await secrets.getSecretValue({ SecretId: 'one' });
        assert.deepEqual([...(read.VersionStages ?? [])].sort(), ['AWSCURRENT', 'MINE']);
      },
    ],
    [
      'keeps the current value under a stage of its own',
      'With stages given, only these move.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages: ['AWSPENDING'] });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
        const pending = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPENDING' });
        assert.equal(pending.SecretString, 'beta');
      },
    ],
    [
      'takes a stage from the version that had it',
      'A label sits on one version.',
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
      'repeats a put by its token',
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
      'refuses a token with another value',
      'A version cannot change.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v1') });
        await refused(put, 'ResourceExistsException', /^(?!.*(alpha|beta))/);
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, 'alpha');
      },
    ],
    [
      'refuses a token with bytes for its text',
      'Text and bytes are different values.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', ClientRequestToken: token('v1') });
        const SecretBinary = new TextEncoder().encode('a');
        const put = secrets.putSecretValue({ SecretId: 'one', SecretBinary, ClientRequestToken: token('v1') });
        await refused(put, 'ResourceExistsException');
      },
    ],
    [
      'wants a value',
      'One of the two.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const text = /You must provide either SecretString or SecretBinary/;
        await refused(secrets.putSecretValue({ SecretId: 'one' }), 'InvalidRequestException', text);
      },
    ],
    [
      'changes from text to bytes',
      'The kind may differ by version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretBinary: Uint8Array.of(7) });
        const read = await secrets.getSecretValue({ SecretId: 'one' });
        assert.deepEqual([...(read.SecretBinary ?? [])], [7]);
        assert.equal(read.SecretString, undefined);
      },
    ],
    [
      'misses a secret to put to',
      'Put creates no secret.',
      async ({ secrets }) => {
        await refused(secrets.putSecretValue({ SecretId: 'absent', SecretString: 'a' }), 'ResourceNotFoundException');
      },
    ],
    [
      'refuses 21 stages',
      'At most 20 labels on a version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const VersionStages = Array.from({ length: 21 }, (_, index) => `s${index}`);
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages });
        await refused(put, 'ValidationException', /versionStages/);
      },
    ],
    [
      'refuses an empty list of stages',
      'At least one label.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const put = secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', VersionStages: [] });
        await refused(put, 'ValidationException', /versionStages/);
      },
    ],
    [
      'refuses a large value in a put',
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
      'A value makes a new current version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const input = { SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v2') };
        assert.equal((await secrets.updateSecret(input)).VersionId, token('v2'));
        const previous = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPREVIOUS' });
        assert.equal(previous.SecretString, 'alpha');
      },
    ],
    [
      'refuses a used token in an update',
      'A version cannot change.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        const update = secrets.updateSecret({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v1') });
        await refused(update, 'ResourceExistsException');
      },
    ],
    [
      'shows the key it is told',
      'KmsKeyId shows in DescribeSecret.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.updateSecret({ SecretId: 'one', KmsKeyId: 'alias/aws/secretsmanager' });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, 'alias/aws/secretsmanager');
      },
    ],
    [
      'misses a secret to update',
      'Update creates no secret.',
      async ({ secrets }) => {
        await refused(secrets.updateSecret({ SecretId: 'absent', Description: 'd' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
