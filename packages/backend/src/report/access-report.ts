import {
  allEnvironments,
  type Deployment,
  describeDeployment,
  findEnvironment,
  type Store,
} from '@amplify-secrets/runtime/contract';
import type { GuardFinding } from '../guard/finding.js';
import { findingsOf } from '../guard/findings.js';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import type { DeployedState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { Access } from '../statements/access.js';
import type { Principal } from '../templates/principals.js';
import { readTemplates, type Templates } from '../templates/read-templates.js';
import { touchesSecrets } from '../templates/secret-actions.js';
import type { Statement } from '../templates/statement.js';
import { accessEvaluator } from './evaluate-access.js';
import { grantedAccess } from './granted-access.js';
import { type GrantedPattern, grantedPatterns } from './granted-patterns.js';
import { type NotEvaluated, notEvaluatedIn } from './not-evaluated.js';
import { type ReportedSecret, reportedSecret } from './secret-access.js';
import { secretNames } from './secret-names.js';
import { secretRows } from './secret-rows.js';
import { type ReportedSharing, reportedSharing } from './sharing.js';

/**
 * Who may do what to which secret in one deployment, and by which statement. Plain JSON, sorted, with no time and no secret value in it:
 * equal backends have equal reports.
 */
export interface AccessReport {
  readonly version: 1;
  readonly deployment: Deployment;
  /** `branch "main"` */
  readonly title: string;
  readonly environments: readonly ReportedEnvironment[];
  /** Everybody whom this report names. */
  readonly principals: readonly Principal[];
  readonly secrets: readonly ReportedSecret[];
  readonly patterns: readonly GrantedPattern[];
  readonly sharing: readonly ReportedSharing[];
  /** Ids of the secrets whose values a deployment puts into resources itself, by `amplifySecret`. */
  readonly amplifySecretUses: readonly string[];
  /** Ids of the declared secrets that nobody may read here, and that no deployment takes. */
  readonly unread: readonly string[];
  /** Grants whose `branches` leave this deployment out. */
  readonly grantsElsewhere: readonly GrantElsewhere[];
  /** Statements about secrets that no grant accounts for, with such of their resources alone. */
  readonly otherStatements: readonly OtherStatement[];
  /** What may give or take access and could not be evaluated, or not for certain. */
  readonly notEvaluated: readonly NotEvaluated[];
  readonly findings: readonly GuardFinding[];
}

export interface ReportedEnvironment {
  readonly app: string;
  readonly name: string;
  readonly store: Store;
  /** Whether this deployment is of it. */
  readonly current: boolean;
}

export interface GrantElsewhere {
  readonly principal: string;
  /** Id of the secret or pattern. */
  readonly target: string;
  readonly access: readonly Access[];
  readonly branches: readonly string[];
}

export interface OtherStatement extends Statement {
  readonly principals: readonly string[];
}

/**
 * Reports, from the grants and from the policies that synthesis is about to write, who may do what to which secret. Before the synthesis
 * it sees the backend as it is at the call: what later code and aspects change is not in it, and `writeAccessReport` has that too.
 *
 * Throws BackendInvalidError or DeploymentUnknownError.
 *
 * ```ts
 * const { secrets, findings } = accessReport(backend);
 * ```
 */
export function accessReport(backend: SecretsBackend): AccessReport {
  return reportOf(openBackend(stackOf(backend, 'accessReport')));
}

export function reportOf(
  state: DeployedState,
  templates: Templates = readTemplates(state.root, state.grants),
): AccessReport {
  const { root } = state;
  const { principals, statements } = templates;
  const principalsOf = ({ grantee }: GrantRecord) => templates.granteesOf(grantee.policyHolder);
  const declared = grantedAccess(state.grants, principalsOf);
  const evaluator = accessEvaluator(statements, secretNames(templates));
  const rows = secretRows(state, root);
  const secrets = rows.map((row) => reportedSecret(row, root, evaluator, declared));
  const uses = new Set(state.amplifySecretUses.map(({ reference: { set, key } }) => `${set.app}:${key}`));
  const amplifySecretUses = secrets.map(({ id }) => id).filter((id) => uses.has(id));
  const elsewhere = elsewhereOf(state.grants, principalsOf);
  const otherStatements = statements
    .filter(({ statement }) => touchesSecrets(statement))
    .flatMap(({ statement, principals }) => {
      const strange = principals.flatMap((principal) => declared.ungranted(principal, statement));
      if (strange.length === 0) return [];
      const resources = statement.resources?.filter((resource) => strange.includes(resource));
      return [{ ...statement, ...(resources && { resources }), principals }];
    });
  const mentioned = new Set([
    ...secrets.flatMap(({ places }) => places.flatMap(({ access }) => access.map(({ principal }) => principal))),
    ...declared.principals,
    ...otherStatements.flatMap(({ principals }) => principals),
    ...elsewhere.map(({ principal }) => principal),
  ]);
  return {
    version: 1,
    deployment: state.deployment,
    title: describeDeployment(state.deployment),
    environments: environmentsOf(state),
    principals: [...mentioned].sort().map((id) => principals.describe(id)),
    secrets,
    patterns: grantedPatterns(state, rows, principalsOf),
    sharing: reportedSharing(secrets),
    amplifySecretUses,
    unread: secrets
      .filter((secret) => secret.declared && !isRead(secret) && !amplifySecretUses.includes(secret.id))
      .map(({ id }) => id),
    grantsElsewhere: elsewhere,
    otherStatements: otherStatements.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
    notEvaluated: notEvaluatedIn(templates),
    findings: [...findingsOf(state, templates)].sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
  };
}

function isRead({ places }: ReportedSecret): boolean {
  return places.some(({ access }) =>
    access.some(({ allowed, possible }) => [...allowed, ...possible].includes('read')),
  );
}

function placeOf({ policy, index, effect, principals }: OtherStatement): string {
  return [policy, index, effect, ...principals].join(' ');
}

/** What stops a deployment first, what somebody accepted last. */
function sortKey({ accepted, severity, name, where, message }: GuardFinding): string {
  return [accepted === undefined ? 0 : 1, severity, name, where, message].join(' ');
}

function elsewhereOf(
  grants: readonly GrantRecord[],
  principalsOf: (grant: GrantRecord) => readonly string[],
): GrantElsewhere[] {
  return grants
    .filter(({ located }) => located === undefined)
    .flatMap((grant) =>
      principalsOf(grant).map((principal) => ({
        principal,
        target: grant.target.id,
        access: grant.accesses,
        branches: grant.branches ?? [],
      })),
    )
    .sort((one, other) => (`${one.principal} ${one.target}` < `${other.principal} ${other.target}` ? -1 : 1));
}

function environmentsOf({ deployment, sets }: DeployedState): ReportedEnvironment[] {
  const apps = new Map(sets.all().map((set) => [set.app, set]));
  return [...apps.values()]
    .sort((one, other) => (one.app < other.app ? -1 : 1))
    .flatMap((set) => {
      const current = findEnvironment(set.environments, deployment)?.name;
      return allEnvironments(set.environments).map(({ name, store }) => ({
        app: set.app,
        name,
        store,
        current: name === current,
      }));
    });
}
