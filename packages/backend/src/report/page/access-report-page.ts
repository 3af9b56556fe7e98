import { createHash } from 'node:crypto';
import type { AccessReport } from '../report.js';
import { countMark, findingCounts, findingsSection } from './findings-section.js';
import { furtherSections } from './further-sections.js';
import { html, Markup } from './markup.js';
import { matrixSection, reaching } from './matrix-section.js';
import { STYLE } from './style.js';
import { table } from './table.js';

// Its own style sheet, by hash: no script, nothing from elsewhere.
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/**
 * One HTML document for the reports of one or more deployments. It can be opened from a file, runs no scripts and loads nothing.
 *
 * @example
 * ```ts
 * writeFileSync('access-report.html', accessReportPage([mainReport, previewReport]));
 * ```
 */
export function accessReportPage(reports: AccessReport | readonly AccessReport[]): string {
  const all = isList(reports) ? reports : [reports];
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Access to secrets: ${all.map(({ title }) => title).join(', ')}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>Access to secrets</h1>
<p>Who can read and write which secret in each deployment, and by which statement. Access is evaluated from the policies in the synthesised templates, and shown beside what was granted. This page contains no secret value, and none was read to create it.</p>
</header>
<main id="content" tabindex="-1">
${overview(all)}
${all.map((report, index) => deployment(report, `d${index + 1}`))}
</main>
<footer><p>Equal backends produce equal reports. Administrators of the account, and what other backends in it allow, are not part of this report.</p></footer>
</body>
</html>
`;
  return page.toString();
}

function overview(reports: readonly AccessReport[]): Markup {
  return table({
    label: 'Deployments',
    caption: 'The deployments in this report.',
    columns: ['Deployment', 'Environment', 'Secrets', 'Principals with access', 'Findings'],
    rows: reports.map((report, index) => ({
      head: html`<a href="#d${index + 1}">${report.title}</a>`,
      cells: [
        describeEnvironments(report),
        report.secrets.length,
        reaching(report).length,
        html`<a href="#d${index + 1}-findings">${countMark(findingCounts(report))}</a>`,
      ],
    })),
  });
}

function deployment(report: AccessReport, id: string): Markup {
  return html`<section class="deployment" aria-labelledby="${id}">
<h2 id="${id}">${report.title}</h2>
<p class="quiet">${report.deployment.namespace}. ${describeEnvironments(report)}.</p>
<h3 id="${id}-findings">Findings ${countMark(findingCounts(report))}</h3>
${findingsSection(report)}
<h3>Who can do what</h3>
${matrixSection(report)}
${furtherSections(report)}
</section>
`;
}

/** `myapp: prod, in AWS Secrets Manager` */
function describeEnvironments({ environments }: AccessReport): string {
  const stores = { 'secrets-manager': 'AWS Secrets Manager', amplify: 'Amplify’s own secrets' };
  const here = environments.filter((environment) => environment.current);
  return here.map(({ app, name, store }) => `${app}: ${name}, in ${stores[store]}`).join('; ') || 'No environment';
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(reports: AccessReport | readonly AccessReport[]): reports is readonly AccessReport[] {
  return Array.isArray(reports);
}
