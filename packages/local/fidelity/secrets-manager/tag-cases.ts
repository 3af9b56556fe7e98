import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

function manyTags(count: number, prefix = 'k') {
  return Array.from({ length: count }, (_, index) => ({ Key: `${prefix}${index}`, Value: 'v' }));
}

export const tagCases = [
  ...casesFrom(secretsManagerApi('TagResource'), [
    [
      'adds and replaces tags of a secret',
      'An existing key has the new value.',
      async ({ secrets }) => {
        await secrets.createSecret({
          Name: 'one',
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        });
        await secrets.tagResource({
          SecretId: 'one',
          Tags: [
            { Key: 'b', Value: '3' },
            { Key: 'c', Value: '4' },
          ],
        });
        const { Tags = [] } = await secrets.describeSecret({ SecretId: 'one' });
        assert.deepEqual(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), { a: '1', b: '3', c: '4' });
      },
    ],
    [
      'accepts 50 tags on a secret',
      'At most 50.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', Tags: manyTags(50) });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).Tags?.length, 50);
      },
    ],
    [
      'refuses the 51st tag on a secret',
      'At most 50, with those that exist.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', Tags: manyTags(50) });
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: manyTags(1, 'other') });
        await refused(tagging, 'InvalidParameterException');
      },
    ],
    [
      'refuses a tag key that begins with aws:',
      'aws: is reserved.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'aws:x', Value: 'v' }] });
        await refused(tagging, 'InvalidParameterException');
      },
    ],
    [
      'refuses a tag key of more than 128 characters',
      'At most 128 characters.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'k'.repeat(129), Value: 'v' }] });
        await refused(tagging, 'ValidationException', /tags\.1\.member\.key/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('UntagResource'), [
    [
      'removes tags of a secret',
      'Missing keys are ignored.',
      async ({ secrets }) => {
        await secrets.createSecret({
          Name: 'one',
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        });
        await secrets.untagResource({ SecretId: 'one', TagKeys: ['a', 'absent'] });
        assert.deepEqual((await secrets.describeSecret({ SecretId: 'one' })).Tags, [{ Key: 'b', Value: '2' }]);
      },
    ],
    [
      'refuses to untag a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.untagResource({ SecretId: 'absent', TagKeys: ['a'] }), 'ResourceNotFoundException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('GetRandomPassword'), [
    [
      'generates a password of 32 characters by default',
      'The default length is 32.',
      async ({ secrets }) => {
        assert.equal((await secrets.getRandomPassword({})).RandomPassword?.length, 32);
      },
    ],
    [
      'generates a password with every type of character',
      'RequireEachIncludedType is true by default.',
      async ({ secrets }) => {
        const { RandomPassword = '' } = await secrets.getRandomPassword({ PasswordLength: 4 });
        for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/]) assert.match(RandomPassword, kind);
      },
    ],
    [
      'generates a password without the excluded types of characters',
      'The Exclude options.',
      async ({ secrets }) => {
        const without = { ExcludePunctuation: true, ExcludeNumbers: true, ExcludeUppercase: true };
        const { RandomPassword } = await secrets.getRandomPassword({ ...without, PasswordLength: 200 });
        assert.match(RandomPassword ?? '', /^[a-z]{200}$/);
      },
    ],
    [
      'generates a password without the excluded characters',
      'ExcludeCharacters.',
      async ({ secrets }) => {
        const request = { ExcludeCharacters: 'abcdefghijklmnopqrstuvwxy', ExcludeUppercase: true, PasswordLength: 500 };
        const { RandomPassword } = await secrets.getRandomPassword(request);
        assert.match(RandomPassword ?? '', /^[^a-yA-Z]{500}$/);
      },
    ],
    [
      'generates a password with a space only on request',
      'IncludeSpace.',
      async ({ secrets }) => {
        const plain = await secrets.getRandomPassword({ PasswordLength: 4096 });
        assert.ok(!plain.RandomPassword?.includes(' '));
        const spaced = await secrets.getRandomPassword({ IncludeSpace: true, PasswordLength: 5 });
        assert.ok(spaced.RandomPassword?.includes(' '));
      },
    ],
    [
      'refuses to exclude every type of character',
      'At least one type must remain.',
      async ({ secrets }) => {
        const none = { ExcludePunctuation: true, ExcludeNumbers: true, ExcludeUppercase: true, ExcludeLowercase: true };
        await refused(secrets.getRandomPassword(none), 'InvalidParameterException');
      },
    ],
    [
      'refuses a password too short for every type of character',
      'Each type needs one character.',
      async ({ secrets }) => {
        await refused(secrets.getRandomPassword({ PasswordLength: 3 }), 'InvalidParameterException');
      },
    ],
    [
      'refuses a password of 4,097 characters',
      'At most 4,096.',
      async ({ secrets }) => {
        await refused(secrets.getRandomPassword({ PasswordLength: 4097 }), 'ValidationException', /passwordLength/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('PutResourcePolicy'), [
    [
      'keeps the resource policy of a secret',
      'GetResourcePolicy returns it.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:DeleteSecret', Resource: '*' }];
        const policy = { Version: '2012-10-17', Statement };
        await secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: JSON.stringify(policy) });
        const { ResourcePolicy = '' } = await secrets.getResourcePolicy({ SecretId: 'one' });
        assert.deepEqual(JSON.parse(ResourcePolicy), policy);
      },
    ],
    [
      'removes the resource policy of a secret',
      'GetResourcePolicy then returns none.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'secretsmanager:DeleteSecret', Resource: '*' }];
        const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement });
        await secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy });
        await secrets.deleteResourcePolicy({ SecretId: 'one' });
        assert.equal((await secrets.getResourcePolicy({ SecretId: 'one' })).ResourcePolicy, undefined);
      },
    ],
    [
      'refuses a resource policy that is not JSON',
      'MalformedPolicyDocumentException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const put = secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: 'allow everybody' });
        await refused(put, 'MalformedPolicyDocumentException');
      },
    ],
  ]),
];
