import type { Grantee } from '../grantees/grantee.js';
import type { Access } from '../statements/access.js';
import type { GrantTerms } from '../statements/principal-statements.js';
import type { LocatedSecret, Target } from '../targets/target.js';

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
