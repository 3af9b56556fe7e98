import assert from 'node:assert/strict';
import type { Filter, ListSecretsRequest, SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

/** Three secrets that differ in name, description and tags. */
async function three(secrets: SecretsManager): Promise<void> {
  const tag = (Key: string, Value: string) => [{ Key, Value }];
  await secrets.createSecret({
    Name: 'app/alpha',
    SecretString: '1',
    Description: 'Payment keys',
    Tags: tag('team', 'blue'),
  });
  await secrets.createSecret({ Name: 'app/beta', SecretString: '2', Description: 'Mail', Tags: tag('team', 'red') });
  await secrets.createSecret({ Name: 'other/gamma', SecretString: '3', Tags: tag('Owner', 'blue') });
}

async function names(secrets: SecretsManager, request: ListSecretsRequest): Promise<readonly (string | undefined)[]> {
  return ((await secrets.listSecrets(request)).SecretList ?? []).map(({ Name }) => Name);
}

async function filtered(secrets: SecretsManager, ...Filters: Filter[]) {
  await three(secrets);
  return [...(await names(secrets, { Filters }))].sort();
}

export const listingCases = [
  ...casesFrom(secretsManagerApi('ListSecrets'), [
    [
      'lists secrets without their values',
      'A list contains names and ARNs, never values.',
      async ({ secrets }) => {
        await three(secrets);
        const { SecretList = [] } = await secrets.listSecrets({});
        assert.equal(SecretList.length, 3);
        assert.ok(SecretList.every((entry) => entry.ARN !== undefined && !('SecretString' in entry)));
      },
    ],
    [
      'lists secrets with their stages and tags',
      'An entry has SecretVersionsToStages and Tags.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', Tags: [{ Key: 'k', Value: 'v' }] });
        const [entry] = (await secrets.listSecrets({})).SecretList ?? [];
        assert.deepEqual(Object.values(entry?.SecretVersionsToStages ?? {}), [['AWSCURRENT']]);
        assert.deepEqual(entry?.Tags, [{ Key: 'k', Value: 'v' }]);
      },
    ],
    [
      'sorts secrets by ascending name',
      'SortBy name, SortOrder asc.',
      async ({ secrets }) => {
        await three(secrets);
        const sorted = await names(secrets, { SortBy: 'name', SortOrder: 'asc' });
        assert.deepEqual(sorted, ['app/alpha', 'app/beta', 'other/gamma']);
      },
    ],
    [
      'sorts secrets by descending name',
      'SortBy name, SortOrder desc.',
      async ({ secrets }) => {
        await three(secrets);
        const sorted = await names(secrets, { SortBy: 'name', SortOrder: 'desc' });
        assert.deepEqual(sorted, ['other/gamma', 'app/beta', 'app/alpha']);
      },
    ],
    [
      'refuses an unknown SortOrder',
      'asc or desc.',
      async ({ secrets }) => {
        // @ts-expect-error The type knows it as well.
        await refused(secrets.listSecrets({ SortOrder: 'up' }), 'ValidationException', /enum value set: \[/);
      },
    ],
    [
      'pages a list of secrets',
      'The pages contain every secret once.',
      async ({ secrets }) => {
        await three(secrets);
        const first = await secrets.listSecrets({ MaxResults: 2 });
        const second = await secrets.listSecrets({ MaxResults: 2, NextToken: first.NextToken });
        const all = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map(({ Name }) => Name);
        assert.equal(first.SecretList?.length, 2);
        assert.deepEqual(all.sort(), ['app/alpha', 'app/beta', 'other/gamma']);
        assert.equal(second.NextToken, undefined);
      },
    ],
    [
      'refuses an invented NextToken for secrets',
      'InvalidNextTokenException.',
      async ({ secrets }) => {
        await refused(secrets.listSecrets({ NextToken: 'invented' }), 'InvalidNextTokenException');
      },
    ],
    [
      'refuses a MaxResults of 101 for secrets',
      'At most 100.',
      async ({ secrets }) => {
        const message =
          /at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100/;
        await refused(secrets.listSecrets({ MaxResults: 101 }), 'ValidationException', message);
      },
    ],
    [
      'refuses a MaxResults of 0 for secrets',
      'At least 1.',
      async ({ secrets }) => {
        await refused(secrets.listSecrets({ MaxResults: 0 }), 'ValidationException', /greater than or equal to 1/);
      },
    ],
    [
      'leaves secrets marked for deletion out of a list',
      'IncludePlannedDeletion is false by default.',
      async ({ secrets }) => {
        await three(secrets);
        await secrets.deleteSecret({ SecretId: 'app/alpha' });
        assert.deepEqual([...(await names(secrets, {}))].sort(), ['app/beta', 'other/gamma']);
      },
    ],
    [
      'lists secrets marked for deletion on request',
      'IncludePlannedDeletion.',
      async ({ secrets }) => {
        await three(secrets);
        await secrets.deleteSecret({ SecretId: 'app/alpha' });
        assert.equal((await names(secrets, { IncludePlannedDeletion: true })).length, 3);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('Filter'), [
    [
      'filters secrets by the beginning of the name',
      'A prefix of the name.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['app/'] }), ['app/alpha', 'app/beta']);
      },
    ],
    [
      'filters no secret by the middle of the name',
      'A prefix of the name, not a part.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['alpha'] }), []);
      },
    ],
    [
      'filters secrets by name with case',
      'The name filter is case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['APP'] }), []);
      },
    ],
    [
      'finds the secrets that match any value of a filter',
      'Any value may match.',
      async ({ secrets }) => {
        const matching = await filtered(secrets, { Key: 'name', Values: ['app/a', 'other'] });
        assert.deepEqual(matching, ['app/alpha', 'other/gamma']);
      },
    ],
    [
      'finds the secrets that match every filter',
      'Every filter must match.',
      async ({ secrets }) => {
        const both: Filter[] = [
          { Key: 'name', Values: ['app/'] },
          { Key: 'tag-value', Values: ['blue'] },
        ];
        assert.deepEqual(await filtered(secrets, ...both), ['app/alpha']);
      },
    ],
    [
      'excludes secrets by a value with an exclamation mark',
      '! negates a value.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['!app/'] }), ['other/gamma']);
      },
    ],
    [
      'filters secrets by description without case',
      'A prefix of the description; case is ignored.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'description', Values: ['payment'] }), ['app/alpha']);
      },
    ],
    [
      'filters secrets by tag key',
      'A prefix of a tag key, case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-key', Values: ['team'] }), ['app/alpha', 'app/beta']);
      },
    ],
    [
      'filters secrets by tag key with case',
      'A prefix of a tag key, case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-key', Values: ['owner'] }), []);
      },
    ],
    [
      'filters secrets by tag value',
      'A prefix of a tag value.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-value', Values: ['blue'] }), ['app/alpha', 'other/gamma']);
      },
    ],
    [
      'filters secrets by the words of every attribute',
      'Key all: any attribute; case is ignored.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'all', Values: ['PAYMENT'] }), ['app/alpha']);
      },
    ],
    [
      'refuses an unknown key of a secret filter',
      'Only the keys of the API model.',
      async ({ secrets }) => {
        // @ts-expect-error The type knows it as well.
        const Filters: Filter[] = [{ Key: 'colour', Values: ['x'] }];
        await refused(secrets.listSecrets({ Filters }), 'ValidationException', /enum/);
      },
    ],
    [
      'refuses 11 secret filters',
      'At most 10.',
      async ({ secrets }) => {
        const Filters = Array.from({ length: 11 }, (): Filter => ({ Key: 'name', Values: ['a'] }));
        await refused(secrets.listSecrets({ Filters }), 'ValidationException', /filters/);
      },
    ],
    [
      'refuses a secret filter with 11 values',
      'At most 10.',
      async ({ secrets }) => {
        const Values = Array.from({ length: 11 }, (_, index) => `a${index}`);
        await refused(secrets.listSecrets({ Filters: [{ Key: 'name', Values }] }), 'ValidationException', /values/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('DescribeSecret'), [
    [
      'describes a secret without its value',
      'Details and staging labels, no value.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha', Description: 'd' });
        const described = await secrets.describeSecret({ SecretId: 'one' });
        assert.equal(described.Description, 'd');
        assert.ok(described.CreatedDate instanceof Date);
        assert.deepEqual(Object.values(described.VersionIdsToStages ?? {}), [['AWSCURRENT']]);
        assert.ok(!JSON.stringify(described).includes('alpha'));
      },
    ],
    [
      'describes a secret under the default key without KmsKeyId',
      'KmsKeyId is absent.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, undefined);
      },
    ],
    [
      'refuses to describe a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.describeSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
