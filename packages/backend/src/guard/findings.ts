import type { BackendState } from '../state/backend-state.js';
import { readTemplates, type Templates } from '../templates/read-templates.js';
import { acceptFindings, staleAcceptances } from './acceptance.js';
import type { GuardFinding } from './finding.js';
import { RULES } from './rules.js';
import { guardView } from './view.js';

/**
 * What the guard finds in a backend as it is now, accepted findings included. Changes nothing, so it may be called at any time; grants that
 * are made later are not in it.
 */
export function findingsOf(
  state: BackendState,
  templates: Templates = readTemplates(state.root, state.grants),
): readonly GuardFinding[] {
  const { strict, acceptances } = state.guard;
  const view = guardView(state, templates);
  const found = unique(RULES.flatMap((rule) => rule(view)));
  const stale = staleAcceptances(found, acceptances, state.deployment, state.root.node.path);
  const all = [...acceptFindings(found, acceptances, state.deployment), ...stale];
  return strict ? all.map((finding) => ({ ...finding, severity: 'error' })) : all;
}

/** A policy may repeat a statement, which is one finding. */
function unique(findings: readonly GuardFinding[]): GuardFinding[] {
  const seen = new Map(
    findings.map((finding) => [JSON.stringify([finding.name, finding.where, finding.about]), finding]),
  );
  return [...seen.values()];
}
