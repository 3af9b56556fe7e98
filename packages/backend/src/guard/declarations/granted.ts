import { Stack } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';
import type { Access } from '../../statements/access.js';
import type { Templates } from '../../templates/read-templates.js';
import { shown } from '../../templates/shown.js';

/** What grants give one principal in this deployment. */
export interface Granted {
  /** In whose template the ARNs are as here. */
  readonly stack: Stack;
  readonly arns: ReadonlyMap<string, ReadonlySet<Access>>;
  /** Patterns of ARNs. */
  readonly patterns: ReadonlyMap<string, ReadonlySet<Access>>;
  /** Names and patterns of names in AWS Secrets Manager. */
  readonly names: Readonly<Record<Access, readonly string[]>>;
}

/** By the id of the principal. */
export function grantedByPrincipal(
  { granteesOf }: Templates,
  grants: readonly GrantRecord[],
): ReadonlyMap<string, Granted> {
  const granted = new Map<string, ReturnType<typeof nothingIn>>();
  for (const { grantee, accesses, located } of grants) {
    if (located === undefined) continue;
    const stack = Stack.of(grantee.construct);
    for (const id of granteesOf(grantee.policyHolder)) {
      const own = granted.get(id) ?? nothingIn(stack);
      granted.set(id, own);
      const accessesOf = located.isPattern ? own.patterns : own.arns;
      for (const access of accesses) {
        if (located.store === 'secrets-manager') own.names[access].push(...located.names);
        for (const arn of access === 'read' ? located.readable : located.writable) {
          const resource = shown(stack.resolve(arn));
          accessesOf.set(resource, (accessesOf.get(resource) ?? new Set()).add(access));
        }
      }
    }
  }
  return granted;
}

function nothingIn(stack: Stack) {
  const names: Record<Access, string[]> = { read: [], write: [] };
  return { stack, arns: new Map<string, Set<Access>>(), patterns: new Map<string, Set<Access>>(), names };
}
