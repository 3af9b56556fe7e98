import type { SecretReference } from '@amplify-secrets/runtime/contract';
import type { Expression } from 'typescript';
import { type CodeStyle, codeStyleOf } from '../../amplify-project/code-style.js';
import { constantsOf } from '../../source/constants.js';
import { applyEdits, type Edit } from '../../source/edit.js';
import { addImports, relativeModule, removeUnusedImports } from '../../source/imports.js';
import type { TypeScript } from '../../source/load-typescript.js';
import { callsIn, nodesBelow, placeOf, type SourceFile } from '../../source/source-file.js';
import { type Reading, shortened } from '../../source/static-string.js';
import type { FileChange } from '../../source/unified-diff.js';
import { unwrapped, writtenOut } from '../../source/written-out.js';
import { existingGrants, missingGrants } from './existing-grants.js';
import { findHandWritten } from './find-hand-written.js';
import { granteeCode, lineOf } from './grant-lines.js';
import type { HandWritten } from './hand-written.js';
import { type GrantPlan, type MigrationTerms, planGrants } from './plan-grants.js';
import { remainingAccess } from './remaining-access.js';
import { hasWord, removedLine, removeUnusedConstants } from './unused-constants.js';

/** A call that grants replace. `place` is `amplify/backend.ts:12`. */
export interface Replaced {
  readonly place: string;
  /** The names of the secrets. */
  readonly secrets: readonly string[];
  /** The keys of those that are declared. */
  readonly keys: readonly string[];
  /** What replaces it; empty where everything that it allows is granted already. */
  readonly lines: readonly string[];
  /** The grants that were there already, or replace another statement. */
  readonly present: readonly string[];
  /** What its resources were, as far as they are known. */
  readonly resources: readonly string[];
}

/** The lines in its place, or those that are there already. */
export function grantsOf({ lines, present }: Replaced): readonly string[] {
  return lines.length === 0 ? present : lines;
}

export interface Left {
  readonly place: string;
  readonly reason: string;
  /** The names in its resources, as far as they are known. */
  readonly resources: readonly string[];
}

/** Where a call is that is replaced. */
export interface PlacedCall {
  readonly path: string;
  readonly place: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is all of an arrow function. */
  readonly isBody: boolean;
}

export interface MigrationPlan {
  readonly changes: readonly FileChange[];
  /** The calls that are replaced. */
  readonly calls: readonly PlacedCall[];
  readonly replaced: readonly Replaced[];
  readonly left: readonly Left[];
  /** What the new lines grant by reference, and so in the store of each environment. */
  readonly references: readonly SecretReference[];
  /** What they grant, and the statements did not. */
  readonly repaired: readonly string[];
}

/** The declaration as other files import it. */
export interface DeclarationFile {
  readonly path: string;
  /** The name that it exports the secrets as. */
  readonly exported: string;
}

/** What a migration is to do, but for what the files say themselves. */
export type WantedTerms = Omit<MigrationTerms, 'rotated'>;

export function planMigration(
  typescript: TypeScript,
  files: readonly SourceFile[],
  terms: WantedTerms,
  declaration: DeclarationFile | undefined,
): MigrationPlan {
  const known = { ...terms, rotated: rotatedKeys(typescript, files) };
  const plans = files.map((source) =>
    planFile({ typescript, source, constants: constantsOf(typescript, source) }, known, declaration),
  );
  return {
    changes: plans.flatMap(({ changes }) => changes),
    calls: plans.flatMap(({ calls }) => calls),
    replaced: plans.flatMap(({ replaced }) => replaced),
    left: plans.flatMap(({ left }) => left),
    references: plans.flatMap(({ references }) => references),
    repaired: plans.flatMap(({ repaired }) => repaired),
  };
}

/** `defineSecretRotation(backend, secrets.database, …)`. */
function rotatedKeys(typescript: TypeScript, files: readonly SourceFile[]): ReadonlySet<string> {
  const calls = files.flatMap((source) =>
    callsIn(typescript, source).filter(({ expression }) =>
      /\bdefineSecretRotation$/.test(expression.getText(source.tree)),
    ),
  );
  return new Set(calls.flatMap((call) => /\.(\w+)$/.exec(call.arguments[1]?.getText() ?? '')?.[1] ?? []));
}

