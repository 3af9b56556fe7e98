import type { Grantee } from './grantee.js';
import type { LocatedSecret } from './locate-target.js';
import type { Access, GrantTerms } from './statements.js';
import type { Target } from './target.js';

/** One target of one call of a grant function. */
export interface GrantRecord {
  /** `grantSecretRead`, as the user wrote it. */
  readonly call: string;
  readonly grantee: Grantee;
  readonly accesses: readonly Access[];
  readonly target: Target;
  readonly terms: GrantTerms;
  readonly branches: readonly string[] | undefined;
  /** Undefined where `branches` leave this deployment out: nothing is granted here. */
  readonly located: LocatedSecret | undefined;
}
