import assert from 'node:assert/strict';
import type { SSM } from '@aws-sdk/client-ssm';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const target = { ResourceType: 'Parameter' as const, ResourceId: 'one' };

async function put(parameters: SSM, ...names: string[]): Promise<void> {
  for (const Name of names) await parameters.putParameter({ Name, Value: `value of ${Name}`, Type: 'SecureString' });
}

/** Parameters and errors that no other case has. */
export const parameterRefusalCases = [
  ...casesFrom(systemsManagerApi('DescribeParameters'), [
    [
      'filters parameters by the older Filters',
      'A name by its beginning.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/other/two');
        const { Parameters = [] } = await parameters.describeParameters({
          Filters: [{ Key: 'Name', Values: ['/app'] }],
          Shared: false,
        });
        assert.deepEqual(
          Parameters.map(({ Name }) => Name),
          ['/app/one'],
        );
      },
    ],
    [
      'pages the descriptions of parameters',
      'MaxResults, then NextToken.',
      async ({ parameters }) => {
        await put(parameters, 'one', 'two');
        const first = await parameters.describeParameters({ MaxResults: 1 });
        const second = await parameters.describeParameters({ MaxResults: 1, NextToken: first.NextToken });
        const shown = [...(first.Parameters ?? []), ...(second.Parameters ?? [])];
        assert.deepEqual(shown.map(({ Name }) => Name).sort(), ['one', 'two']);
      },
    ],
    [
      'refuses an invented NextToken for parameters',
      'InvalidNextToken.',
      async ({ parameters }) => {
        await refused(parameters.describeParameters({ NextToken: 'invented' }), 'InvalidNextToken');
      },
    ],
    [
      'refuses a filter key and an option that parameters do not have',
      'InvalidFilterKey, InvalidFilterOption.',
      async ({ parameters }) => {
        const byLabel = [{ Key: 'Label', Values: ['a'] }];
        await refused(parameters.describeParameters({ ParameterFilters: byLabel }), 'InvalidFilterKey');
        const recursive = [{ Key: 'Type', Option: 'Recursive', Values: ['String'] }];
        await refused(parameters.describeParameters({ ParameterFilters: recursive }), 'InvalidFilterOption');
        await put(parameters, '/app/one');
        const read = parameters.getParametersByPath({ Path: '/app', ParameterFilters: recursive });
        await refused(read, 'InvalidFilterOption');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('GetParameterHistory'), [
    [
      'pages the history of a parameter, decrypted on request',
      'WithDecryption, MaxResults and NextToken.',
      async ({ parameters }) => {
        await put(parameters, 'one');
        await parameters.putParameter({ Name: 'one', Value: 'beta', Overwrite: true });
        const asked = { Name: 'one', WithDecryption: true, MaxResults: 1 };
        const first = await parameters.getParameterHistory(asked);
        const second = await parameters.getParameterHistory({ ...asked, NextToken: first.NextToken });
        const values = [first, second].map(({ Parameters }) => Parameters?.[0]?.Value);
        assert.deepEqual(values, ['value of one', 'beta']);
        await refused(parameters.getParameterHistory({ Name: 'one', NextToken: 'invented' }), 'InvalidNextToken');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('GetParametersByPath'), [
    [
      'decrypts the parameters of a path on request',
      'WithDecryption.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const { Parameters } = await parameters.getParametersByPath({ Path: '/app', WithDecryption: true });
        assert.equal(Parameters?.[0]?.Value, 'value of /app/one');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('PutParameter'), [
    [
      'describes a parameter with its description and its key',
      'Description and KeyId.',
      async ({ parameters }) => {
        const Description = 'Payment key';
        await parameters.putParameter({ Name: 'one', Value: 'a', Type: 'SecureString', Description, KeyId: KEY });
        const [described] = (await parameters.describeParameters({})).Parameters ?? [];
        assert.deepEqual([described?.Description, described?.KeyId], [Description, KEY]);
      },
    ],
    [
      'refuses an AllowedPattern that is not a regular expression',
      'InvalidAllowedPatternException.',
      async ({ parameters }) => {
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', AllowedPattern: '[' });
        await refused(write, 'InvalidAllowedPatternException');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('AddTagsToResource'), [
    [
      'refuses the 51st tag on a parameter',
      'TooManyTagsError.',
      async ({ parameters }) => {
        await put(parameters, 'one');
        const Tags = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
        await refused(parameters.addTagsToResource({ ...target, Tags }), 'TooManyTagsError');
      },
    ],
    [
      'refuses the tags of a missing parameter',
      'InvalidResourceId.',
      async ({ parameters }) => {
        await refused(parameters.listTagsForResource(target), 'InvalidResourceId');
        await refused(parameters.removeTagsFromResource({ ...target, TagKeys: ['a'] }), 'InvalidResourceId');
      },
    ],
    [
      'refuses the tags of a resource that is not a parameter',
      'InvalidResourceType.',
      async ({ parameters }) => {
        // The SDK's types know only the types of resource that exist.
        const other = { ResourceType: 'Parameters' as 'Parameter', ResourceId: 'one' };
        const Tags = [{ Key: 'a', Value: 'b' }];
        await refused(parameters.addTagsToResource({ ...other, Tags }), 'InvalidResourceType');
        await refused(parameters.listTagsForResource(other), 'InvalidResourceType');
        await refused(parameters.removeTagsFromResource({ ...other, TagKeys: ['a'] }), 'InvalidResourceType');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('LabelParameterVersion'), [
    [
      'refuses to label a missing parameter',
      'ParameterNotFound.',
      async ({ parameters }) => {
        const labels = { Name: 'absent', ParameterVersion: 1, Labels: ['a'] };
        await refused(parameters.labelParameterVersion(labels), 'ParameterNotFound');
        await refused(parameters.unlabelParameterVersion(labels), 'ParameterNotFound');
      },
    ],
    [
      'refuses to unlabel a missing version of a parameter',
      'ParameterVersionNotFound.',
      async ({ parameters }) => {
        await put(parameters, 'one');
        const labels = { Name: 'one', ParameterVersion: 7, Labels: ['a'] };
        await refused(parameters.unlabelParameterVersion(labels), 'ParameterVersionNotFound');
      },
    ],
  ]),
];
