import { resolve, type Scope } from './intrinsics.js';
import { isJsonObject, type Json } from './json.js';
import { Unresolved, unresolvedIn } from './value.js';

/**
 * Evaluates a condition of a template's `Conditions` section. An operand that decides `Fn::And` or `Fn::Or` does so even where
 * others are unresolved.
 */
export function evaluateCondition(condition: Json, scope: Scope): boolean | Unresolved {
  const [entry, ...others] = isJsonObject(condition) ? Object.entries(condition) : [];
  if (entry === undefined || others.length > 0) return new Unresolved('a malformed condition');
  const [name, argument] = entry;
  if (name === 'Condition') {
    return typeof argument === 'string' ? scope.condition(argument) : new Unresolved('a malformed condition');
  }
  const operands = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Fn::Equals':
      return equals(operands, scope);
    case 'Fn::And':
      return decide(operands, scope, false);
    case 'Fn::Or':
      return decide(operands, scope, true);
    case 'Fn::Not': {
      const [operand] = operands;
      const inner = operand === undefined ? new Unresolved('a malformed Fn::Not') : evaluateCondition(operand, scope);
      return inner instanceof Unresolved ? inner : !inner;
    }
    default:
      return new Unresolved(`the condition function ${name} is not supported`);
  }
}

function equals([left, right]: readonly Json[], scope: Scope): boolean | Unresolved {
  if (left === undefined || right === undefined) return new Unresolved('a malformed Fn::Equals');
  const a = resolve(left, scope);
  const b = resolve(right, scope);
  const [unresolved] = [...unresolvedIn(a), ...unresolvedIn(b)];
  if (unresolved !== undefined) return new Unresolved(unresolved);
  return comparable(a) === comparable(b);
}

/** CloudFormation compares values as strings: `true` equals `'true'`. */
function comparable(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function decide(operands: readonly Json[], scope: Scope, decisive: boolean): boolean | Unresolved {
  const results = operands.map((operand) => evaluateCondition(operand, scope));
  if (results.length === 0) return new Unresolved('a malformed condition');
  if (results.includes(decisive)) return decisive;
  return results.find((result) => result instanceof Unresolved) ?? !decisive;
}
