import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from './backend/load-backend.js';
import type { Backend } from './backend/model.js';
import { type LocalAws, startLocalAws } from './local-aws.js';
import { rotatorCode } from './rotation.test.support.js';
import { clientsFrom } from './sdk-clients.test.support.js';
import { temporaryFolder } from './temporary-folder.js';

let backend: Backend;
let aws: LocalAws;

beforeAll(async () => {
  const app = new App({ outdir: `${temporaryFolder()}/cdk.out` });
  const stack = new Stack(app, 'shop', { env: { account: '123456789012', region: 'eu-west-1' } });
  const rotationLambda = new LambdaFunction(stack, 'Rotate', {
    code: Code.fromAsset(rotatorCode()),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(30),
  });
  const secret = new Secret(stack, 'Database', { secretName: 'shop/prod/database' });
  secret.addRotationSchedule('Rotation', { rotationLambda, automaticallyAfter: Duration.days(30) });
  backend = loadBackend(app.synth().directory);
  aws = await startLocalAws({ backends: [backend], region: 'eu-west-1' });
});

afterAll(() => aws.close());

describe('a secret with a rotation schedule of the CDK', () => {
  it('is rotated when it is deployed, with the permissions that the CDK writes', async () => {
    expect(backend.unresolved).toEqual([]);
    expect(await aws.rotations.settled()).toMatchObject([{ kind: 'rotation', outcome: 'succeeded' }]);
    const { RotationEnabled, RotationRules } = await clientsFrom(aws.env()).secrets.describeSecret({
      SecretId: 'shop/prod/database',
    });
    expect(RotationEnabled).toBe(true);
    expect(RotationRules).toMatchObject({ ScheduleExpression: 'rate(30 days)' });
  });

  it('is rotated every thirty days by the clock of the local AWS', async () => {
    const before = (await aws.rotations.settled()).length;
    const rotations = await aws.advance(61 * 86_400_000);
    expect(rotations.slice(before).map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
  });
});
