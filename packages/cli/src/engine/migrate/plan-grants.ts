import { expressionOf, type SecretReference } from '@amplify-secrets/runtime/contract';
import type { StaticString } from '../../source/static-string.js';
import type { DeclaredSecrets } from './declared-secrets.js';
import type { HandWritten, PolicyFacts } from './hand-written.js';
import { type ArnPlace, namedTarget } from './secret-arn.js';
import { wildcardSource } from './wildcards.js';

/** What a migration is to do. */
export interface MigrationTerms {
  /** Where the project is deployed. */
  readonly own: ArnPlace;
  readonly declared: DeclaredSecrets | undefined;
  /** Where grants by name hold. */
  readonly branches: readonly string[];
  /** Whether a secret is granted that a statement names without its suffix, so that it matches none today. */
  readonly repairs: boolean;
  /** The keys of secrets that `defineSecretRotation` rotates: whoever else writes them is refused. */
  readonly rotated: ReadonlySet<string>;
  /** Calls that stay, with the reason, by place. */
  readonly kept: ReadonlyMap<string, string>;
}

/** A target as it is written: a string, or code. */
export type WrittenTarget = { readonly string: string } | { readonly code: string };

/** One line: `grantSecretRead(backend.mail, 'mail', { branches: 'main' })`. */
export interface PlannedGrant {
  readonly call: 'grantSecretRead' | 'grantSecretWrite' | 'grantSecretReadWrite';
  readonly targets: readonly WrittenTarget[];
  readonly hasBranches: boolean;
}

export type GrantPlan =
  | {
      readonly grants: readonly PlannedGrant[];
      /** Other functions of the kit that the lines call. */
      readonly helpers: readonly string[];
      readonly references: readonly SecretReference[];
      /** Names that the lines grant, and the statement does not match. */
      readonly repaired: readonly string[];
      /** The names, as a person reads them. */
      readonly secrets: readonly string[];
      /** The keys of those that are declared. */
      readonly keys: readonly string[];
    }
  | { readonly left: string };

