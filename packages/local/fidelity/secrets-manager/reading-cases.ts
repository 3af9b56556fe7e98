import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

export const readingCases = [
  ...casesFrom(secretsManagerApi('GetSecretValue'), [
    [
      'reads a secret by name',
      'By default a read returns the value of AWSCURRENT.',
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
      'reads a secret by full ARN',
      'SecretId may be the full ARN.',
      async ({ secrets }) => {
        const { ARN } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: ARN })).SecretString, 'alpha');
      },
    ],
    [
      'reads a secret by ARN without suffix',
      'A partial ARN finds the secret.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: ARN.slice(0, -7) })).SecretString, 'alpha');
      },
    ],
    [
      'finds no secret by name and suffix',
      'A name with the ARN suffix is not the name.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: `one${ARN.slice(-7)}` }), 'ResourceNotFoundException');
      },
    ],
    [
      'finds no secret by a wrong suffix',
      'The full ARN must match.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const other = `${ARN.slice(0, -6)}${ARN.endsWith('aaaaaa') ? 'bbbbbb' : 'aaaaaa'}`;
        await refused(secrets.getSecretValue({ SecretId: other }), 'ResourceNotFoundException');
      },
    ],
    [
      'finds no secret by an ARN of another region',
      'A secret is in one region.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const elsewhere = ARN.replace(':us-east-1:', ':eu-west-1:');
        await refused(secrets.getSecretValue({ SecretId: elsewhere }), 'ResourceNotFoundException');
      },
    ],
    [
      'compares secret names with case',
      'Names are case-sensitive.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'One', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
    [
      'refuses to read a missing secret',
      'ResourceNotFoundException, HTTP 400.',
      async ({ secrets }) => {
        const message = /^Secrets Manager can't find the specified secret\.$/;
        await refused(secrets.getSecretValue({ SecretId: 'absent' }), 'ResourceNotFoundException', message);
      },
    ],
    [
      'refuses to read a secret without a value',
      'A secret without a version has no AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'empty' });
        const message = /can't find the specified secret value for staging label: AWSCURRENT/;
        await refused(secrets.getSecretValue({ SecretId: 'empty' }), 'ResourceNotFoundException', message);
      },
    ],
    [
      'reads a binary secret',
      'SecretBinary is returned, without SecretString.',
      async ({ secrets }) => {
        const bytes = Uint8Array.from([0, 255, 128, 10]);
        await secrets.createSecret({ Name: 'bin', SecretBinary: bytes });
        const read = await secrets.getSecretValue({ SecretId: 'bin' });
        assert.deepEqual(Uint8Array.from(read.SecretBinary ?? []), bytes);
        assert.equal(read.SecretString, undefined);
      },
    ],
    [
      'keeps every character of a string',
      'SecretString is returned unchanged.',
      async ({ secrets }) => {
        const value = '{"a":"ü\u0000\u2028😀\\n"}\n ';
        await secrets.createSecret({ Name: 'odd', SecretString: value });
        assert.equal((await secrets.getSecretValue({ SecretId: 'odd' })).SecretString, value);
      },
    ],
    [
      'reads a version of a secret by its id',
      'VersionId selects the version.',
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
      'reads a version of a secret by its stage',
      'VersionStage selects the version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        const read = await secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPREVIOUS' });
        assert.equal(read.SecretString, 'alpha');
      },
    ],
    [
      'refuses to read a secret by an unknown version id',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionId: token('none') });
        await refused(read, 'ResourceNotFoundException', /VersionId: none0/);
      },
    ],
    [
      'refuses to read a secret by a stage without a version',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPENDING' });
        await refused(read, 'ResourceNotFoundException', /staging label: AWSPENDING/);
      },
    ],
    [
      'refuses to read a secret by a version without the given stage',
      'VersionId and VersionStage together must be of one version.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionId: token('v1'), VersionStage: 'AWSCURRENT' });
        await refused(read, 'InvalidRequestException');
      },
    ],
    [
      'refuses a secret id with a space',
      'SecretId is a name or an ARN.',
      async ({ secrets }) => {
        await refused(secrets.getSecretValue({ SecretId: 'no spaces' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses an empty secret id',
      'At least one character.',
      async ({ secrets }) => {
        const message =
          /at 'secretId' failed to satisfy constraint: Member must have length greater than or equal to 1/;
        await refused(secrets.getSecretValue({ SecretId: '' }), 'ValidationException', message);
      },
    ],
    [
      'refuses a request without a secret id',
      'SecretId is required.',
      async ({ secrets }) => {
        const message = /Value null at 'secretId' failed to satisfy constraint: Member must not be null/;
        await refused(secrets.getSecretValue({ SecretId: undefined }), 'ValidationException', message);
      },
    ],
    [
      'refuses a version id of 2 characters',
      '32 to 64 characters.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: 'one', VersionId: 'v1' }), 'ValidationException', /versionId/);
      },
    ],
    [
      'records the day of the last access',
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
      'finds no secret by a partial ARN whose name ends like a suffix',
      'The end of a partial ARN counts as the suffix when it is a hyphen and six characters.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'app-secret', SecretString: 'alpha' });
        await refused(secrets.getSecretValue({ SecretId: ARN.slice(0, -7) }), 'ResourceNotFoundException');
      },
    ],
    [
      'reads a secret whose name ends like a suffix by name and by full ARN',
      'Only the partial ARN is ambiguous.',
      async ({ secrets }) => {
        const { ARN = '' } = await secrets.createSecret({ Name: 'app-secret', SecretString: 'alpha' });
        assert.equal((await secrets.getSecretValue({ SecretId: 'app-secret' })).SecretString, 'alpha');
        assert.equal((await secrets.getSecretValue({ SecretId: ARN })).SecretString, 'alpha');
      },
    ],
  ]),
];
