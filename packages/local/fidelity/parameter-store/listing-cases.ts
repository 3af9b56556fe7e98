import assert from 'node:assert/strict';
import type { SSM } from '@aws-sdk/client-ssm';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

async function put(parameters: SSM, ...names: string[]): Promise<void> {
  for (const Name of names) await parameters.putParameter({ Name, Value: `value of ${Name}`, Type: 'SecureString' });
}

export const parameterListingCases = [
  ...casesFrom(systemsManagerApi('DescribeParameters'), [
    [
      'describes parameters without their values',
      'DescribeParameters returns details, never values.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const [described] = (await parameters.describeParameters({})).Parameters ?? [];
        assert.equal(described?.Name, '/app/one');
        assert.equal(described?.KeyId, 'alias/aws/ssm');
        assert.ok(!JSON.stringify(described).includes('value of'));
      },
    ],
    [
      'filters parameters by the beginning of the name',
      'Option BeginsWith.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/other/two');
        const ParameterFilters = [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app'] }];
        const { Parameters } = await parameters.describeParameters({ ParameterFilters });
        assert.deepEqual(
          Parameters?.map(({ Name }) => Name),
          ['/app/one'],
        );
      },
    ],
    [
      'filters parameters by a part of the name',
      'Option Contains.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/other/two');
        const ParameterFilters = [{ Key: 'Name', Option: 'Contains', Values: ['her/t'] }];
        const { Parameters } = await parameters.describeParameters({ ParameterFilters });
        assert.deepEqual(
          Parameters?.map(({ Name }) => Name),
          ['/other/two'],
        );
      },
    ],
    [
      'filters parameters by path',
      'Key Path, with Option Recursive.',
      async ({ parameters }) => {
        await put(parameters, '/app/deep/one', '/other/two');
        const ParameterFilters = [{ Key: 'Path', Option: 'Recursive', Values: ['/app'] }];
        const { Parameters } = await parameters.describeParameters({ ParameterFilters });
        assert.deepEqual(
          Parameters?.map(({ Name }) => Name),
          ['/app/deep/one'],
        );
      },
    ],
    [
      'filters parameters by tag',
      'Key tag:key.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const Tags = [{ Key: 'team', Value: 'blue' }];
        await parameters.putParameter({ Name: '/app/two', Value: 'a', Type: 'String', Tags });
        const ParameterFilters = [{ Key: 'tag:team', Values: ['blue'] }];
        const { Parameters } = await parameters.describeParameters({ ParameterFilters });
        assert.deepEqual(
          Parameters?.map(({ Name }) => Name),
          ['/app/two'],
        );
      },
    ],
    [
      'refuses an unknown key of a parameter filter',
      'Only the keys of the API model.',
      async ({ parameters }) => {
        const ParameterFilters = [{ Key: 'Colour', Values: ['x'] }];
        await refused(parameters.describeParameters({ ParameterFilters }), 'ValidationException');
      },
    ],
  ]),
];
