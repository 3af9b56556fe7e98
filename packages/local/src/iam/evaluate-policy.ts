import { isRecord } from './json-record.js';
import { matchAction } from './match-action.js';
import { matchCondition } from './match-condition.js';
import { matchNotPrincipal, matchPrincipal, type PrincipalMatch } from './match-principal.js';
import { matchResource } from './match-resource.js';
import type { AccessRequest, NamedPolicy } from './model.js';
import type { RequestContext } from './request-context.js';
import { and, at, not, some, type Truth, unknown } from './truth.js';

/** The effect of one statement on a request; its principal is separate. */
export interface StatementResult {
  /** `<policy>#<Sid or index>`, or the policy's name where the policy cannot be read. */
  readonly statement: string;
  readonly allows: Truth;
  readonly denies: Truth;
  readonly principal: PrincipalMatch;
}

/** Identity policies and boundaries have no principal: they are attached to the role. */
const THE_ROLE_ITSELF: PrincipalMatch = { anyone: false, role: true, account: false };

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
const RESOURCE_POLICY_ELEMENTS: ReadonlySet<string> = new Set([...ELEMENTS, 'Principal', 'NotPrincipal']);
const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/**
 * Evaluates each statement of a policy. What AWS would refuse to store (an unknown element, a lower-case effect, both `Action`
 * and `NotAction`, …) is unknown, never skipped.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function evaluatePolicy(
  policy: NamedPolicy,
  kind: 'identity' | 'resource',
  request: AccessRequest,
  context: RequestContext,
): readonly StatementResult[] {
  const document: unknown = policy.document;
  if (policy.unknown !== undefined) return [unreadable(policy, policy.unknown)];
  if (!isRecord(document)) return [unreadable(policy, 'the document is not well-formed')];
  const { Version: version } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    return [unreadable(policy, 'the Version is neither 2012-10-17 nor 2008-10-17')];
  }
  const strange = Object.keys(document).find((element) => !DOCUMENT_ELEMENTS.has(element));
  if (strange !== undefined) return [unreadable(policy, `the element ${strange} is not allowed in a policy`)];
  const statements: readonly unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  if (statements.length === 0) return [unreadable(policy, 'a policy must have a statement')];
  if (!statements.every(isRecord)) return [unreadable(policy, 'Statement is not well-formed')];

  // A policy without a Version is one of 2008-10-17, where ${…} is plain text.
  const variables = version === '2012-10-17' ? context : undefined;
  return statements.map((statement, index) => {
    const { Sid: sid, Effect: effect } = statement;
    const name = `${policy.name}#${typeof sid === 'string' && sid !== '' ? sid : index}`;
    const applies = at(name, matchStatement(statement, kind, request, context, variables));
    const known = effect === 'Allow' || effect === 'Deny';
    const either =
      known || and(applies, at(name, unknown(`the Effect ${JSON.stringify(effect)} is neither Allow nor Deny`)));
    return {
      statement: name,
      allows: known ? effect === 'Allow' && applies : either,
      denies: known ? effect === 'Deny' && applies : either,
      principal: kind === 'identity' ? THE_ROLE_ITSELF : principalOf(name, statement, request),
    };
  });
}

function matchStatement(
  statement: Readonly<Record<string, unknown>>,
  kind: 'identity' | 'resource',
  request: AccessRequest,
  context: RequestContext,
  variables: RequestContext | undefined,
): Truth {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const elements = kind === 'identity' ? ELEMENTS : RESOURCE_POLICY_ELEMENTS;
  const strange = Object.keys(statement).find((element) => !elements.has(element));
  const acts = oneOf('Action', Action, NotAction, (pattern) => matchAction(pattern, request.action));
  if (acts === false) return false;
  return and(
    acts,
    oneOf('Resource', Resource, NotResource, (pattern) => matchResource(pattern, request.resource, variables)),
    strange === undefined ? true : unknown(`the element ${strange} is not allowed in this statement`),
    matchCondition(Condition, context, variables),
  );
}

/** Exactly one of an element and its `Not…` counterpart must be present, with one string or several. */
function oneOf(name: string, positive: unknown, negative: unknown, match: (pattern: string) => Truth): Truth {
  if ((positive === undefined) === (negative === undefined))
    return unknown(`it must have either ${name} or Not${name}`);
  const patterns = stringsOf(positive ?? negative);
  if (patterns === undefined) return unknown(`${positive === undefined ? 'Not' : ''}${name} is not well-formed`);
  const covered = some(patterns, match);
  return positive === undefined ? not(covered) : covered;
}

function principalOf(
  name: string,
  statement: Readonly<Record<string, unknown>>,
  request: AccessRequest,
): PrincipalMatch {
  const match = matchEither(statement, request);
  return { anyone: at(name, match.anyone), role: at(name, match.role), account: at(name, match.account) };
}

function matchEither(statement: Readonly<Record<string, unknown>>, request: AccessRequest): PrincipalMatch {
  const { Effect, Principal, NotPrincipal } = statement;
  if ((Principal === undefined) === (NotPrincipal === undefined)) {
    return all(unknown('it must have either Principal or NotPrincipal'));
  }
  if (NotPrincipal === undefined) return matchPrincipal(Principal, request);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  if (Effect !== 'Deny') return all(unknown('NotPrincipal must be used with the Effect Deny'));
  return { anyone: matchNotPrincipal(NotPrincipal, request), role: false, account: false };
}

function unreadable(policy: NamedPolicy, reason: string): StatementResult {
  const truth = at(policy.name, unknown(reason));
  return { statement: policy.name, allows: truth, denies: truth, principal: all(true) };
}

function all(truth: Truth): PrincipalMatch {
  return { anyone: truth, role: truth, account: truth };
}

function stringsOf(value: unknown): readonly string[] | undefined {
  const strings: readonly unknown[] = Array.isArray(value) ? value : [value];
  return strings.length > 0 && strings.every((item) => typeof item === 'string') ? strings : undefined;
}
