import type { Resource } from '../../cloudformation/resource.js';
import { asString, isValueObject, type Resolved, unresolvedIn, valueAt } from '../../cloudformation/value.js';
import type { BackendRotation } from '../model.js';

/** Reads the rotation schedules, without those of which something does not resolve; the backend's `unresolved` lists them. */
export function readRotations(resources: readonly Resource[]): readonly BackendRotation[] {
  return resources.filter(({ type }) => type === 'AWS::SecretsManager::RotationSchedule').flatMap(rotationOf);
}

function rotationOf(resource: Resource): readonly BackendRotation[] {
  const [secretId, functionArn, rules] = ['SecretId', 'RotationLambdaARN', 'RotationRules'].map(resource.property);
  if (typeof secretId !== 'string' || typeof functionArn !== 'string' || resource.uncertain !== undefined) return [];
  if (unresolvedIn(rules).length > 0) return [];
  const immediately = resource.property('RotateImmediatelyOnUpdate') ?? true;
  return [
    {
      logicalId: resource.logicalId,
      secretId,
      functionArn,
      ...(isValueObject(rules) && { rules: rulesOf(rules) }),
      immediately: String(immediately) !== 'false',
    },
  ];
}

function rulesOf(rules: Resolved): NonNullable<BackendRotation['rules']> {
  const days = valueAt(rules, 'AutomaticallyAfterDays');
  const [expression, duration] = ['ScheduleExpression', 'Duration'].map((key) => valueAt(rules, key));
  return {
    ...(days !== undefined && { AutomaticallyAfterDays: Number(days) }),
    ...(expression !== undefined && { ScheduleExpression: String(asString(expression)) }),
    ...(duration !== undefined && { Duration: String(asString(duration)) }),
  };
}

/** A rotation whose function is not in the templates: AWS's own, or a partner's. */
export function rotationsElsewhere(resources: readonly Resource[]): readonly string[] {
  return resources.flatMap((resource) => {
    if (resource.type !== 'AWS::SecretsManager::RotationSchedule') return [];
    if (resource.property('RotationLambdaARN') !== undefined) return [];
    const { stack, logicalId } = resource;
    const made = resource.property('HostedRotationLambda') === undefined ? 'no function' : 'a function that AWS makes';
    return [`${stack.name}/${logicalId}: the secret is rotated by ${made}, which is not in the assembly`];
  });
}
