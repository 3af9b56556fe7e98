import { type Backend, type BackendFunction, can } from '@amplify-secrets/local';
import { accessRequests, principalsOf } from './access-requests.js';
import type { Expected, IsExpected } from './expected-access.js';
import { readableEffect } from './readable-access.js';

/** One permission that a change gives or takes away. */
export interface AccessChange {
  /** The function, or the logical id of a role. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

export interface AccessComparison {
  readonly requests: number;
  readonly wider: readonly AccessChange[];
  readonly narrower: readonly AccessChange[];
  /** New permissions that are meant, and why. */
  readonly expected: readonly (AccessChange & { readonly why: Expected })[];
}

/** Higher allows more: what is not known may be allowed. */
const RANK = { deny: 0, unknown: 1, allow: 2 } as const;

/**
 * What two templates allow on secrets, by the evaluator, over generated requests. `names` are secrets to ask about besides those that the
 * policies name.
 */
export function compareAccess(
  before: Backend,
  after: Backend,
  names: readonly string[],
  isExpected: IsExpected,
): AccessComparison {
  const [old, fresh] = [principalsOf(before), principalsOf(after)];
  const [wider, narrower, expected]: [AccessChange[], AccessChange[], (AccessChange & { why: Expected })[]] = [
    [],
    [],
    [],
  ];
  const isAlike = isSame(policiesOfResources(before), policiesOfResources(after));
  let count = 0;
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(id), fresh.get(id)];
    const principal = (is ?? was)?.name ?? id;
    const requests = accessRequests(after, [was, is], names);
    count += requests.reduce((sum, { actions }) => sum + actions.length, 0);
    if (was !== undefined && is !== undefined && isAlike && isSame(was.role, is.role)) continue;
    for (const { actions, resource } of requests) {
      for (const action of actions) {
        const effects = [effectOf(before, was, action, resource), effectOf(after, is, action, resource)] as const;
        const isUnknown = effects.every((effect) => effect === 'unknown');
        const [past, now] = isUnknown
          ? [readableRank(before, was, action, resource), readableRank(after, is, action, resource)]
          : [RANK[effects[0]], RANK[effects[1]]];
        if (past === now) continue;
        const change = { principal, action, resource };
        if (now < past) narrower.push(change);
        else {
          const why =
            isStage(action) && isAllowed(before, was, PUT, resource) ? 'stage' : isExpected(was, action, resource);
          if (why === undefined) wider.push(change);
          else expected.push({ ...change, why });
        }
      }
    }
  }
  return { requests: count, wider, narrower, expected };
}

const PUT = 'secretsmanager:PutSecretValue';

function isStage(action: string): boolean {
  return action === 'secretsmanager:UpdateSecretVersionStage';
}

function effectOf(backend: Backend, principal: BackendFunction | undefined, action: string, resource: string) {
  return principal === undefined ? 'deny' : can(backend, principal, action, resource).effect;
}

/** Where something is unknown on both sides, what can be read is compared. */
function readableRank(backend: Backend, principal: BackendFunction | undefined, action: string, resource: string) {
  return principal === undefined ? RANK.deny : RANK[readableEffect(backend, principal, action, resource)];
}

function isAllowed(backend: Backend, principal: BackendFunction | undefined, action: string, resource: string) {
  const effect = effectOf(backend, principal, action, resource);
  return effect === 'unknown' ? readableRank(backend, principal, action, resource) === RANK.allow : effect === 'allow';
}

/** What decides besides the policies of the principal. */
function policiesOfResources({ secretPolicies, keyPolicies, secrets }: Backend) {
  return [[...secretPolicies], [...keyPolicies], secrets];
}

/** The same policies allow the same. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