function planFile(reading: Reading, terms: MigrationTerms, declaration: DeclarationFile | undefined): MigrationPlan {
  const { typescript, source } = reading;
  const style = codeStyleOf(typescript, source);
  const [replaced, left, calls]: [Replaced[], Left[], Edit[]] = [[], [], []];
  const [references, repaired, helpers]: [SecretReference[], string[], string[]] = [[], [], []];
  const placed: PlacedCall[] = [];
  const handWritten = findHandWritten(reading);
  const existing = existingGrants(reading);
  for (const found of handWritten) {
    const place = placeOf(source, found.call);
    const kept = terms.kept.get(place);
    const plan = kept === undefined ? planCall(reading, found, terms) : { left: kept };
    if ('left' in plan) {
      left.push({ place, reason: plan.left, resources: resourcesOf(found) });
      continue;
    }
    const grantee = granteeCode(reading, found);
    const { missing, present } = missingGrants(reading, existing, found, plan.grants, style, terms.branches);
    const lines = missing.map((grant) => lineOf(style, grant, grantee, terms.branches));
    const { secrets, keys } = plan;
    replaced.push({ place, secrets, keys, lines, present, resources: resourcesOf(found) });
    const [start, end] = [found.call.getStart(source.tree), found.call.end];
    placed.push({ path: source.path, place, start, end, isBody: !typescript.isExpressionStatement(found.call.parent) });
    calls.push(
      lines.length === 0
        ? removedLine(source, found.call.parent)
        : { start, end, text: lines.join(`${style.semicolon}${style.lineBreak}${indentOf(source, found)}`) },
    );
    references.push(...plan.references);
    repaired.push(...plan.repaired);
    helpers.push(...missing.map(({ call }) => call), ...(lines.length === 0 ? [] : plan.helpers));
  }
  left.push(
    ...remainingAccess(reading, handWritten).map((node) => ({
      place: placeOf(source, node),
      reason: NOT_A_CALL,
      resources: [],
    })),
  );
  if (calls.length === 0) return { changes: [], calls: [], replaced, left, references, repaired };
  const removed = [...calls, ...removeUnusedConstants(reading, calls)];
  const needsSecrets = calls.some(({ text }) => /\bsecrets[.[)]/.test(text) || /\(secrets,/.test(text));
  const edits = [
    ...removed,
    ...addImports(typescript, source, [
      { module: '@amplify-secrets/backend', names: [...new Set(helpers)].sort() },
      ...(needsSecrets && declaration !== undefined ? [secretsImport(source, style, declaration)] : []),
    ]),
    ...removeUnusedImports(
      typescript,
      source,
      identifiersIn(reading, removed).filter((name) => !calls.some(({ text }) => hasWord(text, name))),
      removed,
    ),
  ];
  const change = { path: source.path, before: source.text, after: applyEdits(source.text, edits) };
  return { changes: [change], calls: placed, replaced, left, references, repaired };
}

const NOT_A_CALL = 'it is in no call on a function or a role that a grant could replace';

function planCall(reading: Reading, found: HandWritten, terms: MigrationTerms): GrantPlan {
  const { typescript, source } = reading;
  if (isOfUsers(reading, found.grantee)) {
    return {
      left: "users of the app hold this role on their devices, and would read the secret's value: read it in a function",
    };
  }
  if (isIamUser(reading, found.grantee))
    return { left: 'a grant is for functions and roles, and this is a user or a group' };
  const secret = found.gives.kind === 'secret' ? found.gives.secret.getText(source.tree) : '';
  const plan = planGrants(found, terms, secret);
  const { parent } = found.call;
  if ('left' in plan) return plan;
  if (typescript.isExpressionStatement(parent)) {
    const { parent: around } = parent;
    const takesSeveral =
      typescript.isSourceFile(around) || typescript.isBlock(around) || typescript.isCaseOrDefaultClause(around);
    return takesSeveral || plan.grants.length === 1
      ? plan
      : { left: `it becomes ${plan.grants.length} lines: write braces around it` };
  }
  const isBody = typescript.isArrowFunction(parent) && parent.body === found.call;
  return isBody && plan.grants.length === 1
    ? plan
    : { left: `the result of \`${shortened(found.call.expression.getText(source.tree))}\` is used` };
}

/** Whether an identity pool gives a role to users of the app, as far as the code says so. The guard knows more ways. */
function isOfUsers({ typescript, source, constants }: Reading, grantee: Expression): boolean {
  const written = writtenOut(typescript, constants, source, grantee);
  if (/\.(?:un)?authenticatedUserIamRole$|\.groups\b/.test(written)) return true;
  const role = unwrapped(typescript, constants, grantee);
  if (!typescript.isNewExpression(role)) return false;
  return [role, ...nodesBelow(role)].some((node) => {
    const value = typescript.isIdentifier(node) ? unwrapped(typescript, constants, node) : node;
    return typescript.isStringLiteralLike(value) && /\bcognito-identity\b/.test(value.text);
  });
}

/** An IAM user or group, whom no comparison of the templates asks about. */
function isIamUser({ typescript, source, constants }: Reading, grantee: Expression): boolean {
  return /^(?:new )?(?:\w+\.)?(?:User|Group)(?:\.from\w+)?\(/.test(
    unwrapped(typescript, constants, grantee).getText(source.tree),
  );
}

function secretsImport(source: SourceFile, { extension }: CodeStyle, { path, exported }: DeclarationFile) {
  const module = relativeModule(source.path, path, extension);
  return { module, names: [exported === 'secrets' ? exported : `${exported} as secrets`] };
}

function resourcesOf({ gives }: HandWritten): readonly string[] {
  if (gives.kind !== 'statements') return [];
  return gives.statements.flatMap(({ resources }) => resources.flatMap((each) => ('text' in each ? [each.text] : [])));
}

function identifiersIn({ typescript, source }: Reading, ranges: readonly Edit[]): readonly string[] {
  return nodesBelow(source.tree).flatMap((node) =>
    typescript.isIdentifier(node) && ranges.some(({ start, end }) => node.pos >= start - 1 && node.end <= end)
      ? [node.text]
      : [],
  );
}

function indentOf({ text, tree }: SourceFile, { call }: HandWritten): string {
  const line = text.slice(0, call.getStart(tree)).split('\n').at(-1) ?? '';
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
