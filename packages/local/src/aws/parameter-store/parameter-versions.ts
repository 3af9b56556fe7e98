import { AwsError } from '../../aws-error.js';
import { latestOf, type Parameter, type ParameterTier, type ParameterVersion } from './parameter.js';
import { validation } from './parameter-errors.js';
import { readParameterPolicies } from './parameter-policies.js';

/** The key of a SecureString for which no other is given. */
export const AWS_KEY = 'alias/aws/ssm';

interface PutInput {
  readonly Value: string;
  readonly Type?: string | undefined;
  readonly Tier?: string | undefined;
  readonly KeyId?: string | undefined;
  readonly Description?: string | undefined;
  readonly AllowedPattern?: string | undefined;
  readonly DataType?: string | undefined;
  readonly Policies?: string | undefined;
}

/** The version that a put would add, or the error that AWS would answer. */
export function nextVersion(
  parameter: Parameter | undefined,
  input: PutInput,
  change: { readonly at: number; readonly by: string },
): ParameterVersion {
  const before = parameter && latestOf(parameter);
  const type = readType(input.Type) ?? before?.type;
  if (type === undefined) throw validation('A parameter type is required when you create a parameter.');
  if (before && before.type !== type) {
    const rule = 'The parameter type cannot be changed once the parameter exists.';
    throw new AwsError('HierarchyTypeMismatchException', rule);
  }
  if (input.KeyId !== undefined && type !== 'SecureString') {
    throw validation('KeyId is required for SecureString type parameter only.');
  }
  const { AllowedPattern, Value } = input;
  const policies = input.Policies === undefined ? (before?.policies ?? []) : readParameterPolicies(input.Policies);
  if (AllowedPattern !== undefined) checkPattern(Value, AllowedPattern);
  const keyId = type === 'SecureString' ? (input.KeyId ?? AWS_KEY) : undefined;
  const description = input.Description ?? before?.description;
  return {
    version: (before?.version ?? 0) + 1,
    value: Value,
    type,
    tier: tierFor(Buffer.byteLength(Value), input.Tier, before?.tier, policies.length > 0),
    dataType: dataTypeOf(input.DataType),
    policies,
    modifiedAt: change.at,
    modifiedBy: change.by,
    labels: new Set(),
    ...(keyId !== undefined && { keyId }),
    ...(description !== undefined && { description }),
    ...(AllowedPattern !== undefined && { allowedPattern: AllowedPattern }),
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
function dataTypeOf(asked = 'text'): string {
  if (['text', 'aws:ec2:image', 'aws:ssm:integration'].includes(asked)) return asked;
  throw validation(`The following data type is not supported: ${asked} (Data type names are all lowercase.)`);
}

function readType(type: string | undefined) {
  return type === 'String' || type === 'StringList' || type === 'SecureString' ? type : undefined;
}

function checkPattern(value: string, allowedPattern: string): void {
  let pattern: RegExp;
  try {
    pattern = new RegExp(allowedPattern);
  } catch {
    throw new AwsError('InvalidAllowedPatternException', 'The allowed pattern is not a regular expression.');
  }
  if (pattern.test(value)) return;
  const rule = `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`;
  throw new AwsError('ParameterPatternMismatchException', rule);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
function tierFor(
  bytes: number,
  asked: string | undefined,
  before: ParameterTier | undefined,
  hasPolicies: boolean,
): ParameterTier {
  if (asked === 'Standard' && before === 'Advanced') {
    throw validation(
      "You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  const needsAdvanced = asked === 'Intelligent-Tiering' && (bytes > 4096 || hasPolicies);
  const tier = asked === 'Advanced' || before === 'Advanced' || needsAdvanced ? 'Advanced' : 'Standard';
  if (hasPolicies && tier === 'Standard') {
    throw validation('A parameter with policies must be in the advanced tier: set Tier to Advanced.');
  }
  const limit = tier === 'Advanced' ? 8192 : 4096;
  if (bytes <= limit) return tier;
  const remedy =
    tier === 'Standard'
      ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.'
      : '';
  throw validation(`${tier} tier parameters support a maximum parameter value of ${limit} characters.${remedy}`);
}

/** Adds a version. A parameter keeps 100: the next one removes the oldest, unless that has a label. */
export function append(parameter: Parameter, version: ParameterVersion): void {
  const oldest = parameter.versions[0];
  if (parameter.versions.length >= 100 && oldest) {
    if (oldest.labels.size > 0) {
      const rule = `the oldest version, ${oldest.version}, has a label and can't be deleted. Move the label to another version.`;
      throw new AwsError(
        'ParameterMaxVersionLimitExceeded',
        `You attempted to create version ${version.version}; ${rule}`,
      );
    }
    parameter.versions.shift();
  }
  parameter.versions.push(version);
}
