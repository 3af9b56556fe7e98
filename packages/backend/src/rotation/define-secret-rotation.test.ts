import { secretNamed } from '@amplify-secrets/runtime';
import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { descriptorsIn, FEATURE, MAIN, PREVIEW, printed, SANDBOX, STANDALONE } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import { defineSecretRotation } from './define-secret-rotation.js';
import { KEY_ARN, makeRotating, makeRotatingFunction, owned, SCHEDULE, secrets } from './rotation.test.support.js';

const ARN = {
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':secretsmanager:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':secret:myapp/prod/database-??????',
    ],
  ],
};

describe('defineSecretRotation', () => {
  it('makes a schedule for the secret by its name, which does not rotate on deployment', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    defineSecretRotation({ stack: root }, secrets.database, {
      function: rotateDatabase,
      schedule: 'cron(0 3 1 * ? *)',
      window: '3h',
      branches: 'main',
    });
    expect(schedules().map(([, { Properties }]) => Properties)).toEqual([
      {
        SecretId: 'myapp/prod/database',
        RotationLambdaARN: { 'Fn::GetAtt': [expect.stringMatching(/^function/), expect.stringMatching(/Arn$/)] },
        RotationRules: { ScheduleExpression: 'cron(0 3 1 * ? *)', Duration: '3h' },
        RotateImmediatelyOnUpdate: false,
      },
    ]);
  });

  it('leaves the window to AWS where none is given, and rotates on deployment where that is asked for', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    const options = { function: rotateDatabase, schedule: 'rate(30 days)', branches: 'main', onDeployment: true };
    defineSecretRotation(root, secrets.database, options);
    expect(schedules()[0]?.[1].Properties).toMatchObject({
      RotationRules: { ScheduleExpression: 'rate(30 days)' },
      RotateImmediatelyOnUpdate: true,
    });
    expect(schedules()[0]?.[1].Properties.RotationRules).not.toHaveProperty('Duration');
  });

  it('lets AWS Secrets Manager invoke the function for this secret of this account alone', () => {
    const { root, rotateDatabase, permissions } = makeRotating();
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(permissions().map(([, { Properties }]) => Properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^function/), expect.stringMatching(/Arn$/)] },
        Principal: 'secretsmanager.amazonaws.com',
        SourceAccount: { Ref: 'AWS::AccountId' },
        SourceArn: ARN,
      },
    ]);
  });

  it('makes the schedule after the permission, without which AWS refuses it', () => {
    const { root, rotateDatabase, permissions, schedules } = makeRotating();
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(schedules()[0]?.[1].DependsOn).toEqual(permissions().map(([id]) => id));
  });

  it('grants the function four actions on exactly the secret', () => {
    const { root, rotateDatabase, grants } = makeRotating();
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    const resources = ['arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/database-??????'];
    expect(grants()).toEqual([
      { actions: ['secretsmanager:GetSecretValue'], resources },
      { actions: ['secretsmanager:DescribeSecret'], resources },
      { actions: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], resources },
    ]);
  });

  it('tells the function its environment', () => {
    const { root, stack, rotateDatabase } = makeRotating();
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(descriptorsIn(stack)).toEqual({
      rotatedatabase: expect.objectContaining({ apps: { myapp: expect.objectContaining({ environment: 'prod' }) } }),
    });
  });

  it.each([
    ['declared with the secret', secrets.encrypted, {}],
    ['given as an option', secrets.database, { encryptionKey: KEY_ARN }],
  ])('grants the use of the key that is %s', (_how, secret, option) => {
    const { root, stack, rotateDatabase } = makeRotating();
    defineSecretRotation(root, secret, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main', ...option });
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    expect(statements.filter(({ Resource }) => Resource === KEY_ARN)).toEqual([
      expect.objectContaining({ Action: 'kms:Decrypt' }),
      expect.objectContaining({
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Condition: {
          StringEquals: { 'kms:ViaService': expect.anything() },
          ArnLike: { 'kms:EncryptionContext:SecretARN': expect.anything() },
        },
      }),
    ]);
  });

  it('keeps its logical ids when the function is replaced by another: a new id would end the rotation', () => {
    const ids = ['rotate-database', 'rotate-anew'].map((id) => {
      const { root, stack, schedules, permissions } = makeRotating();
      const lambda = makeRotatingFunction(stack, `${id}-lambda`);
      defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
      return [...schedules(), ...permissions()].map(([logicalId]) => logicalId);
    });
    expect(ids[0]).toEqual(ids[1]);
  });

  it('accepts a function of CDK, and an alias of one, which is what AWS then invokes', () => {
    const { root, lambda, schedules } = makeRotating();
    const alias = lambda.addAlias('live');
    defineSecretRotation(root, secrets.database, { function: lambda, schedule: SCHEDULE, branches: 'main' });
    defineSecretRotation(root, secrets.databaseAdmin, { function: alias, schedule: SCHEDULE, branches: 'main' });
    const invoked = schedules().map(([, { Properties }]) => JSON.stringify(Properties.RotationLambdaARN));
    expect(new Set(invoked).size).toBe(2);
  });

  it('lets one function rotate two secrets, each with a permission of its own', () => {
    const { root, rotateDatabase, permissions, grants } = makeRotating();
    for (const secret of [secrets.database, secrets.databaseAdmin]) {
      defineSecretRotation(root, secret, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    }
    expect(permissions()).toHaveLength(2);
    expect(grants().flatMap(({ actions }) => actions)).not.toContain('secretsmanager:BatchGetSecretValue');
  });

  it('lets everyone else read the secret, and the rotation function read another', () => {
    const { root, rotateDatabase, amplifyFunction, grants } = makeRotating();
    grantSecretRead(amplifyFunction('reader'), secrets.database);
    grantSecretRead(rotateDatabase, secrets.databaseAdmin);
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(() => grants()).not.toThrow();
  });

  it('accepts a grant of writing to the rotation function itself', () => {
    const { root, rotateDatabase, grants } = makeRotating();
    grantSecretReadWrite(rotateDatabase, secrets.database);
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(() => grants()).not.toThrow();
  });

  it('rotates a secret named by secretNamed', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    const secret = secretNamed(secrets, 'acme-database');
    defineSecretRotation(root, secret, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect(schedules()[0]?.[1].Properties.SecretId).toBe('myapp/prod/acme-database');
  });

  it('needs no branches where every environment of AWS Secrets Manager has one deployment', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    defineSecretRotation(root, owned.database, { function: rotateDatabase, schedule: SCHEDULE });
    expect(schedules()).toHaveLength(1);
  });
});

