import { type Resolved, Unresolved, unresolvedIn, type Value } from '../../cloudformation/value.js';
import type { NamedPolicy, PolicyDocument } from '../../iam/model.js';
import { unreadablePolicy } from './aws-managed-policy.js';

/** A place where an unresolved text makes one statement unknown instead of the whole policy. */
const IN_RESOURCE = /^Statement\.(\d+\.)?(Not)?Resource(\.\d+)?:/;

/**
 * A policy from a resolved document. Where an unresolved intrinsic stands for a resource, an object stays in its place: no
 * resource pattern, so the statement is unknown for the actions it names and for no others. Anywhere else it makes the
 * policy `unknown`.
 */
export function namedPolicy(name: string, document: Resolved, uncertain?: string): NamedPolicy {
  if (uncertain !== undefined) return unreadablePolicy(name, `it is not known whether it exists: ${uncertain}`);
  const plain = withoutClass(document);
  if (!isPolicyDocument(plain)) return unreadablePolicy(name, unresolvedIn(document)[0] ?? 'it is no policy document');
  const [elsewhere] = unresolvedIn(document).filter((place) => !IN_RESOURCE.test(place));
  return { name, document: plain, ...(elsewhere !== undefined && { unknown: elsewhere }) };
}

function withoutClass(value: Resolved): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, marked));
}

function marked(_key: string, value: Value): unknown {
  return value instanceof Unresolved ? { unresolved: value.reason } : value;
}

/** What it holds beyond its statements, and whether they are well-formed, the evaluator judges. */
function isPolicyDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && 'Statement' in value && typeof value.Statement === 'object';
}
