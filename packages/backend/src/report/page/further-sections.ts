import type { AccessReport } from '../access-report.js';
import { type Child, html, type Markup } from './markup.js';
import { statementList } from './statement-list.js';
import { table } from './table.js';

interface Section {
  readonly title: string;
  /** How the line of what was not found names it. */
  readonly absent: string;
  readonly content: Markup | undefined;
}

/** All that a reviewer asks after the matrix. What there is none of shares one line at the end. */
export function furtherSections(report: AccessReport): Markup {
  const sections = [patterns, sharing, otherStatements, amplifySecretUses, unread, elsewhere, notEvaluated].map(
    (section) => section(report),
  );
  const absent = sections.filter(({ content }) => content === undefined).map((section) => section.absent);
  return html`${sections.map(({ title, content }) =>
    content === undefined ? undefined : html`<h3>${title}</h3>${content}`,
  )}${names(report)}${
    absent.length === 0
      ? undefined
      : html`<p class="quiet">Looked for, and there is none here: ${absent.join('; ')}.</p>`
  }`;
}

function patterns(report: AccessReport): Section {
  const rows = report.patterns.map(({ pattern, store, names, granted, matches, strayMatch, secretsOfOtherSets }) => ({
    head: html`${pattern}${names.map((name) => html`<code>${name}</code>`)}`,
    cells: [
      lines(granted.map(({ principal, access }) => `${nameOf(report, principal)}: ${access.join(', ')}`)),
      matches.length === 0 ? 'no declared secret' : lines(matches),
      lines([
        /^\*+$/.test(pattern) && store === 'amplify'
          ? 'every Amplify secret of the deployment, whoever set it and whatever for'
          : 'secrets of these names that are made later',
        ...(strayMatch === undefined ? [] : [`“${strayMatch}”: the pattern ends inside a word`]),
        ...secretsOfOtherSets.map((each) => `${each}, which is another set`),
      ]),
    ],
  }));
  return {
    title: 'Patterns',
    absent: 'granted patterns',
    content: tableOf(rows, {
      label: 'Patterns',
      caption: 'A pattern grants by the shape of names, so it also takes secrets that do not exist yet.',
      columns: ['Pattern', 'Granted to', 'Takes', 'Would also take'],
    }),
  };
}

function sharing(report: AccessReport): Section {
  const rows = report.sharing.map(({ secret, name, environments, writers }) => ({
    head: html`${secret}<code>${name}</code>`,
    cells: [
      environments.join(', '),
      writers.length === 0 ? 'nobody here' : lines(writers.map((each) => nameOf(report, each))),
    ],
  }));
  return {
    title: 'Shared between environments',
    absent: 'names that two environments share',
    content: tableOf(rows, {
      label: 'Shared between environments',
      caption: 'One name under two environments is one value: what the one writes, the other reads.',
      columns: ['Secret', 'Environments', 'Written by'],
    }),
  };
}

function otherStatements(report: AccessReport): Section {
  const rows = report.otherStatements.map(({ principals, ...statement }) => ({
    head: lines(principals.map((each) => nameOf(report, each))),
    cells: [statementList([statement])],
  }));
  return {
    title: 'Beyond the grants',
    absent: 'statements about secrets that no grant accounts for',
    content: tableOf(rows, {
      label: 'Beyond the grants',
      caption: 'Statements about secrets and parameters in this backend that no grant of the kit accounts for.',
      columns: ['Who', 'Statement'],
    }),
  };
}

function amplifySecretUses({ amplifySecretUses }: AccessReport): Section {
  return {
    title: 'Taken by the deployment',
    absent: 'values that the deployment itself puts into resources',
    content:
      amplifySecretUses.length === 0
        ? undefined
        : html`<p>amplifySecret hands these values to resources; whoever deploys reads them, with no grant:</p><ul>${amplifySecretUses.map((each) => html`<li>${each}</li>`)}</ul>`,
  };
}

function unread({ unread }: AccessReport): Section {
  return {
    title: 'Read by nobody',
    absent: 'declared secrets that no statement lets anybody read',
    content:
      unread.length === 0
        ? undefined
        : html`<p>Declared, and no statement in this backend lets anybody read it:</p><ul>${unread.map((each) => html`<li>${each}</li>`)}</ul>`,
  };
}

function elsewhere(report: AccessReport): Section {
  const rows = report.grantsElsewhere.map(({ principal, target, access, branches }) => ({
    head: nameOf(report, principal),
    cells: [html`<code>${target}</code>`, access.join(', '), branches.join(', ')],
  }));
  return {
    title: 'Granted in other deployments only',
    absent: 'grants for other deployments only',
    content: tableOf(rows, {
      label: 'Granted in other deployments only',
      caption: 'Grants whose branches leave this deployment out: they allow nothing here.',
      columns: ['Who', 'What', 'Access', 'Branches'],
    }),
  };
}

function notEvaluated({ notEvaluated }: AccessReport): Section {
  return {
    title: 'Not evaluated',
    absent: 'what could not be evaluated',
    content:
      notEvaluated.length === 0
        ? undefined
        : html`<p>May give or take access, and how is not known here:</p><ul>${notEvaluated.map(({ where, what }) => html`<li><code>${where}</code>: ${what}</li>`)}</ul>`,
  };
}

function names({ secrets }: AccessReport): Markup | undefined {
  const named = secrets.filter((secret) => secret.names.length > 0);
  const environments = [...new Set(named.flatMap((secret) => secret.names.map(({ environment }) => environment)))];
  if (named.length === 0) return undefined;
  return html`<h3>Names</h3><details><summary>What each secret is called in every environment</summary>${table({
    label: 'Names',
    caption: 'In Amplify’s own store the name is the last part of the parameter’s path.',
    columns: ['Secret', ...environments],
    rows: named.map((secret) => ({
      head: secret.id,
      cells: environments.map((environment) => {
        const name = secret.names.find((each) => each.environment === environment);
        return name === undefined
          ? undefined
          : html`<code>${name.name}</code>${name.store === 'amplify' ? ' (Amplify)' : ''}`;
      }),
    })),
  })}</details>`;
}

function tableOf(
  rows: Parameters<typeof table>[0]['rows'],
  rest: Omit<Parameters<typeof table>[0], 'rows'>,
): Markup | undefined {
  return rows.length === 0 ? undefined : table({ ...rest, rows });
}

function lines(texts: readonly Child[]): Child {
  return texts.length === 1 ? texts[0] : html`<ul class="plain">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function nameOf({ principals }: AccessReport, id: string): string {
  return principals.find((principal) => principal.id === id)?.name ?? id;
}
