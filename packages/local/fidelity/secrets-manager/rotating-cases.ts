import assert from 'node:assert/strict';
import { refused, rotationCasesFrom, secretsManagerApi } from '../fidelity-case.js';
import { seenIn } from '../rotation-bench.js';
import { leaveOutTokens, NO_TOKEN } from './answer-cases.js';
import { create, described, NO_ROTATION, rotated, rotationGuide, stages, v1, v2, v3 } from './rotated-secret.js';

const NO_FUNCTION = /^No Lambda rotation function ARN is associated with this secret\.$/;
const NOT_INVOCABLE =
  /^Secrets Manager cannot invoke the specified Lambda function\. Ensure that the function policy grants access to the principal secretsmanager\.amazonaws\.com\.$/;
const INCOMPLETE = /^A previous rotation isn't complete\. That rotation will be reattempted\.$/;

/** RotateSecret: what it answers, and what its function is invoked with. */
export const rotatingCases = [
  ...rotationCasesFrom(secretsManagerApi('RotateSecret'), 'recorded', [
    [
      'answers a rotation with the id of the new version',
      'ARN, Name, VersionId: the ClientRequestToken.',
      async ({ secrets }, { functions }) => {
        await create(secrets);
        const rotate = { SecretId: 'one', ClientRequestToken: v2, RotationLambdaARN: functions.rotates };
        const { ARN = '', Name, VersionId } = await secrets.rotateSecret(rotate);
        assert.match(ARN, /:secret:one-.{6}$/);
        assert.deepEqual({ Name, VersionId }, { Name: 'one', VersionId: v2 });
      },
    ],
    [
      'invokes a rotation function with the step, the secret and the new version',
      'createSecret, setSecret, testSecret, finishSecret.',
      async ({ secrets }, bench) => {
        const [rotation] = await rotated(secrets, bench);
        const { ARN } = await secrets.describeSecret({ SecretId: 'one' });
        const events = seenIn(rotation).map(({ event: { RotationToken: _, ...event } }) => event);
        const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
        assert.deepEqual(
          events,
          steps.map((Step) => ({ Step, SecretId: ARN, ClientRequestToken: v2 })),
        );
      },
    ],
    [
      'begins a rotation with an empty version that has AWSPENDING',
      'Reading it is ResourceNotFoundException until the function puts its value.',
      async ({ secrets }, bench) => {
        const [rotation] = await rotated(secrets, bench);
        const [created, set] = seenIn(rotation);
        assert.equal(created?.RotationEnabled, true);
        assert.deepEqual(created?.VersionIdsToStages, { [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
        assert.equal(created?.pending, 'ResourceNotFoundException');
        assert.equal(set?.pending, `rotated ${v2}`);
      },
    ],
    [
      'makes the version that a rotation created current',
      'The one before is AWSPREVIOUS.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench);
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSPREVIOUS'], [v2]: ['AWSCURRENT'] });
        assert.equal((await secrets.getSecretValue({ SecretId: 'one' })).SecretString, `rotated ${v2}`);
      },
    ],
    [
      'rotates a secret again by its id alone',
      'With the function and the rules that it has; the version before the last has no label.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench);
        const { VersionId } = await secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v3 });
        await bench.settled();
        assert.equal(VersionId, v3);
        assert.deepEqual(await stages(secrets), { [v2]: ['AWSPREVIOUS'], [v3]: ['AWSCURRENT'] });
      },
    ],
    [
      'describes the rotation of a secret',
      'RotationEnabled, RotationLambdaARN, RotationRules, LastRotatedDate, NextRotationDate.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationRules: { AutomaticallyAfterDays: 1 } });
        const { LastRotatedDate, NextRotationDate, ...shown } = await described(secrets);
        const RotationRules = { AutomaticallyAfterDays: 1 };
        assert.deepEqual(shown, { RotationEnabled: true, RotationLambdaARN: bench.functions.rotates, RotationRules });
        assert.ok(LastRotatedDate instanceof Date);
        assert.ok(NextRotationDate instanceof Date && NextRotationDate > LastRotatedDate);
      },
    ],
    [
      'refuses to rotate a secret that never had a function',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await create(secrets);
        await refused(secrets.rotateSecret({ SecretId: 'one' }), 'InvalidRequestException', NO_FUNCTION);
        assert.deepEqual(await described(secrets), NO_ROTATION);
      },
    ],
    [
      'refuses to rotate by a function that Secrets Manager may not invoke',
      'AccessDeniedException; the secret has no rotation, and one version.',
      async ({ secrets }, { functions }) => {
        await create(secrets);
        const rotate = secrets.rotateSecret({ SecretId: 'one', RotationLambdaARN: functions.forbidden });
        await refused(rotate, 'AccessDeniedException', NOT_INVOCABLE);
        assert.deepEqual(await described(secrets), NO_ROTATION);
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'] });
      },
    ],
    [
      'refuses to rotate by a function that does not exist',
      'Like one that may not be invoked.',
      async ({ secrets }, { functions }) => {
        await create(secrets);
        const rotate = secrets.rotateSecret({ SecretId: 'one', RotationLambdaARN: `${functions.rotates}-absent` });
        await refused(rotate, 'AccessDeniedException', NOT_INVOCABLE);
      },
    ],
    [
      'C3: refuses RotateSecret without a ClientRequestToken',
      'InvalidParameterException, before it looks for the secret.',
      async ({ secrets }) => {
        leaveOutTokens(secrets);
        await refused(secrets.rotateSecret({ SecretId: 'absent' }), 'InvalidParameterException', NO_TOKEN);
      },
    ],
    [
      'tests a rotation that is not immediate on the current value',
      'testSecret alone, on a version with AWSPENDING that is removed.',
      async ({ secrets }, bench) => {
        const [test] = await rotated(secrets, bench, { RotateImmediately: false });
        const seen = seenIn(test);
        assert.deepEqual(
          seen.map(({ event, pending, VersionIdsToStages }) => [event.Step, pending, VersionIdsToStages]),
          [['testSecret', 'alpha', { [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] }]],
        );
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'] });
        const { Versions } = await secrets.listSecretVersionIds({ SecretId: 'one', IncludeDeprecated: true });
        assert.deepEqual(
          Versions?.map(({ VersionId }) => VersionId),
          [v1],
        );
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotateSecret'), 'documented', [
    [
      'leaves AWSPENDING on an empty version after a rotation that failed',
      'AWSCURRENT stays.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationLambdaARN: bench.functions.fails });
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSCURRENT'], [v2]: ['AWSPENDING'] });
        const read = secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSPENDING' });
        await refused(read, 'ResourceNotFoundException', /staging label: AWSPENDING$/);
      },
    ],
    [
      'rotates a secret whose AWSPENDING is on the current version',
      'A rotation that succeeded may leave it there.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationLambdaARN: bench.functions.leavesPending });
        assert.deepEqual(await stages(secrets), { [v1]: ['AWSPREVIOUS'], [v2]: ['AWSCURRENT', 'AWSPENDING'] });
        await secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v3 });
        await bench.settled();
        assert.deepEqual(await stages(secrets), { [v2]: ['AWSPREVIOUS'], [v3]: ['AWSCURRENT', 'AWSPENDING'] });
      },
    ],
    [
      'begins one rotation for one ClientRequestToken',
      'The token is there so that a retry creates no second version.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench);
        await secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v2 });
        assert.equal((await bench.settled()).length, 1);
      },
    ],
    [
      'refuses to rotate a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }, { functions }) => {
        await create(secrets);
        await secrets.deleteSecret({ SecretId: 'one' });
        const rotate = secrets.rotateSecret({ SecretId: 'one', RotationLambdaARN: functions.rotates });
        await refused(rotate, 'InvalidRequestException');
      },
    ],
    [
      'refuses to rotate a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }, { functions }) => {
        const rotate = secrets.rotateSecret({ SecretId: 'absent', RotationLambdaARN: functions.rotates });
        await refused(rotate, 'ResourceNotFoundException');
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotateSecret'), 'quoted', [
    [
      'refuses to rotate a secret whose AWSPENDING is on another version than AWSCURRENT',
      'A previous rotation is not complete, and is attempted again.',
      async ({ secrets }, bench) => {
        await rotated(secrets, bench, { RotationLambdaARN: bench.functions.fails });
        const again = secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v3 });
        await refused(again, 'InvalidRequestException', INCOMPLETE);
        assert.deepEqual(
          (await bench.settled()).map(({ versionId }) => versionId),
          [v2, v2],
        );
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('RotateSecret'), 'assumed', [
    [
      'refuses to rotate a replica',
      'It changes with its primary secret only.',
      async ({ secrets, elsewhere }, { functions }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'a', AddReplicaRegions: [{ Region: 'eu-west-1' }] });
        const rotate = elsewhere.rotateSecret({ SecretId: 'one', RotationLambdaARN: functions.rotates });
        await refused(rotate, 'InvalidParameterException', /replica/);
      },
    ],
    [
      'refuses to rotate without a function what no partner holds',
      'Metadata and a role for a partner are not a function.',
      async ({ secrets }) => {
        await create(secrets);
        const rotate = secrets.rotateSecret({
          SecretId: 'one',
          ExternalSecretRotationMetadata: [{ Key: 'appId', Value: '1' }],
          ExternalSecretRotationRoleArn: 'arn:aws:iam::123456789012:role/partner',
        });
        await refused(rotate, 'InvalidRequestException', NO_FUNCTION);
      },
    ],
  ]),
  ...rotationCasesFrom(rotationGuide('rotate-secrets_lambda-functions'), 'documented', [
    [
      'gives a rotation function a RotationToken for PutSecretValue',
      'In the event of each step.',
      async ({ secrets }, bench) => {
        const [rotation] = await rotated(secrets, bench);
        for (const { event } of seenIn(rotation)) assert.match(event.RotationToken ?? '', /^[a-zA-Z0-9-]{36,256}$/);
      },
    ],
  ]),
  ...rotationCasesFrom(secretsManagerApi('PutSecretValue'), 'documented', [
    [
      'accepts a RotationToken with a value',
      '36 to 256 letters, digits and hyphens.',
      async ({ secrets }) => {
        await create(secrets);
        const put = { SecretId: 'one', SecretString: 'beta' };
        await secrets.putSecretValue({ ...put, RotationToken: 'a'.repeat(36) });
        await refused(secrets.putSecretValue({ ...put, RotationToken: 'a'.repeat(35) }), 'ValidationException');
      },
    ],
  ]),
];
