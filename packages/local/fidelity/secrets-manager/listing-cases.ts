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
      'lists without values',
      'A list holds names and ARNs, never values.',
      async ({ secrets }) => {
        await three(secrets);
        const { SecretList = [] } = await secrets.listSecrets({});
        assert.equal(SecretList.length, 3);
        assert.ok(SecretList.every((entry) => entry.ARN !== undefined && !('SecretString' in entry)));
      },
    ],
    [
      'lists stages and tags',
      'An entry has SecretVersionsToStages and Tags.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', Tags: [{ Key: 'k', Value: 'v' }] });
        const [entry] = (await secrets.listSecrets({})).SecretList ?? [];
        assert.deepEqual(Object.values(entry?.SecretVersionsToStages ?? {}), [['AWSCURRENT']]);
        assert.deepEqual(entry?.Tags, [{ Key: 'k', Value: 'v' }]);
      },
    ],
    [
      'sorts by name, upwards',
      'SortBy name, SortOrder asc.',
      async ({ secrets }) => {
        await three(secrets);
        const sorted = await names(secrets, { SortBy: 'name', SortOrder: 'asc' });
        assert.deepEqual(sorted, ['app/alpha', 'app/beta', 'other/gamma']);
      },
    ],
    [
      'sorts by name, downwards',
      'SortBy name, SortOrder desc.',
      async ({ secrets }) => {
        await three(secrets);
        const sorted = await names(secrets, { SortBy: 'name', SortOrder: 'desc' });
        assert.deepEqual(sorted, ['other/gamma', 'app/beta', 'app/alpha']);
      },
    ],
    [
      'refuses an unknown order',
      'asc or desc.',
      async ({ secrets }) => {
        // @ts-expect-error The type knows it as well.
        await refused(secrets.listSecrets({ SortOrder: 'up' }), 'ValidationException', /enum value set: \[/);
      },
    ],
    [
      'pages secrets',
      'The pages hold everything once.',
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
      'refuses an invented token',
      'InvalidNextTokenException.',
      async ({ secrets }) => {
        await refused(secrets.listSecrets({ NextToken: 'invented' }), 'InvalidNextTokenException');
      },
    ],
    [
      'refuses MaxResults of 101',
      'At most 100.',
      async ({ secrets }) => {
        const text = /at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100/;
        await refused(secrets.listSecrets({ MaxResults: 101 }), 'ValidationException', text);
      },
    ],
    [
      'refuses MaxResults of 0',
      'At least 1.',
      async ({ secrets }) => {
        await refused(secrets.listSecrets({ MaxResults: 0 }), 'ValidationException', /greater than or equal to 1/);
      },
    ],
    [
      'leaves out what is marked',
      'IncludePlannedDeletion is false unless told.',
      async ({ secrets }) => {
        await three(secrets);
        await secrets.deleteSecret({ SecretId: 'app/alpha' });
        assert.deepEqual([...(await names(secrets, {}))].sort(), ['app/beta', 'other/gamma']);
      },
    ],
    [
      'lists what is marked on demand',
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
      'filters by the beginning of a name',
      'Prefix of the name.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['app/'] }), ['app/alpha', 'app/beta']);
      },
    ],
    [
      'does not filter by the middle of a name',
      'Prefix of the name, not a part.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['alpha'] }), []);
      },
    ],
    [
      'minds the case of names',
      'The name filter is case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['APP'] }), []);
      },
    ],
    [
      'joins the values of a filter by OR',
      'Any value may match.',
      async ({ secrets }) => {
        const matching = await filtered(secrets, { Key: 'name', Values: ['app/a', 'other'] });
        assert.deepEqual(matching, ['app/alpha', 'other/gamma']);
      },
    ],
    [
      'joins filters by AND',
      'Every filter has to match.',
      async ({ secrets }) => {
        const both: Filter[] = [
          { Key: 'name', Values: ['app/'] },
          { Key: 'tag-value', Values: ['blue'] },
        ];
        assert.deepEqual(await filtered(secrets, ...both), ['app/alpha']);
      },
    ],
    [
      'excludes by an exclamation mark',
      '! negates a value.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'name', Values: ['!app/'] }), ['other/gamma']);
      },
    ],
    [
      'filters by description, whatever its case',
      'Prefix of the description, case ignored.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'description', Values: ['payment'] }), ['app/alpha']);
      },
    ],
    [
      'filters by tag key',
      'Prefix of a tag key, case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-key', Values: ['team'] }), ['app/alpha', 'app/beta']);
      },
    ],
    [
      'minds the case of tag keys',
      'Prefix of a tag key, case-sensitive.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-key', Values: ['owner'] }), []);
      },
    ],
    [
      'filters by tag value',
      'Prefix of a tag value.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'tag-value', Values: ['blue'] }), ['app/alpha', 'other/gamma']);
      },
    ],
    [
      'filters over everything by words',
      'all: any attribute, case ignored.',
      async ({ secrets }) => {
        assert.deepEqual(await filtered(secrets, { Key: 'all', Values: ['PAYMENT'] }), ['app/alpha']);
      },
    ],
    [
      'refuses an unknown filter key',
      'Only the keys of the model.',
      async ({ secrets }) => {
        // @ts-expect-error The type knows it as well.
        const Filters: Filter[] = [{ Key: 'colour', Values: ['x'] }];
        await refused(secrets.listSecrets({ Filters }), 'ValidationException', /enum/);
      },
    ],
    [
      'refuses 11 filters',
      'At most 10.',
      async ({ secrets }) => {
        const Filters = Array.from({ length: 11 }, (): Filter => ({ Key: 'name', Values: ['a'] }));
        await refused(secrets.listSecrets({ Filters }), 'ValidationException', /filters/);
      },
    ],
    [
      'refuses 11 values',
      'At most 10.',
      async ({ secrets }) => {
        const Values = Array.from({ length: 11 }, (_, index) => `a${index}`);
        await refused(secrets.listSecrets({ Filters: [{ Key: 'name', Values }] }), 'ValidationException', /values/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('DescribeSecret'), [
    [
      'describes without the value',
      'Details and labels, no value.',
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
      'has no key to show for the default key',
      'KmsKeyId is absent then.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, undefined);
      },
    ],
    [
      'describes nothing',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        await refused(secrets.describeSecret({ SecretId: 'absent' }), 'ResourceNotFoundException');
      },
    ],
  ]),
];
