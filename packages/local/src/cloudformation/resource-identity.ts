import { partitionOf } from '../arn/partition.js';
import { generatedName, stableCharacters, stableUuid } from './generated-name.js';
import type { StackContext } from './stack-context.js';
import { asString, type Resolved, Unresolved, type Value } from './value.js';

/** What a resource's identity depends on. */
export interface IdentitySource {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: StackContext;
  property(name: string): Resolved;
}

/** The values of `Ref` and `Fn::GetAtt` for a resource. */
export interface Identity {
  readonly ref: Value;
  readonly attributes: Readonly<Record<string, Value>>;
}

interface Naming {
  /** The property that names the resource. */
  readonly name?: string;
  /** The length of a generated name at most. */
  readonly limit?: number;
  readonly ref: 'name' | 'Arn' | 'id';
  /** The ARN after `arn:<partition>:<service>:`, from the name. */
  readonly arn?: (name: string, source: IdentitySource) => string | Unresolved;
  readonly service?: string;
  /** Further attributes that are the name, the generated id or the ARN. */
  readonly also?: Readonly<Record<string, 'name' | 'Arn' | 'id'>>;
}

const regional =
  (resource: string) =>
  (name: string, { stack }: IdentitySource) =>
    `${stack.region}:${stack.account}:${resource}${name}`;
const global = (resource: string) => (name: string, source: IdentitySource) => {
  const path = asString(source.property('Path') ?? '/');
  return path instanceof Unresolved ? path : `:${source.stack.account}:${resource}${path}${name}`;
};

/**
 * The resource types whose identity is known. Of any other, `Ref` and `Fn::GetAtt` are unresolved. What each returns:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const NAMINGS: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ['AWS::IAM::Role', { name: 'RoleName', limit: 64, ref: 'name', service: 'iam', arn: global('role') }],
  [
    'AWS::IAM::ManagedPolicy',
    {
      name: 'ManagedPolicyName',
      limit: 128,
      ref: 'Arn',
      service: 'iam',
      arn: global('policy'),
      also: { PolicyArn: 'Arn' },
    },
  ],
  ['AWS::IAM::Policy', { name: 'PolicyName', limit: 128, ref: 'name' }],
  [
    'AWS::Lambda::Function',
    { name: 'FunctionName', limit: 64, ref: 'name', service: 'lambda', arn: regional('function:') },
  ],
  ['AWS::KMS::Key', { ref: 'id', service: 'kms', arn: regional('key/'), also: { KeyId: 'id' } }],
  ['AWS::KMS::Alias', { name: 'AliasName', ref: 'name' }],
  [
    'AWS::Logs::LogGroup',
    {
      name: 'LogGroupName',
      limit: 512,
      ref: 'name',
      service: 'logs',
      arn: (name, { stack }) => `${stack.region}:${stack.account}:log-group:${name}:*`,
    },
  ],
  ['AWS::S3::Bucket', { name: 'BucketName', limit: 63, ref: 'name', service: 's3', arn: (name) => `::${name}` }],
  [
    'AWS::DynamoDB::Table',
    { name: 'TableName', limit: 255, ref: 'name', service: 'dynamodb', arn: regional('table/') },
  ],
  [
    'AWS::SQS::Queue',
    { name: 'QueueName', limit: 80, ref: 'id', service: 'sqs', arn: regional(''), also: { QueueName: 'name' } },
  ],
  [
    'AWS::SNS::Topic',
    {
      name: 'TopicName',
      limit: 256,
      ref: 'Arn',
      service: 'sns',
      arn: regional(''),
      also: { TopicName: 'name', TopicArn: 'Arn' },
    },
  ],
  ['AWS::SSM::Parameter', { name: 'Name', limit: 1011, ref: 'name' }],
  [
    'AWS::StepFunctions::StateMachine',
    {
      name: 'StateMachineName',
      limit: 80,
      ref: 'Arn',
      service: 'states',
      arn: regional('stateMachine:'),
      also: { Name: 'name' },
    },
  ],
]);

export function identify(source: IdentitySource): Identity {
  const seed = `${source.stack.account}/${source.stack.region}/${source.stack.name}/${source.logicalId}`;
  if (source.type === 'AWS::SecretsManager::Secret') return secret(source, seed);
  const naming = NAMINGS.get(source.type);
  if (naming === undefined) {
    return { ref: new Unresolved(`Ref of ${source.logicalId} (${source.type}) is known only to AWS`), attributes: {} };
  }
  const id = source.type === 'AWS::SQS::Queue' ? new Unresolved(`the URL of ${source.logicalId}`) : stableUuid(seed);
  const name = naming.name === undefined ? id : nameOf(source, naming);
  const values = { id, name, Arn: arnOf(source, naming, name) };
  const also = Object.entries(naming.also ?? {}).map(([attribute, key]): [string, Value] => [attribute, values[key]]);
  return {
    ref: values[naming.ref],
    attributes: { ...(naming.arn && { Arn: values.Arn }), ...Object.fromEntries(also) },
  };
}

function nameOf(source: IdentitySource, naming: Naming): string | Unresolved {
  const given = naming.name === undefined ? undefined : source.property(naming.name);
  if (given !== undefined) return asString(given);
  const name = generatedName(source.stack.name, source.logicalId, naming.limit ?? 128);
  return source.type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

function arnOf(source: IdentitySource, naming: Naming, name: string | Unresolved): string | Unresolved {
  if (name instanceof Unresolved || naming.arn === undefined) return name;
  const tail = naming.arn(name, source);
  return tail instanceof Unresolved ? tail : `arn:${partitionOf(source.stack.region).name}:${naming.service}:${tail}`;
}

/** A secret's ARN ends in six characters that AWS draws: https://docs.aws.amazon.com/secretsmanager/latest/userguide/getting-started.html */
function secret(source: IdentitySource, seed: string): Identity {
  const given = source.property('Name');
  const name = given === undefined ? `${source.logicalId}-${stableCharacters(`${seed}/name`, 12)}` : asString(given);
  if (name instanceof Unresolved) return { ref: name, attributes: { Id: name } };
  const partition = partitionOf(source.stack.region).name;
  const suffix = stableCharacters(`${seed}/${name}`, 6);
  const arn = `arn:${partition}:secretsmanager:${source.stack.region}:${source.stack.account}:secret:${name}-${suffix}`;
  return { ref: arn, attributes: { Id: arn } };
}
