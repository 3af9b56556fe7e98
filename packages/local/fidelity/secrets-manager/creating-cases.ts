import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const LARGEST = 65_536;

export const creatingCases = [
  ...casesFrom(secretsManagerApi('CreateSecret'), [
    [
      'makes an ARN with a suffix',
      'The ARN is the name, a hyphen and six random characters.',
      async ({ secrets }) => {
        const { ARN } = await secrets.createSecret({ Name: 'app/one', SecretString: 'alpha' });
        assert.match(ARN ?? '', /^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/one-[A-Za-z0-9]{6}$/);
      },
    ],
    [
      'takes the token for the version id',
      'ClientRequestToken becomes the VersionId.',
      async ({ secrets }) => {
        const made = await secrets.createSecret({ Name: 'one', SecretString: 'a', ClientRequestToken: token('v1') });
        assert.equal(made.VersionId, token('v1'));
      },
    ],
    [
      'makes a secret without a value',
      'Then there is no version.',
      async ({ secrets }) => {
        const made = await secrets.createSecret({ Name: 'one' });
        assert.equal(made.VersionId, undefined);
        assert.deepEqual((await secrets.describeSecret({ SecretId: 'one' })).VersionIdsToStages ?? {}, {});
      },
    ],
    [
      'refuses a name twice',
      'Names are unique.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const text = /the secret one already exists/;
        await refused(secrets.createSecret({ Name: 'one', SecretString: 'beta' }), 'ResourceExistsException', text);
      },
    ],
    [
      'repeats a creation by its token',
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
      'refuses text and bytes together',
      'One kind of value.',
      async ({ secrets }) => {
        const both = { Name: 'one', SecretString: 'alpha', SecretBinary: Uint8Array.of(1) };
        await refused(secrets.createSecret(both), 'InvalidParameterException');
      },
    ],
    [
      'takes every allowed character',
      'Names: letters, digits and /_+=.@-',
      async ({ secrets }) => {
        const Name = 'aZ09/_+=.@-';
        assert.equal((await secrets.createSecret({ Name, SecretString: 'a' })).Name, Name);
      },
    ],
    [
      'refuses a name with a space',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a b', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses a name with a wildcard',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a*', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'refuses a name with a colon',
      'Only letters, digits and /_+=.@-',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'a:b', SecretString: 'a' }), 'ValidationException', /Invalid name/);
      },
    ],
    [
      'takes a name of 512',
      'At most 512 characters.',
      async ({ secrets }) => {
        const Name = 'n'.repeat(512);
        assert.equal((await secrets.createSecret({ Name, SecretString: 'a' })).Name, Name);
      },
    ],
    [
      'refuses a name of 513',
      'At most 512 characters.',
      async ({ secrets }) => {
        const text = /at 'name' failed to satisfy constraint: Member must have length less than or equal to 512/;
        await refused(secrets.createSecret({ Name: 'n'.repeat(513) }), 'ValidationException', text);
      },
    ],
    [
      'refuses an empty name',
      'At least one character.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: '' }), 'ValidationException', /at 'name'/);
      },
    ],
    [
      'takes a value of 65,536 bytes',
      'At most 65,536 bytes.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'x'.repeat(LARGEST) });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString?.length, LARGEST);
      },
    ],
    [
      'refuses a value of 65,537 bytes and hides it',
      'The message leaves a sensitive value out.',
      async ({ secrets }) => {
        const value = 'canary'.padEnd(LARGEST + 1, 'x');
        const text =
          /^(?!.*canary).*Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536/s;
        await refused(secrets.createSecret({ Name: 'one', SecretString: value }), 'ValidationException', text);
      },
    ],
    [
      'counts bytes, not characters',
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
      'refuses too many bytes of binary',
      'At most 65,536 bytes.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretBinary: new Uint8Array(LARGEST + 1) };
        await refused(secrets.createSecret(input), 'ValidationException', /secretBinary/);
      },
    ],
    [
      'refuses an empty text',
      'At least one character.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'one', SecretString: '' }), 'ValidationException', /secretString/);
      },
    ],
    [
      'refuses a short token',
      '32 to 64 characters.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'a', ClientRequestToken: 'x'.repeat(31) };
        await refused(secrets.createSecret(input), 'ValidationException', /clientRequestToken/);
      },
    ],
    [
      'refuses a long token',
      '32 to 64 characters.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'a', ClientRequestToken: 'x'.repeat(65) };
        await refused(secrets.createSecret(input), 'ValidationException', /clientRequestToken/);
      },
    ],
    [
      'refuses a long description',
      'At most 2,048 characters.',
      async ({ secrets }) => {
        await refused(secrets.createSecret({ Name: 'one', Description: 'd'.repeat(2049) }), 'ValidationException');
      },
    ],
    [
      'names all broken constraints at once',
      'The message counts them.',
      async ({ secrets }) => {
        const input = { Name: '', SecretString: 'a', ClientRequestToken: 'short' };
        await refused(secrets.createSecret(input), 'ValidationException', /^2 validation errors detected: /);
      },
    ],
    [
      'creates no secret when it refuses',
      'A refused creation leaves nothing.',
      async ({ secrets }) => {
        const input = { Name: 'one', SecretString: 'x'.repeat(LARGEST + 1) };
        await refused(secrets.createSecret(input), 'ValidationException');
        await refused(secrets.describeSecret({ SecretId: 'one' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
