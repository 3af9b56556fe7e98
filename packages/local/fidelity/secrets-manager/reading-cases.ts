import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

export const readingCases = [
  ...casesFrom(secretsManagerApi('GetSecretValue'), [
    [
      'reads by name',
      'A plain read returns the text of AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'app/dev/one', SecretString: 'alpha' });
        const read = await secrets.getSecretValue({ SecretId: 'app/dev/one' });
        assert.equal(read.SecretString, 'alpha');
        assert.equal(read.Name, 'app/dev/one');
        assert.deepEqual(read.VersionStages, ['AWSCURRENT']);
        assert.equal(read.SecretBinary, undefined);
      },
    ],
    [
      'reads by full ARN',
      'The full ARN names the secret.',
      async ({ secrets }) => {
        const { ARN } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: ARN })).SecretString, 'alpha');
      },
    ],
    [
      'reads by ARN without suffix',
      'A partial ARN finds the secret.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: ARN.slice(0, -7) })).SecretString, 'alpha');
      },
    ],
    [
      'finds nothing by name and suffix',
      'A name with the ARN suffix is no name.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: `one${ARN.slice(-7)}` }), 'ResourceNotFoundException');
      },
    ],
    [
      'finds nothing by a wrong suffix',
      'The whole ARN has to fit.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const other = `${ARN.slice(0, -6)}${ARN.endsWith('aaaaaa') ? 'bbbbbb' : 'aaaaaa'}`;
        await refused(secrets.getSecretValue({ SecretId: other }), 'ResourceNotFoundException');
      },
    ],
    [
      'finds nothing by an ARN of another region',
      'A secret lives in one region.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const elsewhere = ARN.replace(':us-east-1:', ':eu-west-1:');
        await refused(secrets.getSecretValue({ SecretId: elsewhere }), 'ResourceNotFoundException');
      },
    ],
    [
      'is case-sensitive in names',
      'Names differ by case.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'One', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
    [
      'says that a secret is missing',
      'ResourceNotFoundException, HTTP 400.',
      async ({ secrets }) => {
        const text = /^Secrets Manager can't find the specified secret\.$/;
        await refused(secrets.getSecretValue({ SecretId: 'absent' }), 'ResourceNotFoundException', text);
      },
    ],
    [
      'says that a secret has no value',
      'A secret without a version has no AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'empty' });
        const text = /can't find the specified secret value for staging label: AWSCURRENT/;
        await refused(secrets.getSecretValue({ SecretId: 'empty' }), 'ResourceNotFoundException', text);
      },
    ],
    [
      'reads binary',
      'Bytes come back as bytes, with no text.',
      async ({ secrets }) => {
        const bytes = Uint8Array.from([0, 255, 128, 10]);
        await secrets.createSecret({ Name: 'bin', SecretBinary: bytes });
        const read = await secrets.getSecretValue({ SecretId: 'bin' });
        assert.deepEqual(Uint8Array.from(read.SecretBinary ?? []), bytes);
        assert.equal(read.SecretString, undefined);
      },
    ],
    [
      'keeps every character of a text',
      'A text comes back unchanged.',
      async ({ secrets }) => {
        const value = '{"a":"ü\u0000\u2028😀\\n"}\n ';
        await secrets.createSecret({ Name: 'odd', SecretString: value });
        assert.equal((await secrets.getSecretValue({ SecretId: 'odd' })).SecretString, value);
      },
    ],
    [
      'reads a version by its id',
      'VersionId picks the version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', ClientRequestToken: token('v2') });
        const read = await secrets.getSecretValue({ SecretId: 'one', VersionId: token('v1') });
        assert.equal(read.SecretString, 'alpha');
        assert.equal(read.VersionId, token('v1'));
        assert.deepEqual(read.VersionStages, ['AWSPREVIOUS']);
      },
    ],
    [
      'reads a version by its stage',
      'VersionStage picks the version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        const read = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPREVIOUS' });
        assert.equal(read.SecretString, 'alpha');
      },
    ],
    [
      'misses an unknown version',
      'An unknown VersionId is not found.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionId: token('none') });
        await refused(read, 'ResourceNotFoundException', /VersionId: none0/);
      },
    ],
    [
      'misses an unknown stage',
      'A stage on no version is not found.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPENDING' });
        await refused(read, 'ResourceNotFoundException', /staging label: AWSPENDING/);
      },
    ],
    [
      'wants stage and version to agree',
      'Both together must name one version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionId: token('v1'), VersionStage: 'AWSCURRENT' });
        await refused(read, 'InvalidRequestException');
      },
    ],
    [
      'refuses a secret id of odd characters',
      'SecretId is a name or an ARN.',
      async ({ secrets }) => {
        await refused(secrets.getSecretValue({ SecretId: 'no spaces' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses an empty secret id',
      'At least 1 character.',
      async ({ secrets }) => {
        const text = /at 'secretId' failed to satisfy constraint: Member must have length greater than or equal to 1/;
        await refused(secrets.getSecretValue({ SecretId: '' }), 'ValidationException', text);
      },
    ],
    [
      'refuses an absent secret id',
      'SecretId is required.',
      async ({ secrets }) => {
        const text = /Value null at 'secretId' failed to satisfy constraint: Member must not be null/;
        await refused(secrets.getSecretValue({ SecretId: undefined }), 'ValidationException', text);
      },
    ],
    [
      'refuses a short version id',
      'A version id has 32 to 64 characters.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: 'one', VersionId: 'v1' }), 'ValidationException', /versionId/);
      },
    ],
    [
      'records the day of the access',
      'LastAccessedDate has no time of day.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.getSecretValue({ SecretId: 'one' });
        const { LastAccessedDate } = await secrets.describeSecret({ SecretId: 'one' });
        assert.equal((LastAccessedDate?.getTime() ?? 1) % 86_400_000, 0);
      },
    ],
  ]),
  ...casesFrom('https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html', [
    [
      'mistakes a name that ends like a suffix',
      'Of a partial ARN, hyphen and six characters are taken for the suffix.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'app-secret', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: ARN.slice(0, -7) }), 'ResourceNotFoundException');
      },
    ],
    [
      'reads such a name by name and by full ARN',
      'Only the partial ARN is ambiguous.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'app-secret', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'app-secret' })).SecretString, 'alpha');
        assert.equal((await secrets.getSecretValue({ SecretId: ARN })).SecretString, 'alpha');
      },
    ],
  ]),
];
