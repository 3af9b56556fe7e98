import { type Resolved, Unresolved, unresolvedIn, type Value } from '../../cloudformation/value.js';
import type { NamedPolicy, PolicyDocument } from '../../iam/model.js';
import { unreadablePolicy } from './aws-managed-policy.js';

/** Where an unresolved string makes one statement unknown instead of the whole policy. */
const IN_RESOURCE = /^Statement\.(\d+\.)?(Not)?Resource(\.\d+)?:/;

/**
 * A policy from a resolved document. An unresolved resource becomes an object, which is not a resource pattern: the statement
 * is unknown for its own actions, and for no others. An unresolved value anywhere else makes the whole policy `unknown`.
 */
export function namedPolicy(name: string, document: Resolved, uncertain?: string): NamedPolicy {
  if (uncertain !== undefined) return unreadablePolicy(name, `it is not known whether it exists: ${uncertain}`);
  const plain = plainJson(document);
  if (!isPolicyDocument(plain))
    return unreadablePolicy(name, unresolvedIn(document)[0] ?? 'it is not a policy document');
  const [elsewhere] = unresolvedIn(document).filter((place) => !IN_RESOURCE.test(place));
  return { name, document: plain, ...(elsewhere !== undefined && { unknown: elsewhere }) };
}

function plainJson(value: Resolved): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, marked));
}

function marked(_key: string, value: Value): unknown {
  return value instanceof Unresolved ? { unresolved: value.reason } : value;
}

/** The evaluator checks the rest: other elements, and whether the statements are well-formed. */
function isPolicyDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && 'Statement' in value && typeof value.Statement === 'object';
}
