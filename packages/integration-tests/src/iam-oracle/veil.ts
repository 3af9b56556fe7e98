import type { AccessRequest, NamedPolicy, Statement } from '@amplify-secrets/local/iam';
import type { Draw } from './draw.js';

/** Replaces one part of a request by something the evaluator cannot know. */
export function veil(draw: Draw, request: AccessRequest): AccessRequest {
  const { role, session, context, resourcePolicy, ...rest } = request;
  switch (draw.whole(9)) {
    case 0:
      // The service sent no context.
      return { role, ...(session && { session }), ...(resourcePolicy && { resourcePolicy }), ...rest };
    case 1: {
      if (context === undefined) break;
      const known = Object.entries(context).filter(([key]) => !ALWAYS_SENT.has(key) || draw.chance(0.5));
      return { ...request, context: Object.fromEntries(known) };
    }
    case 2:
    case 3:
      if (resourcePolicy === undefined) break;
      if (rest.resourcePolicyRule === 'key' && draw.chance(0.2))
        return { role, ...(session && { session }), ...(context && { context }), ...rest };
      return { ...request, resourcePolicy: veilPolicy(draw, resourcePolicy) };
    case 4:
      return { role, ...(context && { context }), ...(resourcePolicy && { resourcePolicy }), ...rest };
    case 5:
      if (role.boundary === undefined) break;
      return { ...request, role: { ...role, boundary: veilPolicy(draw, role.boundary) } };
  }
  const index = draw.whole(role.policies.length);
  const policies = role.policies.map((policy, at) => (at === index ? veilPolicy(draw, policy) : policy));
  return { ...request, role: { ...role, policies } };
}

/** Keys that are always sent, so that one without a value is unknown and not absent. */
const ALWAYS_SENT: ReadonlySet<string> = new Set([
  'aws:requestedregion',
  'aws:principaltag/env',
  'aws:currenttime',
  'aws:securetransport',
  'aws:sourceip',
]);

function veilPolicy(draw: Draw, policy: NamedPolicy): NamedPolicy {
  const { document } = policy;
  if (draw.chance(0.1)) return { ...policy, unknown: 'it did not resolve' };
  if (draw.chance(0.05)) return { ...policy, document: { ...document, Version: '2099-01-01' } };
  const statements: readonly Statement[] = [document.Statement].flat();
  const index = draw.whole(statements.length);
  const veiled = statements.map((statement, at) => (at === index ? veilStatement(draw, statement) : statement));
  return { ...policy, document: { ...document, Statement: veiled } };
}

function veilStatement(draw: Draw, statement: Statement): Statement {
  const { Action, NotAction, Resource, NotResource, Condition, Principal } = statement;
  switch (draw.whole(9)) {
    case 0:
      return { ...statement, Effect: statement.Effect.toLowerCase() };
    case 1:
      return Action === undefined
        ? { ...statement, NotAction: veilOne(draw, NotAction, 'no action') }
        : { ...statement, Action: veilOne(draw, Action, 'no action') };
    case 2:
      return Resource === undefined
        ? { ...statement, NotResource: veilOne(draw, NotResource, 'no resource') }
        : { ...statement, Resource: veilOne(draw, Resource, 'no resource') };
    case 3:
      return { ...statement, ...(Action === undefined ? { Action: 's3:*' } : { NotAction: 's3:*' }) };
    case 4:
      return { ...statement, ...(Resource === undefined ? { Resource: '*' } : { NotResource: '*' }) };
    case 5:
      return Principal === undefined
        ? { ...statement, Principal: '*' }
        : { ...statement, Principal: { AWS: 'AROAEXAMPLE' } };
    default:
      return Condition === undefined
        ? Object.assign({}, statement, { Remark: 'an element of no policy' })
        : { ...statement, Condition: veilCondition(draw, Condition) };
  }
}

function veilOne(draw: Draw, given: string | readonly string[] | undefined, veiled: string): string[] {
  const texts = [given ?? []].flat();
  const index = draw.whole(texts.length);
  return texts.map((text, at) => (at === index ? veiled : text));
}

function veilCondition(
  draw: Draw,
  condition: NonNullable<Statement['Condition']>,
): NonNullable<Statement['Condition']> {
  const blocks = Object.entries(condition);
  const index = draw.whole(blocks.length);
  const how = draw.whole(3);
  return Object.fromEntries(
    blocks.map(([operator, keys], at) => {
      if (at !== index) return [operator, keys];
      if (how === 0) return [`Un${operator}`, keys];
      if (how === 1)
        return [operator, Object.fromEntries(Object.entries(keys).map(([, value], n) => [`made:Up${n}`, value]))];
      return [operator, Object.fromEntries(Object.keys(keys).map((key) => [key, null]))];
    }),
  );
}
