import { describe, expect, it, onTestFinished } from 'vitest';
import { assemblyOf, type TemplateResource } from '../assembly.test.support.js';
import { loadBackend } from '../backend/load-backend.js';
import type { Backend } from '../backend/model.js';
import type { Statement } from '../iam/model.js';
import { startLocalAws } from '../local-aws.js';
import { clientsFrom } from '../sdk-clients.test.support.js';
import { accessMatrix } from './access-matrix.js';
import { can } from './can.js';

const READ = 'secretsmanager:GetSecretValue';
const NAME = 'shop/prod/stripe';
const HERE = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';
const UNKNOWN_IMPORT = { 'Fn::ImportValue': 'nowhere' };

type Properties = Readonly<Record<string, unknown>>;
interface Project {
  readonly statements: readonly Statement[];
  readonly secret?: Properties;
  readonly more?: Readonly<Record<string, TemplateResource>>;
  readonly stackTags?: Properties;
}

const allow = (Condition?: Statement['Condition'], Action = READ, Resource = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Condition?: Statement['Condition']): Statement => ({ ...allow(Condition), Effect: 'Deny' });

/** One function and the secret `NAME`, in templates as CDK writes them. */
function projectOf({ statements, secret = {}, more = {}, stackTags = {} }: Project): Backend {
  const PolicyDocument = { Version: '2012-10-17', Statement: statements };
  const Role = { RoleName: 'reader', Policies: [{ PolicyName: 'grants', PolicyDocument }] };
  const lambda = { FunctionName: 'reader', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x' };
  const resources = {
    Role: { Type: 'AWS::IAM::Role', Properties: Role },
    Function: { Type: 'AWS::Lambda::Function', Properties: { ...lambda, Handler: 'index.handler' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: NAME, ...secret } },
    ...more,
  };
  return loadBackend(assemblyOf(resources, { tags: stackTags }));
}

async function startedWith(backend: Backend) {
  const aws = await startLocalAws({ backends: [backend] });
  onTestFinished(() => aws.close());
  aws.secrets.put(NAME, 'alpha');
  return aws;
}

const tag = (operator: string, key: string, value: string) => ({ [operator]: { [key]: value } });
const tagged = { Tags: [{ Key: 'env', Value: 'prod' }] };
const resourcePolicy = (SecretId: unknown) => ({
  Type: 'AWS::SecretsManager::ResourcePolicy',
  Properties: {
    SecretId,
    ResourcePolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: READ, Resource: '*' }],
    },
  },
});
const key = { Type: 'AWS::KMS::Key', Properties: {} };
const ownKey = { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } };
const decrypt = (Condition?: Statement['Condition']) => allow(Condition, 'kms:Decrypt');

