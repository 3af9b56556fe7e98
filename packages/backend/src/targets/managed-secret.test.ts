import { CfnResource, Fn, type Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  CfnDBCluster,
  CfnDBInstance,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
} from 'aws-cdk-lib/aws-rds';
import { CfnCluster } from 'aws-cdk-lib/aws-redshift';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, PREVIEW } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../grant.js';
import { accessReport } from '../report/index.js';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY_ARN = `arn:aws:kms:us-east-1:123456789012:key/${KEY_ID}`;

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements that the function `reader` gets in a stack with a database. */
function statementsFor(grant: (stack: Stack, reader: ReturnType<typeof makeFunction>) => void): readonly Statement[] {
  const { app, stack } = makeBackend(MAIN);
  grant(stack, makeFunction(stack, 'reader'));
  app.synth();
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .filter(([id]) => id.startsWith('reader'))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function makeCluster(stack: Stack, kmsKeyId?: string): CfnDBCluster {
  return new CfnDBCluster(stack, 'Database', {
    engine: 'aurora-postgresql',
    masterUsername: 'app',
    manageMasterUserPassword: true,
    ...(kmsKeyId !== undefined && { masterUserSecret: { kmsKeyId } }),
  });
}

const read = (id: string, attribute = 'MasterUserSecret.SecretArn') => ({
  Action: 'secretsmanager:GetSecretValue',
  Effect: 'Allow',
  Resource: { 'Fn::GetAtt': [id, attribute] },
});

describe('R03: a secret that another service makes', () => {
  it.each<[string, (stack: Stack) => string, unknown]>([
    ['a cluster', (stack) => makeCluster(stack).attrMasterUserSecretSecretArn, read('Database')],
    [
      'an instance',
      (stack) => new CfnDBInstance(stack, 'Database', { manageMasterUserPassword: true }).attrMasterUserSecretSecretArn,
      read('Database'),
    ],
    [
      'an attribute by its name',
      (stack) => makeCluster(stack).getAtt('MasterUserSecret.SecretArn').toString(),
      read('Database'),
    ],
    [
      'Redshift',
      (stack) =>
        new CfnCluster(stack, 'Database', {
          clusterType: 'single-node',
          dbName: 'shop',
          masterUsername: 'app',
          nodeType: 'ra3.large',
          manageMasterPassword: true,
        }).attrMasterPasswordSecretArn,
      read('Database', 'MasterPasswordSecretArn'),
    ],
    [
      'a resource without a construct of its own',
      (stack) =>
        new CfnResource(stack, 'Database', { type: 'AWS::RedshiftServerless::Namespace', properties: {} })
          .getAtt('Namespace.AdminPasswordSecretArn')
          .toString(),
      read('Database', 'Namespace.AdminPasswordSecretArn'),
    ],
  ])('is granted by its attribute, and imported by it: %s', (_what, arnIn, statement) => {
    expect(statementsFor((stack, reader) => grantSecretRead(reader, arnIn(stack)))).toEqual([statement]);
    const imported = statementsFor((stack, reader) =>
      grantSecretRead(reader, Secret.fromSecretCompleteArn(stack, 'Imported', arnIn(stack))),
    );
    expect(imported).toEqual([statement]);
  });

  it('is granted as the secret of a CDK database, with its key', () => {
    const statements = statementsFor((stack, reader) => {
      const { secret } = new DatabaseInstance(stack, 'Database', {
        engine: DatabaseInstanceEngine.POSTGRES,
        vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
          vpcId: 'vpc-1',
          availabilityZones: ['us-east-1a', 'us-east-1b'],
          privateSubnetIds: ['subnet-1', 'subnet-2'],
        }),
        manageMasterUserPassword: true,
        credentials: Credentials.fromUsername('app', { encryptionKey: new Key(stack, 'Key') }),
      });
      if (secret === undefined) throw new Error('The database has no secret.');
      grantSecretRead(reader, secret);
    });
    expect(statements.map(({ Action }) => Action)).toEqual(['secretsmanager:GetSecretValue', 'kms:Decrypt']);
  });

  it('holds in every deployment, or in those of branches', () => {
    const { stack, grants, app } = makeBackend(PREVIEW);
    grantSecretRead(makeFunction(stack, 'reader'), makeCluster(stack).attrMasterUserSecretSecretArn, {
      branches: 'main',
    });
    app.synth();
    expect(grants()).toEqual([]);
  });

  it('is in the access report under its resource', () => {
    const { root, stack } = makeBackend(MAIN);
    grantSecretRead(makeFunction(stack, 'reader'), makeCluster(stack).attrMasterUserSecretSecretArn);
    const { secrets, findings, otherStatements } = accessReport(root);
    expect(secrets.map(({ id, places }) => [id, places[0]?.access.map(({ allowed }) => allowed)])).toEqual([
      ['amplify/function/Database (MasterUserSecret.SecretArn)', [['read']]],
    ]);
    expect([findings, otherStatements]).toEqual([[], []]);
  });

  it.each([
    ['grantSecretWrite', grantSecretWrite],
    ['grantSecretReadWrite', grantSecretReadWrite],
  ])('is not granted by %s, since AWS refuses to write it', (_name, grant) => {
    const { stack } = makeBackend(MAIN);
    const arn = makeCluster(stack).attrMasterUserSecretSecretArn;
    expect(() => grant(makeFunction(stack, 'writer'), arn)).toThrow(
      expect.objectContaining({
        name: 'GrantTargetInvalidError',
        message: expect.stringContaining(
          'and "amplify/function/Database" (MasterUserSecret.SecretArn) is written by the service that makes it.',
        ),
        resolution: 'Grant reading it: grantSecretRead(backend.myFunction, secret).',
      }),
    );
  });

  it.each<[string, (stack: Stack) => string]>([
    ['a parameter', () => Token.asString({ Ref: 'SecretArn' })],
    ['an import', () => Fn.importValue('secret-arn')],
    ['another attribute', (stack) => makeCluster(stack).attrEndpointAddress],
    ['a part of a string', (stack) => `${makeCluster(stack).attrMasterUserSecretSecretArn}x`],
  ])('is not what only the deployment knows: %s', (_what, arnIn) => {
    const { stack } = makeBackend(MAIN);
    const reader = makeFunction(stack, 'reader');
    expect(() => grantSecretRead(reader, arnIn(stack))).toThrow(
      expect.objectContaining({ name: 'GrantTargetInvalidError' }),
    );
  });
});

