import assert from 'node:assert/strict';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

export const batchCases = [
  ...casesFrom(secretsManagerApi('BatchGetSecretValue'), [
    [
      'reads several secrets in one call',
      'SecretIdList contains names and ARNs.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const { ARN = '' } = await secrets.createSecret({ Name: 'two', SecretString: 'beta' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['one', ARN] });
        assert.deepEqual(read.SecretValues?.map(({ SecretString }) => SecretString).sort(), ['alpha', 'beta']);
        assert.deepEqual(read.Errors, []);
      },
    ],
    [
      'reports a missing secret of a batch beside the others',
      'A failure for one secret is in Errors.',
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
      'reports a deleted secret of a batch beside the others',
      'A secret marked for deletion has an error of its own.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one' });
        const read = await secrets.batchGetSecretValue({ SecretIdList: ['one'] });
        assert.equal(read.Errors?.[0]?.ErrorCode, 'InvalidRequestException');
      },
    ],
    [
      'reads 20 secrets in one call',
      'At most 20.',
      async ({ secrets }) => {
        const ids = Array.from({ length: 20 }, (_, index) => `absent-${index}`);
        assert.equal((await secrets.batchGetSecretValue({ SecretIdList: ids })).Errors?.length, 20);
      },
    ],
    [
      'refuses to read 21 secrets in one call',
      'At most 20.',
      async ({ secrets }) => {
        const ids = Array.from({ length: 21 }, (_, index) => `absent-${index}`);
        const message =
          /at 'secretIdList' failed to satisfy constraint: Member must have length less than or equal to 20/;
        await refused(secrets.batchGetSecretValue({ SecretIdList: ids }), 'ValidationException', message);
      },
    ],
    [
      'refuses an empty SecretIdList',
      'At least one.',
      async ({ secrets }) => {
        await refused(secrets.batchGetSecretValue({ SecretIdList: [] }), 'ValidationException', /secretIdList/);
      },
    ],
    [
      'refuses a batch with neither SecretIdList nor Filters',
      'One of them is required.',
      async ({ secrets }) => {
        await refused(secrets.batchGetSecretValue({}), 'InvalidParameterException');
      },
    ],
    [
      'refuses a batch with both SecretIdList and Filters',
      'Only one of them.',
      async ({ secrets }) => {
        const both = { SecretIdList: ['one'], Filters: [{ Key: 'name' as const, Values: ['one'] }] };
        await refused(secrets.batchGetSecretValue(both), 'InvalidParameterException');
      },
    ],
    [
      'refuses MaxResults together with SecretIdList',
      'MaxResults is for Filters only.',
      async ({ secrets }) => {
        const read = secrets.batchGetSecretValue({ SecretIdList: ['one'], MaxResults: 5 });
        await refused(read, 'InvalidParameterException');
      },
    ],
    [
      'reads a batch of secrets by filter',
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
      'pages a batch of secrets by filter',
      'NextToken continues; together the pages contain every secret once.',
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
      'reads the current values in a batch',
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
