import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Backend, can, type Deployment } from '@amplify-secrets/local';
import type { NamedPolicy } from '@amplify-secrets/local/iam';
import { beforeAll, describe, expect, it } from 'vitest';
import { amplifySecretPath } from './demo/deployments.js';
import { accessRows, blocksOf, type Section, sectionOf, sectionsOf } from './docs-page.test.support.js';
import { compileExamples, statementsOf, synthesizeExample } from './iam-page.test.support.js';
import { repositoryRoot } from './repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/iam.md'), 'utf8');
const patterns = sectionsOf(page).filter(({ text }) => blocksOf(text, 'ts').length > 0);
const never = accessRows(sectionOf(page, 'What no grant allows').text);

const MAIN: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };
/** First line of an example → its deployment. */
const PLACES: Readonly<Record<string, Deployment>> = {
  '// In the sandbox of jan, in the package my-app.': { type: 'sandbox', namespace: 'my-app', name: 'jan' },
  '// In the preview pr-7.': { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' },
};

function deploymentOf({ text }: Section): Deployment {
  const [first = ''] = blocksOf(text, 'ts')[0]?.split('\n') ?? [];
  return first.startsWith('//') ? (PLACES[first] ?? expect.fail(`"${first}" names no deployment`)) : MAIN;
}

const backends = new Map<string, Backend>();

beforeAll(async () => {
  const examples = await compileExamples(page);
  for (const section of patterns) {
    const example = examples[section.title] ?? expect.fail(`no example in "${section.title}"`);
    const backend = synthesizeExample(example, deploymentOf(section));
    const others = [...accessRows(section.text), ...never].map(({ resource }) => [resource, OPEN] as const);
    backends.set(section.title, {
      ...backend,
      keyPolicies: new Map(others.filter(([arn]) => arn.startsWith('arn:aws:kms:'))),
      // Within one account either side may allow, so only policies of other accounts are open: otherwise nothing would be denied.
      secretPolicies: new Map(others.filter(([arn]) => arn.includes(':999999999999:'))),
    });
  }
});

/** Delegates to the IAM policies of the account: the default of a key's policy, and what another account's must contain. */
const OPEN: NamedPolicy = {
  name: 'open',
  document: {
    Statement: { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: '*', Resource: '*' },
  },
};

const backendOf = ({ title }: Section) => backends.get(title) ?? expect.fail(`"${title}" was not synthesised`);

describe.each(patterns.map((section) => [section.title, section] as const))('docs/iam.md: %s', (_title, section) => {
  it('shows the statements that the example produces', () => {
    const [json, ...more] = blocksOf(section.text, 'json').map((block) => JSON.parse(block));
    expect(more).toEqual([]);
    expect([json].flat()).toEqual(statementsOf(backendOf(section)));
  });

  it('lists what they allow and what they deny', () => {
    const rows = accessRows(section.text);
    const found = rows.map((row) => {
      const { effect } = can(backendOf(section), 'fn', row.action, row.resource, row.context);
      return { ...row, answers: { answer: effect } };
    });
    expect(found).toEqual(rows);
    expect(rows.some(({ answers }) => answers.answer === 'deny')).toBe(true);
  });

  it('allows nothing without a grant', () => {
    const allowed = never.filter(
      ({ action, resource, context }) => can(backendOf(section), 'fn', action, resource, context).effect !== 'deny',
    );
    expect(allowed).toEqual([]);
  });
});

describe('docs/iam.md', () => {
  it('has an example of every kind of grant, and a table that allows every action of each', () => {
    const written = new Set(
      [...backends.values()].flatMap((backend) => statementsOf(backend).flatMap(({ Action = [] }) => Action)),
    );
    const shown = patterns
      .flatMap(({ text }) => accessRows(text))
      .filter(({ answers }) => answers.answer === 'allow')
      .map(({ action }) => action);
    expect(new Set(shown)).toEqual(written);
    expect(patterns.length).toBeGreaterThanOrEqual(15);
  });

  it('denies several actions for every grant', () => {
    expect(never.length).toBeGreaterThan(20);
    expect(new Set(never.map(({ answers }) => answers.answer))).toEqual(new Set(['deny']));
  });

  it('quotes the API reference of AWS as the SDK has it', () => {
    const quotes = [
      ...page.matchAll(/"([^"\n]+)" \[(\w+)\]\(https:\/\/docs\.aws\.amazon\.com\/([\w-]+)\/[^)]*API_(\w+)\.html\)/g),
    ];
    const strange = quotes.filter(([, quote = '', label, service = '', operation]) => {
      const sdk = SDKS[service] ?? expect.fail(`no SDK of ${service}`);
      return label !== operation || !awsText(sdk).includes(quote);
    });
    expect(strange.map(([text]) => text)).toEqual([]);
    expect(quotes).toHaveLength(4);
  });

  it('names the parameters as Amplify does', () => {
    for (const deployment of Object.values(PLACES)) {
      expect(page).toContain(`parameter${amplifySecretPath(deployment, 'stripe')}\``);
    }
  });
});

const SDKS: Readonly<Record<string, string>> = {
  secretsmanager: '@aws-sdk/client-secrets-manager',
  'systems-manager': '@aws-sdk/client-ssm',
};

/** AWS's documentation of a service from its SDK for JavaScript, without markup. */
function awsText(sdk: string): string {
  const types = join(createRequire(import.meta.url).resolve(sdk), '../../dist-types');
  return readdirSync(types, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(commands|models)\/\w+\.d\.ts$/.test(file))
    .map((file) => readFileSync(join(types, file), 'utf8'))
    .join('\n')
    .replaceAll(/<[^>]+>|^ *\*/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
}