describe('elsewhere', () => {
  it.each([
    ['another branch', FEATURE],
    ['a sandbox', SANDBOX],
    ['a preview', PREVIEW],
  ])('makes nothing in %s, and notes it', (_where, deployment) => {
    const { root, rotateDatabase, schedules, permissions, grants, stack } = makeRotating(deployment);
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
    expect([...schedules(), ...permissions(), ...grants()]).toEqual([]);
    expect(descriptorsIn(stack)).toEqual({ rotatedatabase: undefined });
    expect(printed().join('')).toContain('"database" of app "myapp" is rotated in main only, so not in ');
  });

  it('makes nothing where the store is Amplify’s, and notes it', () => {
    const { root, rotateDatabase, schedules, permissions, grants } = makeRotating(SANDBOX);
    defineSecretRotation(root, owned.database, { function: rotateDatabase, schedule: SCHEDULE });
    expect([...schedules(), ...permissions(), ...grants()]).toEqual([]);
    expect(printed().join('')).toContain("is in Amplify's store in ");
    expect(printed().join('')).toContain('which does not rotate: no rotation is made here.');
  });

  it('warns of the name of an environment in place of a branch', () => {
    const { root, rotateDatabase, schedules } = makeRotating(MAIN);
    defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'prod' });
    expect(schedules()).toEqual([]);
    expect(printed().join('')).toContain('"prod" in the option "branches" is the name of a declared environment.');
  });
});

describe('the notes of a rotation', () => {
  it('show the command that makes the secret, without which the deployment fails', () => {
    const { root, rotateDatabase, schedules } = makeRotating();
    const options = { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' };
    defineSecretRotation(root, secrets.database, options);
    defineSecretRotation(root, secrets.encrypted, options);
    schedules();
    expect(printed().join('')).toContain(
      'aws secretsmanager create-secret --name myapp/prod/database --secret-string file://value.txt\n',
    );
    expect(printed().join('')).toContain(`--secret-string file://value.txt --kms-key-id ${KEY_ARN}\n`);
  });

  it('leave out a key that only the deployment knows', () => {
    const { root, stack, rotateDatabase, schedules } = makeRotating();
    const encryptionKey = new Key(stack, 'Key');
    const options = { function: rotateDatabase, schedule: SCHEDULE, branches: 'main', encryptionKey };
    defineSecretRotation(root, secrets.database, options);
    schedules();
    expect(printed().join('')).toContain('file://value.txt\n');
  });

  it('say what changing a rate() does, and do not say it of cron()', () => {
    for (const [schedule, count] of [
      ['rate(30 days)', 1],
      [SCHEDULE, 0],
    ] as const) {
      const { root, rotateDatabase, schedules } = makeRotating();
      defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule, branches: 'main' });
      const before = printed().length;
      schedules();
      const notes = printed()
        .slice(before)
        .filter((each) => String(each).includes('may still happen'));
      expect(notes).toHaveLength(count);
    }
  });
});

describe('a plain CDK app', () => {
  it('rotates in the deployment that is given', () => {
    const { root, lambda, schedules } = makeRotating(undefined);
    defineSecretRotation(root, owned.database, {
      function: lambda,
      schedule: SCHEDULE,
      branches: 'main',
      deployment: MAIN,
    });
    expect(schedules()).toHaveLength(1);
    expect(() =>
      defineSecretRotation(root, owned.database, { function: lambda, schedule: SCHEDULE, deployment: STANDALONE }),
    ).toThrow(expect.objectContaining({ name: 'DeploymentUnknownError' }));
  });
});

describe('what is verified in the templates', () => {
  it.each(['AWS::SecretsManager::RotationSchedule', 'AWS::Lambda::Permission'])(
    'refuses code that gives %s a condition or another type',
    (type) => {
      for (const spoil of [
        (resource: CfnResource) => resource.addOverride('Condition', 'Never'),
        (resource: CfnResource) => resource.addOverride('Type', 'AWS::CloudFormation::WaitConditionHandle'),
      ]) {
        const { root, rotateDatabase, schedules } = makeRotating();
        defineSecretRotation(root, secrets.database, {
          function: rotateDatabase,
          schedule: SCHEDULE,
          branches: 'main',
        });
        const made = root.node
          .findAll()
          .filter((each) => CfnResource.isCfnResource(each))
          .find((each) => each.cfnResourceType === type);
        if (made !== undefined) spoil(made);
        expect(schedules).toThrow(
          expect.objectContaining({ name: 'GrantLostError', message: expect.stringContaining(type) }),
        );
      }
    },
  );
});
