import { isRecord } from './json-record.js';
import { matchAction } from './match-action.js';
import { matchCondition } from './match-condition.js';
import { matchResource } from './match-resource.js';
import type { NamedPolicy } from './model.js';
import { and, not, or, some, type Truth, unknown } from './truth.js';

/** A call that an AWS service makes on its own behalf. */
export interface ServiceRequest {
  /** Such as `secretsmanager.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** Condition key in lower case → value; others are absent. */
  readonly context: Readonly<Record<string, string>>;
}

/** Whether a resource policy allows a service the action: its `Principal` is `{ Service }`, and nothing else counts. */
export function allowsService(policy: NamedPolicy | undefined, request: ServiceRequest): Truth {
  if (policy === undefined) return false;
  if (policy.unknown !== undefined) return unknown(policy.unknown);
  const { Statement } = policy.document;
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  const matching = (effect: string) =>
    some(statements, (statement) => isRecord(statement) && statement.Effect === effect && matches(statement, request));
  return and(matching('Allow'), not(matching('Deny')));
}

function matches(statement: Readonly<Record<string, unknown>>, request: ServiceRequest): Truth {
  const { Principal, Action, Resource, Condition } = statement;
  const { service, action, resource, context } = request;
  const services = isRecord(Principal) ? listOf(Principal.Service) : [];
  const value = (key: string) => {
    const known = context[key.toLowerCase()];
    return known === undefined ? ('absent' as const) : [known];
  };
  return and(
    or(Principal === '*', services.includes(service)),
    some(listOf(Action), (pattern) => matchAction(pattern, action)),
    some(listOf(Resource), (pattern) => matchResource(pattern, resource, undefined)),
    matchCondition(Condition, value, undefined),
  );
}

function listOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
