import type { AccessReport } from '../report.js';
import { html, type Markup } from './markup.js';

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly accepted: number;
}

export function findingCounts({ findings }: Pick<AccessReport, 'findings'>): FindingCounts {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  return {
    errors: open.filter(({ severity }) => severity === 'error').length,
    warnings: open.filter(({ severity }) => severity === 'warning').length,
    accepted: findings.length - open.length,
  };
}

/** `2 errors, 1 warning, 1 accepted`, or `none`. */
export function describeCounts({ errors, warnings, accepted }: FindingCounts): string {
  const parts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
    accepted > 0 ? `${accepted} accepted` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'none';
}

export function countMark(counts: FindingCounts): Markup {
  const kind = counts.errors > 0 ? 'alarm' : counts.warnings > 0 ? 'write' : 'calm';
  return html`<span class="mark ${kind}">${describeCounts(counts)}</span>`;
}

export function findingsSection({ findings }: AccessReport): Markup {
  if (findings.length === 0) return html`<p>The guard found nothing.</p>`;
  return html`<ul class="plain findings">${findings.map(({ name, severity, where, message, resolution, accepted }) => {
    const kind = accepted !== undefined ? 'accepted' : severity;
    const colour = { accepted: 'calm', error: 'alarm', warning: 'write' }[kind];
    return html`<li class="is-${kind}"><span class="mark ${colour}">${kind}</span> <strong>${name}</strong> in <code>${where}</code>
<p class="pre">${message}</p>
<p class="pre">${accepted === undefined ? html`<code>${resolution}</code>` : html`Accepted: ${accepted}`}</p></li>`;
  })}</ul>`;
}
