import assert from 'node:assert/strict';
import type { SSM } from '@aws-sdk/client-ssm';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

async function put(parameters: SSM, ...names: string[]): Promise<void> {
  for (const Name of names) await parameters.putParameter({ Name, Value: `value of ${Name}`, Type: 'SecureString' });
}

async function under(parameters: SSM, Path: string, Recursive?: boolean) {
  const { Parameters = [] } = await parameters.getParametersByPath({
    Path,
    ...(Recursive !== undefined && { Recursive }),
  });
  return Parameters.map(({ Name }) => Name).sort();
}

export const parameterReadingCases = [
  ...casesFrom(systemsManagerApi('GetParameter'), [
    [
      'reads a parameter',
      'Name, type, version and ARN come with the value.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        const { Parameter } = await parameters.getParameter({ Name: '/app/one' });
        assert.equal(Parameter?.Value, 'alpha');
        assert.equal(Parameter?.Version, 1);
        assert.equal(Parameter?.Type, 'String');
        assert.equal(Parameter?.ARN, 'arn:aws:ssm:us-east-1:123456789012:parameter/app/one');
      },
    ],
    [
      'separates a name without a slash from parameter in the ARN by a slash',
      'parameter/name.',
      async ({ parameters }) => {
        await put(parameters, 'one');
        const { Parameter } = await parameters.getParameter({ Name: 'one' });
        assert.equal(Parameter?.ARN, 'arn:aws:ssm:us-east-1:123456789012:parameter/one');
      },
    ],
    [
      'decrypts a SecureString on request',
      'WithDecryption returns the value.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const { Parameter } = await parameters.getParameter({ Name: '/app/one', WithDecryption: true });
        assert.equal(Parameter?.Value, 'value of /app/one');
      },
    ],
    [
      'returns a SecureString encrypted by default',
      'Without WithDecryption the value is encrypted.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const { Parameter } = await parameters.getParameter({ Name: '/app/one' });
        assert.equal(Parameter?.Type, 'SecureString');
        assert.ok((Parameter?.Value?.length ?? 0) > 0);
        assert.ok(!Parameter?.Value?.includes('value of'));
      },
    ],
    [
      'reads a parameter by ARN',
      'Name may be an ARN.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const Name = 'arn:aws:ssm:us-east-1:123456789012:parameter/app/one';
        const { Parameter } = await parameters.getParameter({ Name, WithDecryption: true });
        assert.equal(Parameter?.Value, 'value of /app/one');
      },
    ],
    [
      'reads an older version of a parameter',
      'name:version.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        await parameters.putParameter({ Name: '/app/one', Value: 'beta', Overwrite: true });
        const { Parameter } = await parameters.getParameter({ Name: '/app/one:1' });
        assert.equal(Parameter?.Value, 'alpha');
        assert.equal(Parameter?.Selector, ':1');
        assert.equal(Parameter?.Name, '/app/one');
      },
    ],
    [
      'refuses to read a missing version of a parameter',
      'ParameterVersionNotFound.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        await refused(parameters.getParameter({ Name: '/app/one:7' }), 'ParameterVersionNotFound');
      },
    ],
    [
      'refuses to read a missing parameter',
      'ParameterNotFound.',
      async ({ parameters }) => {
        await refused(parameters.getParameter({ Name: '/app/absent' }), 'ParameterNotFound');
      },
    ],
    [
      'compares parameter names with case',
      'Names are case-sensitive.',
      async ({ parameters }) => {
        await put(parameters, '/app/One');
        await refused(parameters.getParameter({ Name: '/app/one' }), 'ParameterNotFound');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('GetParameters'), [
    [
      'reads several parameters in one call',
      'Missing ones are in InvalidParameters.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/app/two');
        const Names = ['/app/one', '/app/absent', '/app/two'];
        const read = await parameters.getParameters({ Names, WithDecryption: true });
        assert.deepEqual(read.Parameters?.map(({ Name }) => Name).sort(), ['/app/one', '/app/two']);
        assert.deepEqual(read.InvalidParameters, ['/app/absent']);
      },
    ],
    [
      'reads 10 parameters in one call',
      'At most 10.',
      async ({ parameters }) => {
        const Names = Array.from({ length: 10 }, (_, index) => `n${index}`);
        assert.equal((await parameters.getParameters({ Names })).InvalidParameters?.length, 10);
      },
    ],
    [
      'refuses to read 11 parameters in one call',
      'At most 10.',
      async ({ parameters }) => {
        const Names = Array.from({ length: 11 }, (_, index) => `n${index}`);
        const message = /at 'names' failed to satisfy constraint: Member must have length less than or equal to 10/;
        await refused(parameters.getParameters({ Names }), 'ValidationException', message);
      },
    ],
    [
      'returns several SecureStrings encrypted by default',
      'Without WithDecryption the values are encrypted.',
      async ({ parameters }) => {
        await put(parameters, 'one');
        const { Parameters } = await parameters.getParameters({ Names: ['one'] });
        assert.ok(!Parameters?.[0]?.Value?.includes('value of'));
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('GetParametersByPath'), [
    [
      'reads one level of a path',
      'Deeper levels only with Recursive.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/app/deep/two', '/application/three');
        assert.deepEqual(await under(parameters, '/app'), ['/app/one']);
      },
    ],
    [
      'reads every level of a path',
      'Recursive.',
      async ({ parameters }) => {
        await put(parameters, '/app/one', '/app/deep/two', '/application/three');
        assert.deepEqual(await under(parameters, '/app', true), ['/app/deep/two', '/app/one']);
      },
    ],
    [
      'reads a path that ends in a slash',
      'The path may end in a slash.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        assert.deepEqual(await under(parameters, '/app/'), ['/app/one']);
      },
    ],
    [
      'returns an empty list for an empty path',
      'It is not an error.',
      async ({ parameters }) => {
        assert.deepEqual(await under(parameters, '/absent'), []);
      },
    ],
    [
      'leaves out the parameter whose name is the path',
      'Only what is under it.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        assert.deepEqual(await under(parameters, '/app/one'), []);
      },
    ],
    [
      'refuses a path that begins without a slash',
      'A path begins with a slash.',
      async ({ parameters }) => {
        await refused(parameters.getParametersByPath({ Path: 'app' }), 'ValidationException');
      },
    ],
    [
      'pages the parameters of a path by ten',
      'At most 10, then NextToken.',
      async ({ parameters }) => {
        await put(parameters, ...Array.from({ length: 12 }, (_, index) => `/app/n${index}`));
        const first = await parameters.getParametersByPath({ Path: '/app' });
        const second = await parameters.getParametersByPath({ Path: '/app', NextToken: first.NextToken });
        assert.equal(first.Parameters?.length, 10);
        assert.equal(second.Parameters?.length, 2);
        assert.equal(second.NextToken, undefined);
      },
    ],
    [
      'refuses a MaxResults of 11 for a path',
      'At most 10.',
      async ({ parameters }) => {
        const read = parameters.getParametersByPath({ Path: '/app', MaxResults: 11 });
        await refused(read, 'ValidationException', /maxResults/);
      },
    ],
    [
      'filters the parameters of a path by type',
      'Type, KeyId or Label.',
      async ({ parameters }) => {
        await put(parameters, '/app/secret');
        await parameters.putParameter({ Name: '/app/plain', Value: 'a', Type: 'String' });
        const ParameterFilters = [{ Key: 'Type', Values: ['String'] }];
        const { Parameters } = await parameters.getParametersByPath({ Path: '/app', ParameterFilters });
        assert.deepEqual(
          Parameters?.map(({ Name }) => Name),
          ['/app/plain'],
        );
      },
    ],
    [
      'refuses to filter the parameters of a path by name',
      'Type, KeyId or Label.',
      async ({ parameters }) => {
        await put(parameters, '/app/one');
        const ParameterFilters = [{ Key: 'Name', Values: ['/app/one'] }];
        await refused(parameters.getParametersByPath({ Path: '/app', ParameterFilters }), 'InvalidFilterKey');
      },
    ],
    [
      'refuses an invented NextToken for a path',
      'InvalidNextToken.',
      async ({ parameters }) => {
        await refused(parameters.getParametersByPath({ Path: '/app', NextToken: 'invented' }), 'InvalidNextToken');
      },
    ],
  ]),
];
