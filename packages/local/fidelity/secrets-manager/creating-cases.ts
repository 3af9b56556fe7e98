import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const LARGEST = 65_536;

export const creatingCases = [
  ...casesFrom(secretsManagerApi('CreateSecret'), [
    [
      'creates an ARN with a suffix',
      'The ARN is the name, a hyphen and six random characters.',
      async ({ secrets }) => {
        const { ARN } = await secrets.createSecret({ Name: 'app/one', SecretString: 'alpha' });
        assert.match(ARN ?? '', /^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/one-[A-Za-z0-9]{6}$/);
      },
    ],
    [
      'uses the token as the version id',
      'ClientRequestToken becomes the VersionId.',
      async ({ secrets }) => {
        const made = await secrets.createSecret({ Name: 'one', SecretString: 'a', ClientRequestToken: token('v1') });
        assert.equal(made.VersionId, token('v1'));
      },
    ],
    [
      'creates a secret without a value',
      'It has no version.',
      async ({ secrets }) => {
        const made = await secrets.createSecret({ Name: 'one' });
        assert.equal(made.VersionId, undefined);
        assert.deepEqual((await secrets.describeSecret({ SecretId: 'one' })).VersionIdsToStages ?? {}, {});
      },
    ],
    [
      'refuses to create a secret of an existing name',
      'Names are unique.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const message = /the secret one already exists/;
        await refused(secrets.createSecret({ Name: 'one', SecretString: 'beta' }), 'ResourceExistsException', message);
      },
    ],
    [
      'accepts a repeated creation with the same token',
      'Same token, same value: nothing more happens.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'alpha', ClientRequestToken: token('v1') };
        const first = await secrets.createSecret(input);
        const second = await secrets.createSecret(input);
        assert.equal(second.ARN, first.ARN);
        assert.equal(second.VersionId, first.VersionId);
      },
    ],
    [
      'refuses SecretString and SecretBinary together',
      'A value has one type.',
      async ({ secrets }) => {
        const both = { Name: 'one', SecretString: 'alpha', SecretBinary: Uint8Array.of(1) };
        await refused(secrets.createSecret(both), 'InvalidParameterException');
      },
    ],
    [
      'accepts every allowed character in a secret name',
      'Letters, digits and /_+=.@-',
      async ({ secrets }) => {
        const Name = 'aZ09/_+=.@-';
        assert.equal((await secrets.createSecret({ Name, SecretString: 'a' })).Name, Name);
      },
    ],
    [
      'refuses a secret name with a space',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a b', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses a secret name with a wildcard',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a*', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses a secret name with a colon',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a:b', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'accepts a secret name of 512 characters',
      'At most 512 characters.',
      async ({ secrets }) => {
        const Name = 'n'.repeat(512);
        assert.equal((await secrets.createSecret({ Name, SecretString: 'a' })).Name, Name);
      },
    ],
    [
      'refuses a secret name of 513 characters',
      'At most 512 characters.',
      async ({ secrets }) => {
        const message = /at 'name' failed to satisfy constraint: Member must have length less than or equal to 512/;
        await refused(secrets.createSecret({ Name: 'n'.repeat(513) }), 'ValidationException', message);
      },
    ],
    [
      'refuses an empty secret name',
      'At least one character.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: '' }), 'ValidationException', /at 'name'/);
      },
    ],
    [
      'accepts a secret value of 65,536 bytes',
      'At most 65,536 bytes.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'x'.repeat(LARGEST) });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString?.length, LARGEST);
      },
    ],
    [
      'refuses a secret value of 65,537 bytes without the value in the message',
      'The message leaves out a sensitive value.',
      async ({ secrets }) => {
        const value = 'canary'.padEnd(LARGEST + 1, 'x');
        const message =
          /^(?!.*canary).*Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536/s;
        await refused(secrets.createSecret({ Name: 'one', SecretString: value }), 'ValidationException', message);
      },
    ],
    [
      'counts the bytes of a secret value, not its characters',
      'A character of two bytes counts twice.',
      async ({ secrets }) => {
        const value = 'é'.repeat(LARGEST / 2 + 1);
        await refused(
          secrets.createSecret({ Name: 'one', SecretString: value }),
          'ValidationException',
          /secretString/,
        );
      },
    ],
    [
      'refuses a binary secret value of 65,537 bytes',
      'At most 65,536 bytes.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretBinary: new Uint8Array(LARGEST + 1) };
        await refused(secrets.createSecret(input), 'ValidationException', /secretBinary/);
      },
    ],
    [
      'refuses an empty SecretString',
      'At least one character.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'one', SecretString: '' }), 'ValidationException', /secretString/);
      },
    ],
    [
      'refuses a ClientRequestToken of less than 32 characters',
      '32 to 64 characters.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'a', ClientRequestToken: 'x'.repeat(31) };
        await refused(secrets.createSecret(input), 'ValidationException', /clientRequestToken/);
      },
    ],
    [
      'refuses a ClientRequestToken of more than 64 characters',
      '32 to 64 characters.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'a', ClientRequestToken: 'x'.repeat(65) };
        await refused(secrets.createSecret(input), 'ValidationException', /clientRequestToken/);
      },
    ],
    [
      'refuses a description of more than 2,048 characters',
      'At most 2,048 characters.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'one', Description: 'd'.repeat(2049) }), 'ValidationException');
      },
    ],
    [
      'reports all broken constraints in one message',
      'The message counts them.',
      async ({ secrets }) => {
        const input = { Name: '', SecretString: 'a', ClientRequestToken: 'short' };
        await refused(secrets.createSecret(input), 'ValidationException', /^2 validation errors detected: /);
      },
    ],
    [
      'creates no secret when it refuses the request',
      'A refused creation has no effect.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'x'.repeat(LARGEST + 1) };
        await refused(secrets.createSecret(input), 'ValidationException');
        await refused(secrets.describeSecret({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
