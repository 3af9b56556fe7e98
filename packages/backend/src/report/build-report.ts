import { describeDeployment } from '@amplify-secrets/runtime/contract';
import { grantedByPrincipal } from '../guard/declarations/granted.js';
import type { GuardFinding } from '../guard/finding.js';
import { findingsOf } from '../guard/findings.js';
import type { DeployedState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import { readTemplates, type Templates } from '../templates/read-templates.js';
import { reportedEnvironments } from './environments.js';
import { accessEvaluator } from './evaluate-access.js';
import { grantedAccess } from './granted-access.js';
import { grantedPatterns } from './granted-patterns.js';
import { grantsElsewhere } from './grants-elsewhere.js';
import { notEvaluatedIn } from './not-evaluated.js';
import { otherStatements } from './other-statements.js';
import type { AccessReport } from './report.js';
import { reportedRotations } from './rotations.js';
import { type ReportedSecret, reportedSecret } from './secret-access.js';
import { secretNames } from './secret-names.js';
import { secretRows } from './secret-rows.js';
import { reportedSharing } from './sharing.js';

export function buildReport(
  state: DeployedState,
  templates: Templates = readTemplates(state.root, state.grants),
): AccessReport {
  const { root, deployment, grants } = state;
  const { principals, statements } = templates;
  const granteesOf = ({ grantee }: GrantRecord) => templates.granteesOf(grantee.policyHolder);
  const granted = grantedAccess(grantedByPrincipal(templates, grants));
  const evaluator = accessEvaluator(statements, secretNames(templates));
  const rows = secretRows(state, root);
  const secrets = rows.map((row) => reportedSecret(row, root, evaluator, granted));
  const used = new Set(state.amplifySecretUses.map(({ reference: { set, key } }) => `${set.app}:${key}`));
  const amplifySecretUses = secrets.map(({ id }) => id).filter((id) => used.has(id));
  const elsewhere = grantsElsewhere(grants, granteesOf);
  const others = otherStatements(statements, granted);
  const rotations = reportedRotations(state.rotations, templates);
  const named = new Set([
    ...secrets.flatMap(({ places }) => places.flatMap(({ access }) => access.map(({ principal }) => principal))),
    ...granted.principals,
    ...others.flatMap((statement) => statement.principals),
    ...elsewhere.map(({ principal }) => principal),
    ...rotations.flatMap((rotation) => rotation.principals),
  ]);
  return {
    version: 1,
    deployment,
    title: describeDeployment(deployment),
    environments: reportedEnvironments(state),
    principals: [...named].sort().map((id) => principals.describe(id)),
    secrets,
    patterns: grantedPatterns(state, rows, granteesOf),
    sharing: reportedSharing(secrets),
    rotations,
    amplifySecretUses,
    unread: secrets
      .filter((secret) => secret.declared && !isRead(secret) && !amplifySecretUses.includes(secret.id))
      .map(({ id }) => id),
    grantsElsewhere: elsewhere,
    otherStatements: others,
    notEvaluated: notEvaluatedIn(templates),
    findings: [...findingsOf(state, templates)].sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
  };
}

function isRead({ places }: ReportedSecret): boolean {
  return places.some(({ access }) =>
    access.some(({ allowed, possible }) => [...allowed, ...possible].includes('read')),
  );
}

/** What stops a deployment first, what is accepted last. */
function sortKey({ accepted, severity, name, where, message }: GuardFinding): string {
  return [accepted === undefined ? 0 : 1, severity, name, where, message].join(' ');
}