describe('R03: the key of a secret that another service makes', () => {
  const use = (resource: unknown) => ({
    Action: 'kms:Decrypt',
    Resource: resource,
    Condition: {
      StringEquals: expect.anything(),
      ArnLike: { 'kms:EncryptionContext:SecretARN': [{ 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] }] },
    },
  });
  const keyOf = (makeKey: (stack: Stack) => string) =>
    statementsFor((stack, reader) =>
      grantSecretRead(reader, makeCluster(stack, makeKey(stack)).attrMasterUserSecretSecretArn),
    ).slice(1);

  it.each<[string, (stack: Stack) => string, unknown]>([
    ['an ARN', () => KEY_ARN, KEY_ARN],
    ['the ARN of a CDK key', (stack) => new Key(stack, 'Key').keyArn, { 'Fn::GetAtt': [expect.any(String), 'Arn'] }],
    ['the id of a CDK key', (stack) => new Key(stack, 'Key').keyId, { 'Fn::GetAtt': [expect.any(String), 'Arn'] }],
    ['an id', () => KEY_ID, { 'Fn::Join': ['', expect.arrayContaining([expect.stringContaining(`key/${KEY_ID}`)])] }],
    ['the id of a multi-Region key', () => 'mrk-1234abcd12ab34cd56ef1234567890ab', expect.anything()],
  ])('may be used where it is %s', (_what, makeKey, resource) => {
    expect(keyOf(makeKey)).toEqual([expect.objectContaining(use(resource))]);
  });

  it('needs no statement where it is AWS’s own', () => {
    expect(keyOf(() => 'alias/aws/secretsmanager')).toEqual([]);
  });

  it('is asked for where it is an alias, and taken from the grant', () => {
    expect(() => keyOf(() => 'alias/shop')).toThrow(
      expect.objectContaining({
        name: 'GrantOptionInvalidError',
        message:
          'The KMS key of the secret "amplify/function/Database" (MasterUserSecret.SecretArn) must be a CDK key or one key\'s id or ARN, and got "alias/shop".',
        resolution: 'Name the key in the grant: grantSecretRead(backend.myFunction, secret, { encryptionKey: key }).',
      }),
    );
    const statements = statementsFor((stack, reader) =>
      grantSecretRead(reader, makeCluster(stack, 'alias/shop').attrMasterUserSecretSecretArn, {
        encryptionKey: KEY_ARN,
      }),
    );
    expect(statements.slice(1)).toEqual([expect.objectContaining(use(KEY_ARN))]);
  });
});
