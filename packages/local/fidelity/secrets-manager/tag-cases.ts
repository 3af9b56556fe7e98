import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

function manyTags(count: number, prefix = 'k') {
  return Array.from({ length: count }, (_, index) => ({ Key: `${prefix}${index}`, Value: 'v' }));
}

export const tagCases = [
  ...casesFrom(secretsManagerApi('TagResource'), [
    [
      'adds and replaces tags',
      'A tag key given again gets the new value.',
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
      'takes 50 tags',
      'At most 50.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', Tags: manyTags(50) });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).Tags?.length, 50);
      },
    ],
    [
      'refuses the 51st tag',
      'At most 50, counted with those it has.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', Tags: manyTags(50) });
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: manyTags(1, 'other') });
        await refused(tagging, 'InvalidParameterException');
      },
    ],
    [
      "refuses tags of AWS's own",
      'aws: is reserved.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one' });
        const tagging = secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'aws:x', Value: 'v' }] });
        await refused(tagging, 'InvalidParameterException');
      },
    ],
    [
      'refuses a long tag key',
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
      'removes tags',
      'Keys that are not there do not matter.',
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
      'misses a secret to untag',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.untagResource({ SecretId: 'absent', TagKeys: ['a'] }), 'ResourceNotFoundException');
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('GetRandomPassword'), [
    [
      'makes 32 characters',
      'The default length is 32.',
      async ({ secrets }) => {
        assert.equal((await secrets.getRandomPassword({})).RandomPassword?.length, 32);
      },
    ],
    [
      'has every kind of character',
      'RequireEachIncludedType is true unless told.',
      async ({ secrets }) => {
        const { RandomPassword = '' } = await secrets.getRandomPassword({ PasswordLength: 4 });
        for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/]) assert.match(RandomPassword, kind);
      },
    ],
    [
      'leaves kinds out',
      'The Exclude options.',
      async ({ secrets }) => {
        const without = { ExcludePunctuation: true, ExcludeNumbers: true, ExcludeUppercase: true };
        const { RandomPassword } = await secrets.getRandomPassword({ ...without, PasswordLength: 200 });
        assert.match(RandomPassword ?? '', /^[a-z]{200}$/);
      },
    ],
    [
      'leaves characters out',
      'ExcludeCharacters.',
      async ({ secrets }) => {
        const request = { ExcludeCharacters: 'abcdefghijklmnopqrstuvwxy', ExcludeUppercase: true, PasswordLength: 500 };
        const { RandomPassword } = await secrets.getRandomPassword(request);
        assert.match(RandomPassword ?? '', /^[^a-yA-Z]{500}$/);
      },
    ],
    [
      'has no space unless told',
      'IncludeSpace.',
      async ({ secrets }) => {
        const plain = await secrets.getRandomPassword({ PasswordLength: 4096 });
        assert.ok(!plain.RandomPassword?.includes(' '));
        const spaced = await secrets.getRandomPassword({ IncludeSpace: true, PasswordLength: 5 });
        assert.ok(spaced.RandomPassword?.includes(' '));
      },
    ],
    [
      'refuses to leave everything out',
      'Some kind has to remain.',
      async ({ secrets }) => {
        const none = { ExcludePunctuation: true, ExcludeNumbers: true, ExcludeUppercase: true, ExcludeLowercase: true };
        await refused(secrets.getRandomPassword(none), 'InvalidParameterException');
      },
    ],
    [
      'refuses a length too short for every kind',
      'Each kind needs a character.',
      async ({ secrets }) => {
        await refused(secrets.getRandomPassword({ PasswordLength: 3 }), 'InvalidParameterException');
      },
    ],
    [
      'refuses 4,097 characters',
      'At most 4,096.',
      async ({ secrets }) => {
        await refused(secrets.getRandomPassword({ PasswordLength: 4097 }), 'ValidationException', /passwordLength/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('PutResourcePolicy'), [
    [
      'keeps a resource policy',
      'GetResourcePolicy returns what was put.',
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
      'removes a resource policy',
      'Then there is none to return.',
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
      'refuses a policy that is no JSON',
      'MalformedPolicyDocumentException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const put = secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: 'allow everybody' });
        await refused(put, 'MalformedPolicyDocumentException');
      },
    ],
  ]),
];
