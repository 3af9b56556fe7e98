import assert from 'node:assert/strict';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

export const parameterWritingCases = [
  ...casesFrom(systemsManagerApi('PutParameter'), [
    [
      'writes the first version of a parameter',
      'Versions start at 1, the tier is Standard.',
      async ({ parameters }) => {
        const put = await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        assert.equal(put.Version, 1);
        assert.equal(put.Tier, 'Standard');
      },
    ],
    [
      'refuses to overwrite a parameter by default',
      'ParameterAlreadyExists without Overwrite.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = parameters.putParameter({ Name: 'one', Value: 'beta', Type: 'String' });
        await refused(put, 'ParameterAlreadyExists', /overwrite option/);
        assert.equal((await parameters.getParameter({ Name: 'one' })).Parameter?.Value, 'alpha');
      },
    ],
    [
      'overwrites a parameter on request',
      'Overwrite adds the next version.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = await parameters.putParameter({ Name: 'one', Value: 'beta', Overwrite: true });
        assert.equal(put.Version, 2);
        assert.equal((await parameters.getParameter({ Name: 'one' })).Parameter?.Value, 'beta');
      },
    ],
    [
      'refuses a new parameter without a type',
      'Type is required for the first version.',
      async ({ parameters }) => {
        const message = /A parameter type is required/;
        await refused(parameters.putParameter({ Name: 'one', Value: 'alpha' }), 'ValidationException', message);
      },
    ],
    [
      'creates a missing parameter with Overwrite',
      'Overwrite also creates.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'alpha', Type: 'SecureString' as const, Overwrite: true };
        assert.equal((await parameters.putParameter(input)).Version, 1);
      },
    ],
    [
      'refuses to change the type of a parameter',
      'A type cannot change.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        const put = parameters.putParameter({ Name: 'one', Value: 'beta', Type: 'SecureString', Overwrite: true });
        await refused(put, 'HierarchyTypeMismatchException');
      },
    ],
    [
      'refuses an unknown type of parameter',
      'String, StringList or SecureString.',
      async ({ parameters }) => {
        // @ts-expect-error The type knows it as well.
        const put = parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'Secret' });
        await refused(put, 'ValidationException', /type/);
      },
    ],
    [
      'refuses a parameter name with a slash only inside',
      'A name with a slash begins with one.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'app/one', Value: 'alpha', Type: 'String' });
        await refused(put, 'ValidationException', /fully qualified/);
      },
    ],
    [
      'refuses a scoped package in a parameter name',
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
      'refuses a parameter name that begins with aws',
      'aws is reserved.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/aws/one', Value: 'alpha', Type: 'String' });
        await refused(put, 'AccessDeniedException', /reserved/);
      },
    ],
    [
      'refuses a parameter name that begins with ssm',
      'ssm is reserved, whatever its case.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'SSMone', Value: 'alpha', Type: 'String' });
        await refused(put, 'ValidationException', /ssm/);
      },
    ],
    [
      'accepts a parameter name of 15 levels',
      'At most 15.',
      async ({ parameters }) => {
        const Name = '/l'.repeat(15);
        assert.equal((await parameters.putParameter({ Name, Value: 'alpha', Type: 'String' })).Version, 1);
      },
    ],
    [
      'refuses a parameter name of 16 levels',
      'At most 15.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: '/l'.repeat(16), Value: 'alpha', Type: 'String' });
        await refused(put, 'HierarchyLevelLimitExceededException');
      },
    ],
    [
      'accepts 4,096 bytes in the standard tier',
      'At most 4,096 bytes.',
      async ({ parameters }) => {
        const put = await parameters.putParameter({ Name: 'one', Value: 'x'.repeat(4096), Type: 'String' });
        assert.equal(put.Tier, 'Standard');
      },
    ],
    [
      'refuses 4,097 bytes in the standard tier without the value in the message',
      'At most 4,096 bytes.',
      async ({ parameters }) => {
        const put = parameters.putParameter({ Name: 'one', Value: 'canary'.padEnd(4097, 'x'), Type: 'SecureString' });
        await refused(put, 'ValidationException', /^(?!.*canary).*Standard tier parameters support a maximum/s);
      },
    ],
    [
      'accepts 8,192 bytes in the advanced tier',
      'At most 8,192 bytes.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'x'.repeat(8192), Type: 'String' as const, Tier: 'Advanced' as const };
        assert.equal((await parameters.putParameter(input)).Tier, 'Advanced');
      },
    ],
    [
      'refuses 8,193 bytes in the advanced tier',
      'At most 8,192 bytes.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'x'.repeat(8193), Type: 'String' as const, Tier: 'Advanced' as const };
        await refused(parameters.putParameter(input), 'ValidationException');
      },
    ],
    [
      'chooses the tier of a parameter by its size',
      'Intelligent-Tiering.',
      async ({ parameters }) => {
        const tiered = { Type: 'String' as const, Tier: 'Intelligent-Tiering' as const };
        assert.equal((await parameters.putParameter({ ...tiered, Name: 'small', Value: 'x' })).Tier, 'Standard');
        const large = { ...tiered, Name: 'large', Value: 'x'.repeat(5000) };
        assert.equal((await parameters.putParameter(large)).Tier, 'Advanced');
      },
    ],
    [
      'refuses to change an advanced parameter to the standard tier',
      'There is no downgrade.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced' });
        const put = parameters.putParameter({ Name: 'one', Value: 'b', Tier: 'Standard', Overwrite: true });
        await refused(put, 'ValidationException', /downgrade/);
      },
    ],
    [
      'refuses an empty parameter value',
      'At least one character.',
      async ({ parameters }) => {
        await refused(parameters.putParameter({ Name: 'one', Value: '', Type: 'String' }), 'ValidationException');
      },
    ],
    [
      'refuses a parameter value that does not match AllowedPattern',
      'ParameterPatternMismatchException, without the value.',
      async ({ parameters }) => {
        const input = { Name: 'one', Value: 'canary', Type: 'String' as const, AllowedPattern: '^\\d+$' };
        await refused(parameters.putParameter(input), 'ParameterPatternMismatchException', /^(?!.*canary)/);
      },
    ],
    [
      'refuses tags together with Overwrite',
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
      'It is missing afterwards.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'alpha', Type: 'String' });
        await parameters.deleteParameter({ Name: 'one' });
        await refused(parameters.getParameter({ Name: 'one' }), 'ParameterNotFound');
      },
    ],
    [
      'refuses to delete a missing parameter',
      'ParameterNotFound.',
      async ({ parameters }) => {
        await refused(parameters.deleteParameter({ Name: 'absent' }), 'ParameterNotFound');
      },
    ],
    [
      'restarts the versions of a parameter after its deletion',
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
      'deletes several parameters in one call',
      'It returns the deleted names and the missing ones.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
        const deleted = await parameters.deleteParameters({ Names: ['/app/one', '/app/absent'] });
        assert.deepEqual(deleted.DeletedParameters, ['/app/one']);
        assert.deepEqual(deleted.InvalidParameters, ['/app/absent']);
      },
    ],
    [
      'refuses to delete 11 parameters in one call',
      'At most 10.',
      async ({ parameters }) => {
        const Names = Array.from({ length: 11 }, (_, index) => `n${index}`);
        await refused(parameters.deleteParameters({ Names }), 'ValidationException');
      },
    ],
  ]),
];
