import { type Json, seconds } from '../../api/operation.js';
import { scheduleOf } from './schedule.js';
import type { SecretRotation } from './secret-rotation.js';

const DAY = 86_400_000;

/**
 * What DescribeSecret and ListSecrets show of a rotation. When it is off, they still show the function and the rules, and no dates.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html
 */
export function rotationDetails(rotation: SecretRotation | undefined): Json {
  if (rotation === undefined) return {};
  const { enabled, functionArn, rules, rotatedAt, next } = rotation;
  return {
    RotationEnabled: enabled,
    RotationLambdaARN: functionArn,
    ...(rules && { RotationRules: { ...rules, ...daysBetween(rotation) } }),
    ...(enabled && rotatedAt !== undefined && { LastRotatedDate: seconds(rotatedAt) }),
    ...(enabled && next && { NextRotationDate: seconds(next.closesAt - 1000) }),
  };
}

/** AWS calculates it from the schedule after a rotation that succeeded, and shows it beside the expression. */
function daysBetween({ rules, rotatedAt, setAt }: SecretRotation) {
  const schedule = rules?.ScheduleExpression === undefined ? undefined : scheduleOf(rules);
  const first = rotatedAt === undefined ? undefined : schedule?.windowAfter(rotatedAt, setAt);
  const second = first && schedule?.windowAfter(first.opensAt, setAt);
  return second && { AutomaticallyAfterDays: Math.ceil((second.opensAt - first.opensAt) / DAY) };
}
