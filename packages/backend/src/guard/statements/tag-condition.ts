import { isRecord } from '../../templates/choices.js';

// Operators with IfExists, and ForAllValues, are true for a secret without the tag.
const OPERATOR = /^(?:ForAnyValue:)?(?:String(?:Equals|Like|EqualsIgnoreCase)|Arn(?:Equals|Like))$/i;
const TAG = /^(?:secretsmanager|aws):ResourceTag\/./i;

/**
 * Whether a condition on a tag of the secret narrows a statement, whatever its resources are.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html
 */
export function isNarrowedByTag(condition: unknown): boolean {
  if (!isRecord(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      OPERATOR.test(operator) && isRecord(keys) && Object.entries(keys).some(([key, values]) => isTag(key, values)),
  );
}

function isTag(key: string, values: unknown): boolean {
  return TAG.test(key) && ![values].flat().some((value) => /^\*+$/.test(String(value)));
}
