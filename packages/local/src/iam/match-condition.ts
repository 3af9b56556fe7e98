import { OPERATORS, type Operator } from './condition-operators.js';
import { isRecord } from './json-record.js';
import type { RequestContext } from './request-context.js';
import { at, every, isUnknown, not, some, type Truth, unknown } from './truth.js';

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Whether a `Condition` block is met: by every operator and every key in it, and by one of a key's values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function matchCondition(
  condition: unknown,
  context: RequestContext,
  variables: RequestContext | undefined,
): Truth {
  if (condition === undefined) return true;
  if (!isRecord(condition)) return unknown('the condition is not well-formed');
  return every(Object.entries(condition), ([operator, keys]) => {
    if (!isRecord(keys)) return unknown(`the condition ${operator} is not well-formed`);
    return every(Object.entries(keys), ([key, value]) =>
      at(`${operator} ${key}`, matchKey(operator, key, value, context, variables)),
    );
  });
}

function matchKey(
  name: string,
  key: string,
  policyValue: unknown,
  context: RequestContext,
  variables: RequestContext | undefined,
): Truth {
  const policyValues = valuesOf(policyValue);
  if (policyValues === undefined) return unknown('its values are not well-formed');
  const values = context(key);
  if (name === 'Null') return matchNull(policyValues, values);

  const [, quantifier, base = '', ifExists] = OPERATOR.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  if (operator === undefined) return unknown('the evaluator does not know the operator');
  if (values === 'absent') return whenAbsent(operator, quantifier, ifExists !== undefined);
  if (isUnknown(values)) return values;

  const matches = (value: string): Truth => {
    const equal = some(policyValues, (wanted) => operator.compare(wanted, value, variables));
    return operator.negated ? not(equal) : equal;
  };
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  // Values that are all empty strings count as none.
  const none = values.every((value) => value === '');
  if (quantifier === 'ForAllValues') return none || every(values, matches);
  if (quantifier === 'ForAnyValue') return none ? false : some(values, matches);
  const [only] = values;
  return only !== undefined && values.length === 1
    ? matches(only)
    : unknown('a key with several values needs ForAllValues or ForAnyValue');
}

/**
 * `ForAnyValue` needs a value that matches, so without one it is false, with `IfExists` too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function whenAbsent(operator: Operator, quantifier: string | undefined, ifExists: boolean): Truth {
  if (quantifier === 'ForAllValues') return true;
  if (quantifier === 'ForAnyValue') return false;
  return ifExists || operator.negated;
}

function matchNull(policyValues: readonly string[], values: ReturnType<RequestContext>): Truth {
  if (!policyValues.every((value) => /^(true|false)$/i.test(value))) return unknown('its values are not well-formed');
  if (isUnknown(values)) return values;
  const absent = values === 'absent';
  return policyValues.some((value) => (value.toLowerCase() === 'true') === absent);
}

/** A policy's values as strings; undefined where one is not a string, a number or a boolean, or where there is none. */
function valuesOf(value: unknown): readonly string[] | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return undefined;
  const strings = values.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
  return strings.length === values.length ? strings : undefined;
}
