import assert from 'node:assert/strict';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

export const parameterWritingCases = [
  ...casesFrom(systemsManagerApi('PutParameter'), [
    [
      'puts the first version',
      'Versions start at 1, the tier is Standard.',
      async ({ parameters }) => {
        const put = await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        assert.equal(put.Version, 1);
        assert.equal(put.Tier, 'Standard');
      },
    ],
    [
      'refuses a second put',
      'ParameterAlreadyExists without Overwrite.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = parameters.putParameter({ Name: 'one', Value: 'beta', Type: 'String' });
        await refused(put, 'ParameterAlreadyExists', /overwrite option/);
        assert.equal((await parameters.getParameter({ Name: 'one' })).Parameter?.Value, 'alpha');
      },
    ],
    [
      'overwrites',
      'Overwrite makes the next version.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = await parameters.putParameter({ Name: 'one', Value: 'beta', Overwrite: true });
        assert.equal(put.Version, 2);
        assert.equal((await parameters.getParameter({ Name: 'one' })).Parameter?.Value, 'beta');
      },
    ],
    [
      'wants a type for a new parameter',
      'Type is required at first.',
      async ({ parameters }) => {
        const text = /A parameter type is required/;
        await refused(parameters.putParameter({ Name: 'one', Value: 'alpha' }), 'ValidationException', text);
      },
    ],
    [
      'overwrites what is not there',
      'Overwrite creates as well.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'alpha', Type: 'SecureString' as const, Overwrite: true };
        assert.equal((await parameters.putParameter(input)).Version, 1);
      },
    ],
    [
      'keeps the type',
      'A type cannot change.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = parameters.putParameter({ Name: 'one', Value: 'beta', Type: 'SecureString', Overwrite: true });
        await refused(put, 'HierarchyTypeMismatchException');
      },
    ],
    [
      'refuses an unknown type',
      'String, StringList or SecureString.',
      async ({ parameters }) => {
        // @ts-expect-error The type knows it as well.
        const put = parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'Secret' });
        await refused(put, 'ValidationException', /type/);
      },
    ],
    [
      'refuses a name that is half a path',
      'A name with a slash begins with one.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'app/one', Value: 'alpha', Type: 'String' });
        await refused(put, 'ValidationException', /fully qualified/);
      },
    ],
    [
      'refuses a scoped package in a name',
      'Letters, digits and .-_ only.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/amplify/shared/@acme/web/X', Value: 'a', Type: 'String' });
        await refused(put, 'ValidationException');
      },
    ],
    [
      'refuses a parameter name with a space',
      'Letters, digits and .-_ only.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/app/a b', Value: 'alpha', Type: 'String' });
        await refused(put, 'ValidationException');
      },
    ],
    [
      'reserves names that begin with aws',
      'aws belongs to AWS.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/aws/one', Value: 'alpha', Type: 'String' });
        await refused(put, 'AccessDeniedException', /reserved/);
      },
    ],
    [
      'reserves names that begin with ssm',
      'ssm belongs to AWS, whatever its case.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'SSMone', Value: 'alpha', Type: 'String' });
        await refused(put, 'ValidationException', /ssm/);
      },
    ],
    [
      'takes 15 levels',
      'At most 15.',
      async ({ parameters }) => {
        const Name = '/l'.repeat(15);
        assert.equal((await parameters.putParameter({ Name, Value: 'alpha', Type: 'String' })).Version, 1);
      },
    ],
    [
      'refuses 16 levels',
      'At most 15.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/l'.repeat(16), Value: 'alpha', Type: 'String' });
        await refused(put, 'HierarchyLevelLimitExceededException');
      },
    ],
    [
      'takes 4 KB in the standard tier',
      'At most 4,096 bytes.',
      async ({ parameters }) => {
        const put = await parameters.putParameter({ Name: 'one', Value: 'x'.repeat(4096), Type: 'String' });
        assert.equal(put.Tier, 'Standard');
      },
    ],
    [
      'refuses more in the standard tier and hides it',
      'At most 4,096 bytes.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'one', Value: 'canary'.padEnd(4097, 'x'), Type: 'SecureString' });
        await refused(put, 'ValidationException', /^(?!.*canary).*Standard tier parameters support a maximum/s);
      },
    ],
    [
      'takes 8 KB in the advanced tier',
      'At most 8,192 bytes.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'x'.repeat(8192), Type: 'String' as const, Tier: 'Advanced' as const };
        assert.equal((await parameters.putParameter(input)).Tier, 'Advanced');
      },
    ],
    [
      'refuses more in the advanced tier',
      'At most 8,192 bytes.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'x'.repeat(8193), Type: 'String' as const, Tier: 'Advanced' as const };
        await refused(parameters.putParameter(input), 'ValidationException');
      },
    ],
    [
      'chooses the tier by size',
      'Intelligent-Tiering.',
      async ({ parameters }) => {
        const tiered = { Type: 'String' as const, Tier: 'Intelligent-Tiering' as const };
        assert.equal((await parameters.putParameter({ ...tiered, Name: 'small', Value: 'x' })).Tier, 'Standard');
        const large = { ...tiered, Name: 'large', Value: 'x'.repeat(5000) };
        assert.equal((await parameters.putParameter(large)).Tier, 'Advanced');
      },
    ],
    [
      'does not go back to the standard tier',
      'There is no downgrade.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced' });
        const put = parameters.putParameter({ Name: 'one', Value: 'b', Tier: 'Standard', Overwrite: true });
        await refused(put, 'ValidationException', /downgrade/);
      },
    ],
    [
      'refuses an empty value',
      'At least one character.',
      async ({ parameters }) => {
        await refused(parameters.putParameter({ Name: 'one', Value: '', Type: 'String' }), 'ValidationException');
      },
    ],
    [
      'holds values to the pattern',
      'ParameterPatternMismatchException, without the value.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'canary', Type: 'String' as const, AllowedPattern: '^\\d+$' };
        await refused(parameters.putParameter(input), 'ParameterPatternMismatchException', /^(?!.*canary)/);
      },
    ],
    [
      'refuses tags with overwrite',
      'One or the other.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const input = { Name: 'one', Value: 'beta', Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] };
        await refused(parameters.putParameter(input), 'ValidationException', /tags and overwrite/);
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('DeleteParameter'), [
    [
      'deletes a parameter',
      'Then it is missing.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        await parameters.deleteParameter({ Name: 'one' });
        await refused(parameters.getParameter({ Name: 'one' }), 'ParameterNotFound');
      },
    ],
    [
      'misses a parameter to delete',
      'ParameterNotFound.',
      async ({ parameters }) => {
        await refused(parameters.deleteParameter({ Name: 'absent' }), 'ParameterNotFound');
      },
    ],
    [
      'starts anew after a deletion',
      'Versions start at 1 again.',
      async ({ parameters }) => {
        for (const round of ['first', 'second']) {
          const put = await parameters.putParameter({ Name: 'one', Value: round, Type: 'String' });
          assert.equal(put.Version, 1);
          await parameters.deleteParameter({ Name: 'one' });
        }
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('DeleteParameters'), [
    [
      'deletes many',
      'Names what was deleted and what was not there.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        const deleted = await parameters.deleteParameters({ Names: ['/app/one', '/app/absent'] });
        assert.deepEqual(deleted.DeletedParameters, ['/app/one']);
        assert.deepEqual(deleted.InvalidParameters, ['/app/absent']);
      },
    ],
    [
      'refuses to delete 11',
      'At most 10.',
      async ({ parameters }) => {
        const Names = Array.from({ length: 11 }, (_, index) => `n${index}`);
        await refused(parameters.deleteParameters({ Names }), 'ValidationException');
      },
    ],
  ]),
];
