import assert from 'node:assert/strict';
import type { SSM } from '@aws-sdk/client-ssm';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

const REFERENCE = '/aws/reference/secretsmanager/';
const GUIDE = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html';

async function put(parameters: SSM, ...names: string[]): Promise<void> {
  for (const Name of names) await parameters.putParameter({ Name, Value: 'alpha', Type: 'String' });
}

async function under(parameters: SSM, Path: string, Recursive: boolean) {
  const { Parameters = [] } = await parameters.getParametersByPath({ Path, Recursive });
  return Parameters.map(({ Name }) => Name).sort();
}

const FORM =
  /can't be prefixed with "ssm" \(case-insensitive\)\. If formed as a path, .*sub-paths divided by slash symbol/;
const EXPIRATION = { Type: 'Expiration', Version: '1.0', Attributes: { Timestamp: '2035-05-13T00:00:00.000Z' } };

/** What AWS was validated to answer, or was quoted with. */
export const parameterAnswerCases = [
  ...casesFrom(
    systemsManagerApi('GetParameter'),
    [
      [
        'E1: returns the name of a parameter as the request has it',
        'With or without the slash that begins it.',
        async ({ parameters }) => {
          await put(parameters, 'one', '/two');
          for (const Name of ['one', '/one', 'two', '/two']) {
            assert.equal((await parameters.getParameter({ Name })).Parameter?.Name, Name);
            assert.equal((await parameters.getParameters({ Names: [Name] })).Parameters?.[0]?.Name, Name);
          }
        },
      ],
      [
        'E1: returns the name of a parameter read by ARN or version',
        'By ARN it is the parameter’s own; the version is the Selector.',
        async ({ parameters }) => {
          await put(parameters, 'one');
          const Name = 'arn:aws:ssm:us-east-1:123456789012:parameter/one';
          assert.equal((await parameters.getParameter({ Name })).Parameter?.Name, 'one');
          const { Parameter } = await parameters.getParameter({ Name: '/one:1' });
          assert.deepEqual([Parameter?.Name, Parameter?.Selector], ['/one', ':1']);
        },
      ],
      [
        'E2: refuses a path that does not begin with a slash',
        'app/one is not /app/one.',
        async ({ parameters }) => {
          await put(parameters, '/app/one');
          await refused(parameters.getParameter({ Name: 'app/one' }), 'ValidationException', FORM);
          await refused(parameters.getParameters({ Names: ['app/one'] }), 'ValidationException', FORM);
          await refused(parameters.deleteParameter({ Name: 'app/one' }), 'ValidationException', FORM);
          await refused(parameters.getParameterHistory({ Name: 'app/one' }), 'ValidationException', FORM);
        },
      ],
      [
        'E3: refuses to read a path with an empty level',
        '/app//one is not /app/one.',
        async ({ parameters }) => {
          await put(parameters, '/app/one');
          for (const Name of ['/app//one', '/app/one/']) {
            await refused(parameters.getParameter({ Name }), 'ValidationException', FORM);
          }
        },
      ],
    ],
    'validated',
  ),
  ...casesFrom(
    systemsManagerApi('GetParameter'),
    [
      [
        'E3: refuses to read a name with other characters',
        'Letters, digits and .-_ with slashes.',
        async ({ parameters }) => {
          for (const Name of ['{stage}-key', 'a b', '/app/a+b', 'ssm-key']) {
            await refused(parameters.getParameter({ Name }), 'ValidationException', FORM);
          }
        },
      ],
    ],
    'quoted',
  ),
  ...casesFrom(
    systemsManagerApi('GetParameter'),
    [
      [
        'D5: refuses to read a missing parameter without a message',
        'The body has the code alone.',
        async ({ parameters }) => {
          await refused(parameters.getParameter({ Name: 'absent' }), 'ParameterNotFound', /^(UnknownError)?$/);
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(
    GUIDE,
    [
      [
        'E4: returns what Secrets Manager answered for a reference to a secret',
        'SourceResult is JSON with the name, the ARN and the version.',
        async ({ secrets, parameters }) => {
          const { ARN, VersionId } = await secrets.createSecret({ Name: 'app/one', SecretString: 'alpha' });
          const Name = `${REFERENCE}app/one`;
          const { Parameter } = await parameters.getParameter({ Name, WithDecryption: true });
          const source: unknown = JSON.parse(Parameter?.SourceResult ?? 'null');
          assert.ok(typeof source === 'object' && source !== null && 'createdDate' in source);
          const { createdDate: _, ...rest } = source;
          const versionStages = ['AWSCURRENT'];
          assert.deepEqual(rest, { ARN, name: 'app/one', versionId: VersionId, secretString: 'alpha', versionStages });
        },
      ],
      [
        'E5: names the missing secret of a reference',
        'ParameterNotFound has a message there.',
        async ({ parameters }) => {
          const Name = `${REFERENCE}app/absent`;
          const read = parameters.getParameter({ Name, WithDecryption: true });
          await refused(read, 'ParameterNotFound', /Secret \/aws\/reference\/secretsmanager\/app\/absent not found\.$/);
        },
      ],
    ],
    'validated',
  ),
  ...casesFrom(
    systemsManagerApi('GetParametersByPath'),
    [
      [
        'E6: finds names without a slash under /',
        'They stand at the root.',
        async ({ parameters }) => {
          await put(parameters, 'one', '/two', '/app/three');
          assert.deepEqual(await under(parameters, '/', false), ['/two', 'one']);
          assert.deepEqual(await under(parameters, '/', true), ['/app/three', '/two', 'one']);
        },
      ],
      [
        'E7: says how a path must begin',
        'With a forward slash.',
        async ({ parameters }) => {
          const rule =
            /^The parameter doesn't meet the parameter name requirements\. .* must begin with a forward slash/;
          await refused(parameters.getParametersByPath({ Path: 'app' }), 'ValidationException', rule);
        },
      ],
    ],
    'quoted',
  ),
  ...casesFrom(systemsManagerApi('PutParameter'), [
    [
      'E8: refuses an unknown data type of a parameter',
      'text, aws:ec2:image or aws:ssm:integration.',
      async ({ parameters }) => {
        const parameter = { Name: 'one', Value: 'a', Type: 'String' as const };
        await refused(parameters.putParameter({ ...parameter, DataType: 'Text' }), 'ValidationException', /Text/);
        await parameters.putParameter({ ...parameter, DataType: 'aws:ssm:integration' });
        assert.equal((await parameters.getParameter({ Name: 'one' })).Parameter?.DataType, 'aws:ssm:integration');
      },
    ],
    [
      'E9: describes the policies of a parameter',
      'In DescribeParameters and GetParameterHistory.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([EXPIRATION]);
        await parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced', Policies });
        const [described] = (await parameters.describeParameters({})).Parameters ?? [];
        const [past] = (await parameters.getParameterHistory({ Name: 'one' })).Parameters ?? [];
        for (const shown of [described, past]) {
          assert.equal(shown?.Policies?.[0]?.PolicyType, 'Expiration');
          assert.equal(shown?.Policies?.[0]?.PolicyStatus, 'Pending');
          assert.deepEqual(JSON.parse(shown?.Policies?.[0]?.PolicyText ?? 'null'), EXPIRATION);
        }
      },
    ],
    [
      'refuses policies of a parameter in the standard tier',
      'Policies need the advanced tier.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([EXPIRATION]);
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Policies });
        await refused(write, 'ValidationException');
      },
    ],
    [
      'stores a parameter with policies in the advanced tier under Intelligent-Tiering',
      'Policies need the advanced tier.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([EXPIRATION]);
        const Tier = 'Intelligent-Tiering';
        const written = await parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier, Policies });
        assert.equal(written.Tier, 'Advanced');
      },
    ],
    [
      'refuses a policy of an unknown type',
      'InvalidPolicyTypeException.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([{ ...EXPIRATION, Type: 'Expiry' }]);
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced', Policies });
        await refused(write, 'InvalidPolicyTypeException');
      },
    ],
    [
      'refuses a policy without its attributes',
      'InvalidPolicyAttributeException.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([
          { Type: 'NoChangeNotification', Version: '1.0', Attributes: { After: '20' } },
        ]);
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced', Policies });
        await refused(write, 'InvalidPolicyAttributeException');
      },
    ],
    [
      'refuses 11 policies of a parameter',
      'PoliciesLimitExceededException.',
      async ({ parameters }) => {
        const notify = { Type: 'NoChangeNotification', Version: '1.0', Attributes: { After: '20', Unit: 'Days' } };
        const Policies = JSON.stringify(Array.from({ length: 11 }, () => notify));
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced', Policies });
        await refused(write, 'PoliciesLimitExceededException');
      },
    ],
    [
      'refuses two expirations of a parameter',
      'IncompatiblePolicyException.',
      async ({ parameters }) => {
        const Policies = JSON.stringify([EXPIRATION, EXPIRATION]);
        const write = parameters.putParameter({ Name: 'one', Value: 'a', Type: 'String', Tier: 'Advanced', Policies });
        await refused(write, 'IncompatiblePolicyException');
      },
    ],
  ]),
];
