import { secretNamed } from '@amplify-secrets/runtime';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeFunction } from '../backend.test.support.js';
import { grantSecretReadWrite, grantSecretWrite } from '../grant.js';
import { allSecrets, secretsMatching } from '../targets/secrets-matching.js';
import { defineSecretRotation } from './define-secret-rotation.js';
import { makeRotating, makeRotatingFunction, SCHEDULE, secrets } from './rotation.test.support.js';
import type { SecretRotationOptions } from './rotation-options.js';

const named = (name: string, message = '', resolution = '') =>
  expect.objectContaining({
    name,
    message: expect.stringContaining(message),
    resolution: expect.stringContaining(resolution),
  });

const call = (target: unknown, options: object = {}) => {
  const { root, rotateDatabase } = makeRotating();
  const given = { function: rotateDatabase, schedule: SCHEDULE, branches: 'main', ...options };
  return () => defineSecretRotation(root, target as typeof secrets.database, given as SecretRotationOptions);
};

describe('the target of a rotation', () => {
  it.each([
    ['a pattern', secretsMatching(secrets, 'data*'), 'got the pattern "data*"'],
    ['a list', allSecrets(secrets), 'got a list'],
    ['a plain name', 'myapp/prod/database', 'got a name, which belongs to no environment'],
    ['a whole set', secrets, 'must be one secret of defineSecrets'],
    ['undefined', undefined, 'got undefined'],
    ['a secret that CDK makes', new Secret(new Stack(), 'Secret'), 'must be one secret of defineSecrets'],
  ])('refuses %s', (_what, target, message) => {
    expect(call(target)).toThrow(
      named('RotationInvalidError', message, 'defineSecretRotation(backend, secrets.mySecret'),
    );
  });
});

describe('the options of a rotation', () => {
  it.each(['function', 'schedule'])('refuses a call without "%s"', (name) => {
    const { root, rotateDatabase } = makeRotating();
    const { [name]: _left, ...rest }: Record<string, unknown> = { function: rotateDatabase, schedule: SCHEDULE };
    // As a caller without types may write it.
    expect(() => defineSecretRotation(root, secrets.database, rest as unknown as SecretRotationOptions)).toThrow(
      named('RotationInvalidError', `must be given the option "${name}"`),
    );
  });

  it('refuses an unknown option', () => {
    expect(call(secrets.database, { every: '30d' })).toThrow(named('RotationInvalidError', 'unknown option "every"'));
  });

  it.each(['function', 'schedule', 'window', 'branches', 'onDeployment', 'encryptionKey', 'deployment'])(
    'refuses "%s" that is there and undefined',
    (option) => {
      expect(call(secrets.database, { [option]: undefined })).toThrow(
        named('RotationInvalidError', `"${option}" of defineSecretRotation is there and undefined`),
      );
    },
  );

  it('refuses a schedule and a window that AWS would refuse', () => {
    expect(call(secrets.database, { schedule: 'rate(1 hour)' })).toThrow(
      named('RotationInvalidError', 'every 4 hours'),
    );
    expect(call(secrets.database, { schedule: 'cron(0 22 1 * ? *)', window: '3h' })).toThrow(
      named('RotationInvalidError', 'UTC day'),
    );
  });

  it('refuses what is not a backend', () => {
    const { rotateDatabase } = makeRotating();
    const options = { function: rotateDatabase, schedule: SCHEDULE };
    expect(() => defineSecretRotation({} as Stack, secrets.database, options)).toThrow(
      named('BackendInvalidError', '', 'defineSecretRotation(backend, secrets.mySecret, {'),
    );
  });
});

describe('the function of a rotation', () => {
  it('refuses one that is imported, with or without its role', () => {
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:rotate';
    const { stack } = makeRotating();
    const role = Role.fromRoleName(stack, 'Role', 'rotate');
    for (const imported of [
      LambdaFunction.fromFunctionArn(stack, 'ByArn', functionArn),
      LambdaFunction.fromFunctionAttributes(stack, 'WithRole', { functionArn, role }),
    ]) {
      expect(call(secrets.database, { function: imported })).toThrow(
        named('RotationFunctionInvalidError', 'which is imported'),
      );
    }
  });

  it('refuses one of another stack', () => {
    const other = makeRotatingFunction(new Stack(new App(), 'other'), 'rotate');
    expect(call(secrets.database, { function: other })).toThrow(
      named('RotationFunctionInvalidError', 'which is in another stack'),
    );
  });

  it.each([
    ['a policy', new ManagedPolicy(new Stack(), 'Policy'), 'got '],
    ['a name', 'rotateDatabase', 'got '],
    ['what defineFunction returns', { getInstance: () => {} }, 'got what defineFunction returned'],
  ])('refuses %s', (_what, value, message) => {
    expect(call(secrets.database, { function: value })).toThrow(
      named('RotationFunctionInvalidError', message, 'const backend = defineBackend({ myFunction });'),
    );
  });

  it.each([
    ['the default of 3 seconds', undefined, 3],
    ['29 seconds', 29, 29],
  ])('refuses a timeout of %s', (_what, seconds, shown) => {
    const { root, stack, schedules } = makeRotating();
    const lambda =
      seconds === undefined ? makeFunction(stack, 'rotate') : makeRotatingFunction(stack, 'rotate', seconds);
    defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
    expect(schedules).toThrow(
      named(
        'RotationFunctionInvalidError',
        `at least 30 seconds, and "amplify/function/rotate" has ${shown}`,
        'timeoutSeconds: 60',
      ),
    );
  });

  it('refuses a timeout that code after the call shortens, and accepts one that it lengthens', () => {
    for (const [first, then, refused] of [
      [60, 5, true],
      [5, 60, false],
    ] as const) {
      const { root, stack, schedules } = makeRotating();
      const lambda = makeRotatingFunction(stack, 'rotate', first);
      defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
      Object.assign(lambda.node.defaultChild ?? {}, { timeout: Duration.seconds(then).toSeconds() });
      if (refused) expect(schedules).toThrow(named('RotationFunctionInvalidError'));
      else expect(schedules).not.toThrow();
    }
  });

  it('asks for no timeout where no rotation is made', () => {
    const { root, stack, schedules } = makeRotating(FEATURE);
    const lambda = makeFunction(stack, 'rotate');
    defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
    expect(schedules).not.toThrow();
  });

  it('refuses a role that this backend may not change, whose grants CDK drops', () => {
    const { root, stack, schedules } = makeRotating();
    const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/rotate', { mutable: false });
    const lambda = new LambdaFunction(stack, 'rotate', {
      ...pick(makeFunction(stack, 'model')),
      role,
      timeout: Duration.seconds(60),
    });
    defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
    expect(schedules).toThrow(named('GrantLostError', 'secretsmanager:GetSecretValue'));
  });
});