const CASES: readonly (readonly [string, 'allow' | 'deny' | 'unknown', Project])[] = [
  ['a grant', 'allow', { statements: [allow()] }],
  ['no grant', 'deny', { statements: [decrypt()] }],

  [
    'a tag, allowed by',
    'allow',
    { statements: [allow(tag('StringEquals', 'aws:ResourceTag/env', 'prod'))], secret: tagged },
  ],
  [
    'a tag, denied by',
    'deny',
    { statements: [allow(), deny(tag('StringEquals', 'secretsmanager:ResourceTag/env', 'prod'))], secret: tagged },
  ],
  [
    'a tag, allowed without',
    'deny',
    { statements: [allow(tag('StringNotEquals', 'aws:ResourceTag/env', 'prod'))], secret: tagged },
  ],
  [
    'a tag, allowed where there is none',
    'deny',
    { statements: [allow(tag('Null', 'aws:ResourceTag/env', 'true'))], secret: tagged },
  ],
  ['no tag, allowed where there is none', 'allow', { statements: [allow(tag('Null', 'aws:ResourceTag/env', 'true'))] }],
  [
    'a tag of the stack',
    'deny',
    { statements: [allow(), deny(tag('StringEquals', 'aws:ResourceTag/env', 'prod'))], stackTags: { env: 'prod' } },
  ],
  [
    'a tag over that of the stack',
    'allow',
    {
      statements: [allow(tag('StringEquals', 'aws:ResourceTag/env', 'prod'))],
      secret: tagged,
      stackTags: { env: 'dev' },
    },
  ],
  [
    'a tag that does not resolve',
    'unknown',
    {
      statements: [allow(tag('StringNotEquals', 'aws:ResourceTag/env', 'prod'))],
      secret: { Tags: [{ Key: 'env', Value: UNKNOWN_IMPORT }] },
    },
  ],
  [
    'a tag of CloudFormation’s own',
    'unknown',
    { statements: [allow(tag('Null', 'aws:ResourceTag/aws:cloudformation:stack-name', 'true'))] },
  ],

  [
    'a key of the templates, with its use',
    'allow',
    { statements: [allow(), decrypt()], secret: ownKey, more: { Key: key } },
  ],
  ['a key of the templates, without its use', 'deny', { statements: [allow()], secret: ownKey, more: { Key: key } }],
  [
    'a key, used through the service for the secret',
    'allow',
    {
      statements: [
        allow(),
        decrypt({
          StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' },
          ArnLike: { 'kms:EncryptionContext:SecretARN': `${HERE}${NAME}-??????` },
          'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['SecretARN', 'SecretVersionId'] },
          Bool: { 'aws:ViaAWSService': 'true' },
        }),
      ],
      secret: ownKey,
      more: { Key: key },
    },
  ],
  [
    'a key that does not resolve',
    'unknown',
    { statements: [allow(), decrypt()], secret: { KmsKeyId: UNKNOWN_IMPORT } },
  ],
  ['a key whose policy is not known', 'unknown', { statements: [allow(), decrypt()], secret: { KmsKeyId: KEY } }],
  ['an alias', 'unknown', { statements: [allow(), decrypt()], secret: { KmsKeyId: 'alias/mine' } }],
  ['AWS’s own key, by its alias', 'allow', { statements: [allow()], secret: { KmsKeyId: 'alias/aws/secretsmanager' } }],

  [
    'a resource policy by reference',
    'deny',
    { statements: [allow()], more: { Policy: resourcePolicy({ Ref: 'Secret' }) } },
  ],
  ['a resource policy by name', 'deny', { statements: [allow()], more: { Policy: resourcePolicy(NAME) } }],
  [
    'a resource policy by partial ARN',
    'deny',
    { statements: [allow()], more: { Policy: resourcePolicy(`${HERE}${NAME}`) } },
  ],
  [
    'a resource policy of another secret',
    'allow',
    { statements: [allow()], more: { Policy: resourcePolicy('shop/prod/other') } },
  ],
  [
    'a resource policy of an unresolved secret',
    'unknown',
    { statements: [allow()], more: { Policy: resourcePolicy(UNKNOWN_IMPORT) } },
  ],

  ['the region', 'allow', { statements: [allow(tag('StringEquals', 'aws:RequestedRegion', 'us-east-1'))] }],
  ['another region', 'deny', { statements: [allow(tag('StringEquals', 'aws:RequestedRegion', 'eu-west-1'))] }],
  ['the account', 'allow', { statements: [allow(tag('StringEquals', 'aws:ResourceAccount', '123456789012'))] }],
  ['encryption on the way', 'deny', { statements: [allow(), deny(tag('Bool', 'aws:SecureTransport', 'true'))] }],
  ['a service in between', 'allow', { statements: [allow(), deny(tag('Bool', 'aws:ViaAWSService', 'true'))] }],
  [
    'the name that is asked for',
    'allow',
    { statements: [allow(tag('ArnLike', 'secretsmanager:SecretId', `${HERE}${NAME}-??????`))] },
  ],
  ['a name that must be absent', 'deny', { statements: [allow(tag('Null', 'secretsmanager:SecretId', 'true'))] }],
  [
    'a stage that must be named',
    'deny',
    { statements: [allow(tag('StringEquals', 'secretsmanager:VersionStage', 'AWSCURRENT'))] },
  ],
];

