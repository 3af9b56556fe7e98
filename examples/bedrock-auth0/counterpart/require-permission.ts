import { evaluate } from '@amplify-secrets/local/iam';
import type { Caller } from './caller.js';
import { Refusal } from './refusal.js';

/** By the caller's policies, as they were synthesised. */
export function requirePermission({ role, principal }: Caller, action: string, resource: string): void {
  const { effect } = evaluate({ role, action, resource });
  if (effect === 'allow') return;
  throw new Refusal(
    403,
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}
