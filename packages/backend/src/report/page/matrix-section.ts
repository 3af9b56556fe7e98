import type { Principal } from '../../templates/principals.js';
import { ACCESSES } from '../../templates/secret-actions.js';
import type { AccessReport } from '../report.js';
import type { ReportedAccess, ReportedPlace, ReportedSecret } from '../secret-access.js';
import { html, type Markup } from './markup.js';
import { statementList } from './statement-list.js';
import { type TableCell, table } from './table.js';

/** Rows are secrets, columns are principals; each cell opens to its statements. */
export function matrixSection(report: AccessReport): Markup {
  const { secrets } = report;
  const columns = reaching(report);
  const rows = secrets.flatMap((secret) =>
    secret.places.map((place) => ({
      head: rowHead(report, secret, place),
      cells: columns.map((principal) => cell(place, principal.id, principal.name)),
    })),
  );
  if (rows.length === 0) return html`<p>No secret is declared or granted in this deployment.</p>`;
  return table({
    label: `Who can do what in ${report.title}`,
    caption: html`Open a cell to see the statements that allow the access. <span class="mark alarm">(no grant)</span>: a statement allows it, and no grant does. <span class="mark doubt">?</span>: it depends on a condition, or on something that only the deployment knows.`,
    columns: ['Secret', ...columns.map(({ name }) => name)],
    rows,
    matrix: true,
  });
}

/** The principals that have access to any secret of the report. */
export function reaching({ principals, secrets }: AccessReport): readonly Principal[] {
  const access = secrets.flatMap(({ places }) => places.flatMap((place) => place.access));
  const ids = new Set(access.map(({ principal }) => principal));
  return principals.filter(({ id }) => ids.has(id));
}

function rowHead(
  { deployment, environments }: AccessReport,
  { key, app, id }: ReportedSecret,
  { name, shared }: ReportedPlace,
): Markup {
  const isOfManyApps = new Set(environments.map((environment) => environment.app)).size > 1;
  const label = key === undefined ? id : isOfManyApps ? `${key} of ${app}` : key;
  return html`${label}${label === name ? undefined : html`<code>${name}</code>`}${
    shared
      ? html`<span class="note">shared: one value for every deployment of ${deployment.namespace}</span>`
      : undefined
  }`;
}

function cell({ name, access }: ReportedPlace, principal: string, who: string): TableCell {
  const own = access.find((each) => each.principal === principal);
  if (own === undefined) {
    return {
      content: html`<span class="none" aria-hidden="true">–</span><span class="unseen">no access</span>`,
      nothing: true,
    };
  }
  const subject = html`<span class="unseen"> by ${who} on ${name}</span>`;
  if (own.statements.length === 0) return { content: html`${marks(own)}${subject}` };
  return {
    content: html`<details><summary>${marks(own)}${subject}</summary>${statementList(own.statements)}</details>`,
  };
}

/** The words alone say what the colours say. */
function marks({ granted, allowed, possible }: ReportedAccess): Markup[] {
  return ACCESSES.flatMap((access) => {
    const isGranted = granted.includes(access);
    const isPossible = possible.includes(access);
    if (!isGranted && !isPossible && !allowed.includes(access)) return [];
    if (isGranted && allowed.includes(access)) return [html`<span class="mark ${access}">${access}</span>`];
    if (isPossible) return [html`<span class="mark doubt">${access}?${isGranted ? '' : ' (no grant)'}</span>`];
    return [
      html`<span class="mark alarm">${access} (${isGranted ? 'granted, and in no template' : 'no grant'})</span>`,
    ];
  });
}