describe('a decision', () => {
  it.each(CASES)(
    'is the same by can, the access matrix and the local AWS for %s: %s',
    async (_what, effect, project) => {
      const backend = projectOf(project);
      const aws = await startedWith(backend);
      const [secret] = aws.secrets.list();
      const arn = secret?.arn ?? '';
      const reading = clientsFrom(aws.env('reader')).secrets.getSecretValue({ SecretId: arn });
      const served = await reading.then(
        () => 'allow',
        () => ((aws.calls.at(-1)?.unknowns.length ?? 0) > 0 ? 'unknown' : 'deny'),
      );
      const stored = { secrets: aws.secrets.list(), keys: aws.keys.list() };
      expect({
        served,
        ofTemplates: accessMatrix(backend)[0]?.read.effect,
        ofStore: accessMatrix(backend, stored)[0]?.read.effect,
        ofArn: accessMatrix(backend, [arn])[0]?.read.effect,
      }).toEqual({ served: effect, ofTemplates: effect, ofStore: effect, ofArn: effect });
      // The right to a secret is one question, the right to its key another.
      if (project.secret?.KmsKeyId === undefined) expect(can(backend, 'Function', READ, arn).effect).toBe(effect);
    },
  );
});

describe('can', () => {
  it('finds a secret of the templates by its name, whatever its suffix', () => {
    const more = { Policy: resourcePolicy({ Ref: 'Secret' }) };
    const untagged = allow(tag('StringNotEquals', 'aws:ResourceTag/env', 'prod'));
    expect(can(projectOf({ statements: [allow()], more }), 'Function', READ, `${HERE}${NAME}-AbCdEf`).effect).toBe(
      'deny',
    );
    const backend = projectOf({ statements: [untagged], secret: tagged });
    expect(can(backend, 'Function', READ, `${HERE}${NAME}-AbCdEf`).effect).toBe('deny');
  });

  it('applies a policy on a whole ARN to no other secret of that name', () => {
    const backend = projectOf({ statements: [allow()], more: { Policy: resourcePolicy(`${HERE}theirs-AbCdEf`) } });
    expect(can(backend, 'Function', READ, `${HERE}theirs-AbCdEf`).effect).toBe('deny');
    expect(can(backend, 'Function', READ, `${HERE}theirs-GhIjKl`).effect).toBe('allow');
  });

  it('answers unknown for the tags of a secret that no template declares', () => {
    const untagged = allow(tag('StringNotEquals', 'aws:ResourceTag/env', 'prod'));
    const backend = projectOf({ statements: [untagged, allow(untagged.Condition, 'ssm:GetParameter')] });
    const effects = [
      can(backend, 'Function', READ, `${HERE}theirs-AbCdEf`),
      can(backend, 'Function', 'ssm:GetParameter', 'arn:aws:ssm:us-east-1:123456789012:parameter/theirs'),
    ].map(({ effect }) => effect);
    expect(effects).toEqual(['unknown', 'unknown']);
    const given = { 'aws:resourcetag/env': 'dev' };
    expect(can(backend, 'Function', READ, `${HERE}theirs-AbCdEf`, given).effect).toBe('allow');
  });

  it('allows a read when any of the secret’s names is allowed', () => {
    const byName = projectOf({ statements: [allow(tag('StringEquals', 'secretsmanager:SecretId', NAME))] });
    const notByArn = projectOf({
      statements: [allow(), deny(tag('StringLike', 'secretsmanager:SecretId', `${HERE}*`))],
    });
    for (const backend of [byName, notByArn]) {
      expect(can(backend, 'Function', READ, `${HERE}${NAME}-AbCdEf`).effect).toBe('allow');
    }
  });

  it('allows the creation of a secret by the name in its ARN', () => {
    const backend = projectOf({
      statements: [allow(tag('StringLike', 'secretsmanager:Name', 'shop/*'), 'secretsmanager:CreateSecret')],
    });
    const create = (name: string) => can(backend, 'Function', 'secretsmanager:CreateSecret', `${HERE}${name}`).effect;
    expect([create('shop/new'), create('shop/new-AbCdEf'), create('other/new')]).toEqual(['allow', 'allow', 'deny']);
  });

  it('answers unknown for a condition on the time', () => {
    const until = (year: number) => allow({ DateLessThan: { 'aws:CurrentTime': `${year}-01-01T00:00:00Z` } });
    expect(can(projectOf({ statements: [until(2000)] }), 'Function', READ, `${HERE}${NAME}-AbCdEf`).effect).toBe(
      'unknown',
    );
  });

  it('ignores the case of the service in an action', () => {
    const backend = projectOf({ statements: [decrypt()], more: { Key: key } });
    const [keyArn = ''] = backend.keyPolicies.keys();
    for (const arn of [keyArn, KEY]) {
      expect(can(backend, 'Function', 'KMS:Decrypt', arn)).toEqual(can(backend, 'Function', 'kms:Decrypt', arn));
    }
    expect(can(backend, 'Function', 'KMS:Decrypt', keyArn).effect).toBe('allow');
    expect(can(backend, 'Function', 'KMS:Decrypt', KEY).effect).toBe('unknown');
  });
});