describe('the owner of a rotation', () => {
  it.each([MAIN, FEATURE])('is asked for where an environment has many branches, also on $name', (deployment) => {
    const { root, rotateDatabase } = makeRotating(deployment);
    const options = { function: rotateDatabase, schedule: SCHEDULE };
    expect(() => defineSecretRotation(root, secrets.database, options)).toThrow(
      named(
        'RotationOwnerMissingError',
        'every deployment of dev would define that of "myapp/dev/database"',
        "branches: 'main', schedule",
      ),
    );
  });

  it.each([[['main', 'feature/*']], [['feature/checkout', 'feature/cart']], ['*']])(
    'refuses branches of which two share an environment: %j',
    (branches) => {
      expect(call(secrets.database, { branches })).toThrow(named('RotationOwnerMissingError', 'dev'));
    },
  );

  it('is one for two environments that share the secret', () => {
    expect(call(secrets.databaseCopy, { branches: ['main', 'staging'] })).toThrow(
      named('RotationOwnerMissingError', 'every deployment of prod, staging would define that of "copy"'),
    );
    expect(call(secrets.databaseCopy, { branches: 'main' })).not.toThrow();
  });

  it('may be one branch in each environment', () => {
    expect(call(secrets.database, { branches: ['main', 'staging', 'feature/checkout'] })).not.toThrow();
  });
});

describe('a second rotation of a secret', () => {
  it('is refused, also by another reference', () => {
    const { root, rotateDatabase } = makeRotating();
    const options = { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' };
    defineSecretRotation(root, secrets.database, options);
    for (const secret of [secrets.database, secretNamed(secrets, 'database')]) {
      expect(() => defineSecretRotation(root, secret, options)).toThrow(
        named('RotationInvalidError', 'was called twice', "branches: 'main'"),
      );
    }
  });

  it('is accepted in another environment, with another schedule', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    const options = { function: rotateDatabase, schedule: SCHEDULE };
    defineSecretRotation(root, secrets.database, { ...options, branches: 'staging' });
    defineSecretRotation(root, secrets.database, { ...options, schedule: 'rate(1 day)', branches: 'main' });
    expect(schedules()).toHaveLength(1);
  });
});

describe('whoever writes a rotated secret', () => {
  const rotate = ({ root, rotateDatabase }: ReturnType<typeof makeRotating>) =>
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
  const writes = [
    ['a reference', secrets.database, {}],
    ['a pattern', secretsMatching(secrets, 'data*'), {}],
    ['a list', allSecrets(secrets), {}],
    ['a plain name', 'myapp/prod/database', { branches: 'main' }],
  ] as const;

  it.each(writes)('is refused with %s, before the rotation and after it', (_what, target, options) => {
    for (const isBefore of [true, false]) {
      const rotating = makeRotating();
      if (!isBefore) rotate(rotating);
      grantSecretReadWrite(rotating.amplifyFunction('importer'), target, options);
      if (isBefore) rotate(rotating);
      expect(rotating.schedules).toThrow(
        named(
          'RotatedSecretWrittenError',
          'grantSecretReadWrite lets "amplify/function/importer" write it',
          'grantSecretRead(backend.myFunction, secrets.database)',
        ),
      );
    }
  });

  it('is refused in a deployment that does not own the rotation, since the environment is one', () => {
    const rotating = makeRotating(FEATURE);
    const { root, rotateDatabase, amplifyFunction, schedules } = rotating;
    const options = { function: rotateDatabase, schedule: SCHEDULE, branches: 'develop' };
    defineSecretRotation(root, secrets.database, options);
    grantSecretWrite(amplifyFunction('importer'), secrets.database, { branches: 'feature/*' });
    expect(schedules).toThrow(named('RotatedSecretWrittenError'));
  });

  it('is accepted in an environment where nothing is rotated, and for other secrets', () => {
    const rotating = makeRotating();
    rotate(rotating);
    grantSecretWrite(rotating.amplifyFunction('importer'), secrets.database, { branches: 'staging' });
    grantSecretWrite(rotating.amplifyFunction('other'), secrets.databaseAdmin, { branches: 'main' });
    expect(rotating.schedules).not.toThrow();
  });
});

const pick = ({ runtime }: LambdaFunction) => ({
  runtime,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => {}'),
});
