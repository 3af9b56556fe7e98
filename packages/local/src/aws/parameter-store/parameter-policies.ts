import { AwsError } from '../../aws-error.js';
import { isRecord } from '../../iam/json-record.js';
import type { ParameterPolicy } from './parameter.js';

/** The attributes that each type of policy must have, each a date or a number with its unit. */
const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Expiration', ['Timestamp']],
  ['ExpirationNotification', ['Before', 'Unit']],
  ['NoChangeNotification', ['After', 'Unit']],
]);

/**
 * Reads PutParameter's `Policies`, a JSON list. The local AWS stores and shows them; it neither notifies nor expires.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html
 */
export function readParameterPolicies(json: string): readonly ParameterPolicy[] {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    throw invalidAttribute('Policies must be a JSON list.');
  }
  if (!Array.isArray(list)) throw invalidAttribute('Policies must be a JSON list.');
  if (list.length > 10) {
    throw new AwsError('PoliciesLimitExceededException', 'A parameter can have at most 10 policies.');
  }
  const policies = list.map(readPolicy);
  const types = policies.map(({ PolicyType }) => PolicyType);
  if (types.filter((type) => type === 'Expiration').length > 1) {
    throw new AwsError('IncompatiblePolicyException', 'A parameter can have one Expiration policy.');
  }
  return policies;
}

function readPolicy(policy: unknown): ParameterPolicy {
  const { Type: type, Attributes: attributes } = isRecord(policy) ? policy : {};
  const names = typeof type === 'string' ? ATTRIBUTES.get(type) : undefined;
  if (typeof type !== 'string' || names === undefined) {
    throw new AwsError('InvalidPolicyTypeException', 'The type of a policy must be one of AWS Systems Manager.');
  }
  const missing = names.find((name) => !isRecord(attributes) || typeof attributes[name] !== 'string');
  if (missing !== undefined) throw invalidAttribute(`A policy of type ${type} must have the attribute ${missing}.`);
  return { PolicyText: JSON.stringify(policy), PolicyType: type, PolicyStatus: 'Pending' };
}

function invalidAttribute(message: string): AwsError {
  return new AwsError('InvalidPolicyAttributeException', message);
}
