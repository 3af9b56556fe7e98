import type { AccessReport } from '../report.js';
import { type Child, html, type Markup } from './markup.js';
import { statementList } from './statement-list.js';
import { type Table, table } from './table.js';

interface Section {
  readonly title: string;
  /** How the line of empty sections names it. */
  readonly emptyName: string;
  readonly content: Markup | undefined;
}

/** What follows the matrix. Empty sections are named in one line at the end. */
export function furtherSections(report: AccessReport): Markup {
  const sections = [
    patterns,
    sharing,
    rotations,
    otherStatements,
    amplifySecretUses,
    unread,
    elsewhere,
    notEvaluated,
  ].map((section) => section(report));
  const empty = sections.filter(({ content }) => content === undefined).map((section) => section.emptyName);
  return html`${sections.map(({ title, content }) =>
    content === undefined ? undefined : html`<h3>${title}</h3>${content}`,
  )}${names(report)}${
    empty.length === 0 ? undefined : html`<p class="quiet">None in this deployment: ${empty.join('; ')}.</p>`
  }`;
}

function patterns(report: AccessReport): Section {
  return tableSection('Patterns', 'granted patterns', {
    caption: 'A pattern grants every secret whose name matches, including secrets that do not exist yet.',
    columns: ['Pattern', 'Granted to', 'Matches', 'Would also match'],
    rows: report.patterns.map(({ pattern, store, names, granted, matches, strayMatch, secretsOfOtherSets }) => ({
      head: html`${pattern}${names.map((name) => html`<code>${name}</code>`)}`,
      cells: [
        lines(granted.map(({ principal, access }) => `${nameOf(report, principal)}: ${access.join(', ')}`)),
        matches.length === 0 ? 'no declared secret' : lines(matches),
        lines([
          /^\*+$/.test(pattern) && store === 'amplify'
            ? 'every secret of the deployment in Amplify’s store, whoever set it'
            : 'secrets with such names that are created later',
          ...(strayMatch === undefined ? [] : [`“${strayMatch}”: the pattern ends inside a word`]),
          ...secretsOfOtherSets.map((each) => `${each}, from another set`),
        ]),
      ],
    })),
  });
}

function sharing(report: AccessReport): Section {
  return tableSection('Shared between environments', 'names that two environments share', {
    caption: 'One name in two environments is one value: what one writes, the other reads.',
    columns: ['Secret', 'Environments', 'Written by'],
    rows: report.sharing.map(({ secret, name, environments, writers }) => ({
      head: html`${secret}<code>${name}</code>`,
      cells: [
        environments.join(', '),
        writers.length === 0 ? 'nobody in this deployment' : lines(writers.map((each) => nameOf(report, each))),
      ],
    })),
  });
}

function rotations(report: AccessReport): Section {
  // A report that an earlier version wrote has none.
  const { rotations: all = [] }: Partial<AccessReport> = report;
  return tableSection('Rotated', 'secrets that are rotated', {
    caption: 'Secrets that AWS has a function of this backend change on a schedule, in UTC.',
    columns: ['Secret', 'By', 'When', 'Window', 'Deployment'],
    rows: all.map(({ secret, principals, schedule, window, branches, here }) => ({
      head: secret,
      cells: [
        lines(principals.map((each) => nameOf(report, each))),
        html`<code>${schedule}</code>`,
        window ?? 'by default',
        here ? 'this one' : branches === undefined ? 'none: Amplify’s store' : `${branches.join(', ')}, not this one`,
      ],
    })),
  });
}

function otherStatements(report: AccessReport): Section {
  return tableSection('Beyond the grants', 'statements about secrets that come from no grant', {
    caption: 'Statements about secrets and parameters in this backend that come from no grant.',
    columns: ['Who', 'Statement'],
    rows: report.otherStatements.map(({ principals, ...statement }) => ({
      head: lines(principals.map((each) => nameOf(report, each))),
      cells: [statementList([statement])],
    })),
  });
}

function amplifySecretUses({ amplifySecretUses: ids }: AccessReport): Section {
  return listSection('Passed to resources by Amplify', 'values that amplifySecret passes to resources', {
    introduction:
      'amplifySecret passes these values to resources at deployment, without a grant. Whoever deploys can read them:',
    items: ids,
  });
}

function unread({ unread: ids }: AccessReport): Section {
  return listSection('Read by nobody', 'declared secrets that nobody can read', {
    introduction: 'These secrets are declared, and no statement in this backend allows anyone to read them:',
    items: ids,
  });
}

function elsewhere(report: AccessReport): Section {
  return tableSection('Granted in other deployments only', 'grants for other deployments only', {
    caption: 'Grants whose branches do not include this deployment. They allow nothing here.',
    columns: ['Who', 'What', 'Access', 'Branches'],
    rows: report.grantsElsewhere.map(({ principal, target, access, branches }) => ({
      head: nameOf(report, principal),
      cells: [html`<code>${target}</code>`, access.join(', '), branches.join(', ')],
    })),
  });
}

function notEvaluated(report: AccessReport): Section {
  return listSection('Not evaluated', 'what could not be evaluated', {
    introduction: 'These may give or deny access, and were not evaluated:',
    items: report.notEvaluated.map(({ where, what }) => html`<code>${where}</code>: ${what}`),
  });
}

function names({ secrets }: AccessReport): Markup | undefined {
  const named = secrets.filter((secret) => secret.names.length > 0);
  const environments = [...new Set(named.flatMap((secret) => secret.names.map(({ environment }) => environment)))];
  if (named.length === 0) return undefined;
  return html`<h3>Names</h3><details><summary>The name of each secret in every environment</summary>${table({
    label: 'Names',
    caption: 'In Amplify’s own store, the name is the last part of the parameter’s path.',
    columns: ['Secret', ...environments],
    rows: named.map((secret) => ({
      head: secret.id,
      cells: environments.map((environment) => {
        const name = secret.names.find((each) => each.environment === environment);
        return name && html`<code>${name.name}</code>${name.store === 'amplify' ? ' (Amplify)' : ''}`;
      }),
    })),
  })}</details>`;
}

function tableSection(title: string, emptyName: string, content: Omit<Table, 'label'>): Section {
  return { title, emptyName, content: content.rows.length === 0 ? undefined : table({ label: title, ...content }) };
}

function listSection(
  title: string,
  emptyName: string,
  { introduction, items }: { readonly introduction: string; readonly items: readonly Child[] },
): Section {
  const content = html`<p>${introduction}</p><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return { title, emptyName, content: items.length === 0 ? undefined : content };
}

function lines(items: readonly Child[]): Child {
  return items.length === 1 ? items[0] : html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function nameOf({ principals }: AccessReport, id: string): string {
  return principals.find((principal) => principal.id === id)?.name ?? id;
}