describe('accessMatrix', () => {
  it('answers unknown for a condition on the version of a secret under a key', () => {
    const version = decrypt({ StringLike: { 'kms:EncryptionContext:SecretVersionId': '*' } });
    const backend = projectOf({ statements: [allow(), version], secret: ownKey, more: { Key: key } });
    expect(accessMatrix(backend)[0]?.read.effect).toBe('unknown');
  });

  it('reads the tags, keys and policies of the secrets in a local AWS', async () => {
    const statements = [
      allow(tag('StringNotEquals', 'aws:ResourceTag/env', 'prod')),
      allow(undefined, 'ssm:GetParameter'),
      decrypt({ StringLike: { 'kms:ViaService': 'secretsmanager.*' } }),
    ];
    const backend = projectOf({ statements });
    const aws = await startedWith(backend);
    const other = KEY.replace('1111', '9999');
    aws.keys.put(KEY);
    aws.secrets.put('of-dev', 'alpha', { tags: { env: 'dev' } });
    aws.secrets.put('of-prod', 'alpha', { tags: { env: 'prod' } });
    aws.secrets.put('under-a-key', 'alpha', { kmsKeyId: KEY });
    aws.secrets.put('under-an-unknown-key', 'alpha', { kmsKeyId: other });
    const { arn: SecretId } = aws.secrets.put('closed', 'alpha');
    const document = resourcePolicy('').Properties.ResourcePolicy;
    await clientsFrom(aws.env()).secrets.putResourcePolicy({ SecretId, ResourcePolicy: JSON.stringify(document) });
    aws.parameters.put('/plain', 'alpha');
    aws.parameters.put('/under-a-key', 'alpha', { keyId: KEY });
    const secrets = aws.secrets.list().filter(({ name }) => name !== NAME);
    const matrix = accessMatrix(backend, { secrets, parameters: aws.parameters.list(), keys: aws.keys.list() });
    expect(Object.fromEntries(matrix.map(({ resource, read }) => [resource.name, read.effect]))).toEqual({
      'of-dev': 'allow',
      'of-prod': 'deny',
      'under-a-key': 'allow',
      'under-an-unknown-key': 'unknown',
      closed: 'deny',
      '/plain': 'allow',
      '/under-a-key': 'deny',
    });
  });
});
