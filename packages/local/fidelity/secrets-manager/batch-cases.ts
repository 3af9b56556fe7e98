import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

export const batchCases = [
  ...casesFrom(secretsManagerApi('BatchGetSecretValue'), [
    [
      'reads many at once',
      'SecretIdList takes names and ARNs.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { ARN = '' } = await secrets.createSecret({ Name: 'two', SecretString: 'beta' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['one', ARN] });
        assert.deepEqual(read.SecretValues?.map(({ SecretString }) => SecretString).sort(), ['alpha', 'beta']);
        assert.deepEqual(read.Errors, []);
      },
    ],
    [
      'reports a missing one beside the others',
      'A failure for one secret stands in Errors.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['absent', 'one'] });
        assert.deepEqual(
          read.SecretValues?.map(({ Name }) => Name),
          ['one'],
        );
        assert.equal(read.Errors?.length, 1);
        assert.equal(read.Errors[0]?.SecretId, 'absent');
        assert.equal(read.Errors[0]?.ErrorCode, 'ResourceNotFoundException');
      },
    ],
    [
      'reports a deleted one in a batch',
      'Marked for deletion is an error of that secret.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['one'] });
        assert.equal(read.Errors?.[0]?.ErrorCode, 'InvalidRequestException');
      },
    ],
    [
      'takes 20 ids',
      'Up to 20 in one call.',
      async ({ secrets }) => {
        const ids = Array.from({ length: 20 }, (_, index) => `absent-${index}`);
        assert.equal((await secrets.batchGetSecretValue({ SecretIdList: ids })).Errors?.length, 20);
      },
    ],
    [
      'refuses 21 ids',
      'At most 20.',
      async ({ secrets }) => {
        const ids = Array.from({ length: 21 }, (_, index) => `absent-${index}`);
        const text = /at 'secretIdList' failed to satisfy constraint: Member must have length less than or equal to 20/;
        await refused(secrets.batchGetSecretValue({ SecretIdList: ids }), 'ValidationException', text);
      },
    ],
    [
      'refuses an empty list of ids',
      'At least one.',
      async ({ secrets }) => {
        await refused(secrets.batchGetSecretValue({ SecretIdList: [] }), 'ValidationException', /secretIdList/);
      },
    ],
    [
      'wants ids or filters',
      'One of them is needed.',
      async ({ secrets }) => {
        await refused(secrets.batchGetSecretValue({}), 'InvalidParameterException');
      },
    ],
    [
      'refuses ids and filters together',
      'Only one of them.',
      async ({ secrets }) => {
        const both = { SecretIdList: ['one'], Filters: [{ Key: 'name' as const, Values: ['one'] }] };
        await refused(secrets.batchGetSecretValue(both), 'InvalidParameterException');
      },
    ],
    [
      'wants filters for MaxResults',
      'MaxResults goes with Filters alone.',
      async ({ secrets }) => {
        const read = secrets.batchGetSecretValue({ SecretIdList: ['one'], MaxResults: 5 });
        await refused(read, 'InvalidParameterException');
      },
    ],
    [
      'reads by filter',
      'Filters find secrets as in ListSecrets.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'app/one', SecretString: 'alpha' });
        await secrets.createSecret({ Name: 'other', SecretString: 'beta' });
        const read = await secrets.batchGetSecretValue({ Filters: [{ Key: 'name', Values: ['app/'] }] });
        assert.deepEqual(
          read.SecretValues?.map(({ Name }) => Name),
          ['app/one'],
        );
      },
    ],
    [
      'pages a filtered batch',
      'NextToken continues; together the pages hold everything once.',
      async ({ secrets }) => {
        for (const name of ['a', 'b', 'c']) await secrets.createSecret({ Name: `app/${name}`, SecretString: name });
        const Filters = [{ Key: 'name' as const, Values: ['app/'] }];
        const first = await secrets.batchGetSecretValue({ Filters, MaxResults: 2 });
        const second = await secrets.batchGetSecretValue({ Filters, MaxResults: 2, NextToken: first.NextToken });
        const names = [...(first.SecretValues ?? []), ...(second.SecretValues ?? [])].map(
          ({ SecretString }) => SecretString,
        );
        assert.equal(first.SecretValues?.length, 2);
        assert.deepEqual(names.sort(), ['a', 'b', 'c']);
        assert.equal(second.NextToken, undefined);
      },
    ],
    [
      'reads current values in a batch',
      'The batch returns AWSCURRENT.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['one'] });
        assert.equal(read.SecretValues?.[0]?.SecretString, 'beta');
      },
    ],
  ]),
];