/** `Secret.fromSecretNameV2(stack, 'Mail', 'acme/prod/mail')`. */
export const BY_NAME = /\.fromSecretNameV2\(.*,\s*(['"])([^'"]+)\1,?\s*\)$/s;
const READS = ['secretsmanager:GetSecretValue'];
const WRITES = ['secretsmanager:PutSecretValue'];
const UPDATES = ['secretsmanager:UpdateSecret'];

/** The grants in place of a call, or why it has to stay. */
export function planGrants(found: HandWritten, terms: MigrationTerms, secretCode: string): GrantPlan {
  const plan = planGives(found, terms, secretCode);
  if ('left' in plan || plan.grants.every(({ call }) => call === 'grantSecretRead')) return plan;
  const rotated = plan.keys.find((key) => terms.rotated.has(key));
  return rotated === undefined
    ? plan
    : { left: `it writes "${rotated}", which defineSecretRotation rotates: its function alone may write it` };
}

function planGives({ gives }: HandWritten, terms: MigrationTerms, secretCode: string): GrantPlan {
  switch (gives.kind) {
    case 'unknown':
      return { left: gives.reason };
    case 'secret':
      return gives.hasStages
        ? { left: 'it allows single stages of the versions, and a grant has no such limit' }
        : planSecret(gives.grant, gives.written, terms, secretCode);
    case 'statements':
      return joined(gives.statements.map((facts) => planStatement(facts, terms)));
  }
}

function planSecret(grant: string, written: string, terms: MigrationTerms, secretCode: string): GrantPlan {
  const call = grant === 'grantWrite' ? 'grantSecretWrite' : 'grantSecretRead';
  const name = BY_NAME.exec(written)?.[2];
  const reference = name === undefined ? undefined : terms.declared?.referenceOf(name);
  if (name !== undefined && reference !== undefined) {
    const other = terms.declared?.unnamedProduction(reference, [name]);
    if (other !== undefined) return { left: notOfProduction(name, expressionOf(reference), other) };
    return {
      grants: [{ call, targets: [{ code: expressionOf(reference) }], hasBranches: false }],
      helpers: [],
      references: [reference],
      repaired: [],
      secrets: [name],
      keys: [reference.key],
    };
  }
  return {
    grants: [{ call, targets: [{ code: secretCode }], hasBranches: /\.fromSecret\w+\(/.test(written) }],
    helpers: [],
    references: [],
    repaired: [],
    secrets: [secretCode],
    keys: declaredKeys(written, terms),
  };
}

function planStatement(facts: PolicyFacts, terms: MigrationTerms): GrantPlan {
  if (facts.effect === 'deny') return { left: 'it denies access, and a grant only allows' };
  if (facts.effect === 'unknown') return { left: 'its effect must be written as Effect.ALLOW, and is not' };
  const actions = known(facts.actions);
  if ('left' in actions) return actions;
  const resources = known(facts.resources);
  if ('left' in resources) return resources;
  const reason = reasonToStay(facts, actions.texts);
  if (reason !== undefined) return { left: reason };
  const call = callFor(actions.texts);
  if ('left' in call) return call;
  return planTargets(call.call, resources.texts, terms);
}

function reasonToStay({ others }: PolicyFacts, actions: readonly string[]): string | undefined {
  const [other] = others;
  if (other !== undefined) return `its "${other}" has no counterpart in a grant`;
  if (actions.every((action) => /^ssm:/i.test(action))) {
    return 'it is about Amplify secrets in Parameter Store: see "Amplify\'s secret()" in docs/migrating.md';
  }
  const foreign = actions.find((action) => !/^secretsmanager:/i.test(action));
  return foreign === undefined ? undefined : `it also allows ${foreign}: write that in a statement of its own`;
}

function callFor(actions: readonly string[]): Pick<PlannedGrant, 'call'> | { readonly left: string } {
  const allows = (wanted: readonly string[]) =>
    wanted.some((each) => actions.some((action) => matchesAction(action, each)));
  const [reads, writes, updates] = [allows(READS), allows(WRITES), allows(UPDATES)];
  if (updates && !writes) {
    return { left: 'it writes with UpdateSecret, which no grant allows: write with PutSecretValue in the code first' };
  }
  if (reads) return { call: writes ? 'grantSecretReadWrite' : 'grantSecretRead' };
  return writes
    ? { call: 'grantSecretWrite' }
    : { left: 'it allows neither reading nor writing a value, which is what grants are for' };
}

function planTargets(call: PlannedGrant['call'], resources: readonly string[], terms: MigrationTerms): GrantPlan {
  const { own, declared, repairs } = terms;
  const references = new Map<string, SecretReference>();
  const [codes, strings, helpers, repaired, secrets] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const targets = resources.map((resource) => namedTarget(resource, own));
  const names = targets.flatMap((target) =>
    target.kind === 'none' ? [] : [target.kind === 'pattern' ? target.pattern : target.name],
  );
  for (const target of targets) {
    if (target.kind === 'none') return { left: target.reason };
    const name = target.kind === 'pattern' ? target.pattern : target.name;
    secrets.add(name);
    if (target.kind === 'name' && target.isBare) {
      if (!repairs) {
        return {
          left: `"${name}" is without the six characters that AWS adds, so it matches no secret today: --repair grants it`,
        };
      }
      repaired.add(name);
    }
    const reference = target.kind === 'pattern' ? undefined : declared?.referenceOf(name);
    const matching = target.kind === 'pattern' ? declared?.matching(name) : undefined;
    const single = reference
      ? [reference]
      : matching !== undefined && 'references' in matching
        ? matching.references
        : [];
    for (const each of single) {
      const other = declared?.unnamedProduction(each, names);
      if (other !== undefined) return { left: notOfProduction(name, expressionOf(each), other) };
      references.set(each.key, each);
      codes.add(expressionOf(each));
    }
    if (single.length > 0) continue;
    if (matching !== undefined && 'call' in matching) {
      const { call: helper, leaf } = matching;
      const code = leaf === undefined ? `${helper}(secrets)` : `${helper}(secrets, ${quoted(leaf)})`;
      const other = declared?.unnamedProduction(undefined, names);
      if (other !== undefined) return { left: notOfProduction(name, code, other) };
      helpers.add(helper);
      codes.add(code);
    } else if (target.kind === 'pattern' && declared?.isMatched(name)) {
      return {
        left: `"${name}" matches declared secrets in every environment: grant those that its code reads, or allSecrets(secrets), which stays in the deployment's own`,
      };
    } else {
      strings.add(target.kind === 'arn' ? target.arn : name);
    }
  }
  const grants: PlannedGrant[] = [];
  if (codes.size > 0) grants.push({ call, targets: [...codes].map((code) => ({ code })), hasBranches: false });
  if (strings.size > 0) grants.push({ call, targets: [...strings].map((string) => ({ string })), hasBranches: true });
  if (grants.length === 0) return { left: 'it names no secret' };
  return {
    grants,
    helpers: [...helpers],
    references: [...references.values()],
    repaired: [...repaired],
    secrets: [...secrets],
    keys: [...references.keys()],
  };
}

/** A condition that no sample meets must not make a copy of another environment production's. */
function notOfProduction(name: string, code: string, environment: string): string {
  return `it names "${name}" and not the copy of ${environment}, which \`${code}\` would be there: grant "${name}" by its name, on the branches that read it`;
}

/** Of the secrets whose names are in the code of a CDK secret. */
function declaredKeys(code: string, { declared }: MigrationTerms): readonly string[] {
  return [...code.matchAll(/['"`]([^'"`]+)['"`]/g)].flatMap(([, name = '']) => declared?.referenceOf(name)?.key ?? []);
}

function joined(plans: readonly GrantPlan[]): GrantPlan {
  const done = plans.flatMap((plan) => ('left' in plan ? [] : [plan]));
  const left = plans.find((plan) => 'left' in plan);
  if (left !== undefined) return left;
  return {
    grants: done.flatMap(({ grants }) => grants),
    helpers: done.flatMap(({ helpers }) => helpers),
    references: done.flatMap(({ references }) => references),
    repaired: done.flatMap(({ repaired }) => repaired),
    secrets: done.flatMap(({ secrets }) => secrets),
    keys: done.flatMap(({ keys }) => keys),
  };
}

function known(strings: readonly StaticString[]): { readonly texts: readonly string[] } | { readonly left: string } {
  const unknown = strings.find((each) => 'unknown' in each);
  if (unknown !== undefined && 'unknown' in unknown) return { left: unknown.unknown };
  return { texts: strings.flatMap((each) => ('text' in each ? [each.text] : [])) };
}

function matchesAction(pattern: string, action: string): boolean {
  return new RegExp(`^${wildcardSource(pattern)}$`, 'i').test(action);
}

function quoted(text: string): string {
  return `'${text}'`;
}
