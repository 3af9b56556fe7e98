import { Stack } from 'aws-cdk-lib';
import type { GrantRecord } from '../../state/grant.js';
import { type Access, actionsOf } from '../../statements/access.js';
import type { Templates } from '../../templates/read-templates.js';
import { shown } from '../../templates/shown.js';

/** What grants allow one principal in AWS Secrets Manager. */
export interface GrantedActions {
  readonly names: Readonly<Record<Access, readonly string[]>>;
  /** `resource` as its template has it. */
  allows(action: string, resource: string): boolean;
}

const NOTHING: GrantedActions = { names: { read: [], write: [] }, allows: () => false };

/** What each principal was granted, by its id. */
export function grantedActions(
  { granteesOf }: Templates,
  grants: readonly GrantRecord[],
): (principal: string) => GrantedActions {
  const granted = new Map<string, { names: Record<Access, string[]>; pairs: Set<string> }>();
  // A reference means something in one stack only, but it is no name either, so no rule looks at it.
  const pairOf = (action: string, resource: string) => `${action} ${resource}`;
  for (const { grantee, accesses, located } of grants) {
    if (located?.store !== 'secrets-manager') continue;
    const stack = Stack.of(grantee.construct);
    for (const id of granteesOf(grantee.policyHolder)) {
      const own = granted.get(id) ?? { names: { read: [], write: [] }, pairs: new Set() };
      granted.set(id, own);
      for (const access of accesses) {
        own.names[access].push(...located.names);
        for (const arn of access === 'read' ? located.readable : located.writable) {
          const resource = shown(stack.resolve(arn));
          for (const action of actionsOf('secrets-manager', access)) own.pairs.add(pairOf(action, resource));
        }
      }
    }
  }
  return (principal) => {
    const own = granted.get(principal);
    if (own === undefined) return NOTHING;
    return { names: own.names, allows: (action, resource) => own.pairs.has(pairOf(action, resource)) };
  };
}
