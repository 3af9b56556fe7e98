import type { Deployment } from '@amplify-secrets/runtime/contract';
import type { GuardFinding } from '../guard/finding.js';
import type { Principal } from '../templates/principals.js';
import type { ReportedEnvironment } from './environments.js';
import type { GrantedPattern } from './granted-patterns.js';
import type { GrantElsewhere } from './grants-elsewhere.js';
import type { NotEvaluated } from './not-evaluated.js';
import type { OtherStatement } from './other-statements.js';
import type { ReportedRotation } from './rotations.js';
import type { ReportedSecret } from './secret-access.js';
import type { ReportedSharing } from './sharing.js';

/**
 * Who can do what to which secret in one deployment, and by which statement. Plain JSON, sorted, without times and secret values: equal
 * backends have equal reports.
 */
export interface AccessReport {
  readonly version: 1;
  readonly deployment: Deployment;
  /** `branch "main"` */
  readonly title: string;
  readonly environments: readonly ReportedEnvironment[];
  /** Every principal that this report names. */
  readonly principals: readonly Principal[];
  readonly secrets: readonly ReportedSecret[];
  readonly patterns: readonly GrantedPattern[];
  readonly sharing: readonly ReportedSharing[];
  /** What `defineSecretRotation` rotates, here or in other deployments. */
  readonly rotations: readonly ReportedRotation[];
  /** Ids of the secrets whose values `amplifySecret` passes to resources at deployment. */
  readonly amplifySecretUses: readonly string[];
  /** Ids of the declared secrets that nobody can read in this deployment, and that `amplifySecret` does not pass on. */
  readonly unread: readonly string[];
  /** Grants whose `branches` do not include this deployment. */
  readonly grantsElsewhere: readonly GrantElsewhere[];
  /** Statements about secrets that come from no grant, with only those of their resources. */
  readonly otherStatements: readonly OtherStatement[];
  /** What may give or deny access and could not be evaluated, or not for certain. */
  readonly notEvaluated: readonly NotEvaluated[];
  readonly findings: readonly GuardFinding[];
}
