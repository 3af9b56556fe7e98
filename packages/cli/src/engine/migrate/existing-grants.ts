import type { CallExpression, Expression } from 'typescript';
import type { CodeStyle } from '../../amplify-project/code-style.js';
import { declaredNames } from '../../source/declared-names.js';
import { callsIn, nodesBelow } from '../../source/source-file.js';
import type { Reading } from '../../source/static-string.js';
import { writtenOut } from '../../source/written-out.js';
import { optionsOf } from './grant-lines.js';
import type { HandWritten } from './hand-written.js';
import type { PlannedGrant } from './plan-grants.js';
import { hasWord } from './unused-constants.js';

/** Who may do what with which secret in every deployment: grants that are whole statements at the top level of a file. */
export interface ExistingGrants {
  /** The target that has it already, as the file grants it. Undefined where it does not. */
  readonly covering: (line: GrantTerms) => string | undefined;
  /** A grant that a migration writes at the top level. */
  readonly add: (line: GrantTerms) => void;
}

/** One target of a line, in code: `grantSecretRead`, `backend.mail`, `secrets.mail`, and `{ branches: 'main' }` or nothing. */
export interface GrantTerms {
  readonly call: string;
  readonly grantee: string;
  readonly target: string;
  readonly options: string;
}

const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  grantSecretRead: ['read'],
  grantSecretWrite: ['write'],
  grantSecretReadWrite: ['read', 'write'],
};

export function existingGrants(reading: Reading): ExistingGrants {
  const { typescript, source } = reading;
  const found = callsIn(typescript, source).flatMap((call) => termsOf(reading, call));
  const declared = declaredNames(typescript, source);
  // Within a function, a name that is declared twice may be another secret.
  const isAmbiguous = ({ target }: GrantTerms) => !target.startsWith('"') && hasAmbiguousName(declared, target);
  return {
    add: (line) => void found.push(line),
    covering(wanted) {
      if (isAmbiguous(wanted)) return undefined;
      const isAbout = ({ target }: GrantTerms) =>
        target === wanted.target || (target === 'allSecrets(secrets)' && /^secrets[.[]/.test(wanted.target));
      const isSame = (each: GrantTerms) =>
        each.grantee === wanted.grantee && plain(each.options) === plain(wanted.options) && isAbout(each);
      const needed = RIGHTS[wanted.call] ?? [];
      const has = found.find((each) => isSame(each) && needed.every((right) => RIGHTS[each.call]?.includes(right)));
      return has && `${has.call}(${has.grantee}, ${has.target}${has.options === '' ? '' : `, ${has.options}`})`;
    },
  };
}

/** The grants without the targets that the principal has already. A call that is part of another expression cannot go, and keeps them all. */
export function missingGrants(
  reading: Reading,
  existing: ExistingGrants,
  { call, grantee }: HandWritten,
  grants: readonly PlannedGrant[],
  style: CodeStyle,
  branches: readonly string[],
): { readonly missing: readonly PlannedGrant[]; readonly present: readonly string[] } {
  const { typescript } = reading;
  const { parent } = call;
  const around = typescript.isExpressionStatement(parent) ? parent.parent : undefined;
  if (around === undefined || !(typescript.isSourceFile(around) || typescript.isBlock(around)))
    return { missing: grants, present: [] };
  const present = new Set<string>();
  const missing = grants.flatMap((grant) => {
    const options = grant.hasBranches ? optionsOf(style, branches) : '';
    const targets = grant.targets.filter((each) => {
      const target = 'code' in each ? each.code : JSON.stringify(each.string);
      const terms = { call: grant.call, grantee: principalOf(reading, grantee), target, options };
      const covering = existing.covering(terms);
      if (covering !== undefined) present.add(covering);
      else if (typescript.isSourceFile(around)) existing.add(terms);
      return covering === undefined;
    });
    return targets.length === 0 ? [] : [{ ...grant, targets }];
  });
  return { missing, present: [...present] };
}

/**
 * `backend.mail` for its Lambda function and its role, and any other construct by the constant that it is in. What is made in the expression
 * itself, and a name that is declared twice, is the same as nothing else.
 */
export function principalOf({ typescript, source, constants }: Reading, grantee: Expression): string {
  const declared = declaredNames(typescript, source);
  const makes = (node: Expression) =>
    [node, ...nodesBelow(node)].some((each) => typescript.isCallExpression(each) || typescript.isNewExpression(each));
  // A function that is made stays the name of its constant: the same code makes another one elsewhere.
  const named = new Map([...constants].filter(([, { value }]) => !makes(value)));
  const written = writtenOut(typescript, named, source, grantee);
  if (makes(grantee) || hasAmbiguousName(declared, written)) return `${written} at ${grantee.getStart(source.tree)}`;
  return /^(\w+\.\w+)\.resources\.lambda(?:\.role)?$/.exec(written)?.[1] ?? written;
}

function hasAmbiguousName(declared: ReadonlyMap<string, number>, code: string): boolean {
  return [...declared].some(([name, count]) => count > 1 && hasWord(code, name));
}

function termsOf(reading: Reading, call: CallExpression): readonly GrantTerms[] {
  const { typescript, source } = reading;
  const name = call.expression.getText(source.tree);
  const [grantee, given, options] = call.arguments;
  const isStatement = typescript.isExpressionStatement(call.parent) && typescript.isSourceFile(call.parent.parent);
  if (!Object.hasOwn(RIGHTS, name) || !isStatement || grantee === undefined || given === undefined) return [];
  const targets = typescript.isArrayLiteralExpression(given) ? given.elements : [given];
  return targets.map((target) => ({
    call: name,
    grantee: principalOf(reading, grantee),
    target: typescript.isStringLiteralLike(target) ? JSON.stringify(target.text) : target.getText(source.tree),
    options: options?.getText(source.tree) ?? '',
  }));
}

/** Options as they are compared: with one kind of quotation marks and spaces, and without `batch`, which gives no other secret. */
function plain(options: string): string {
  return options
    .replaceAll('"', "'")
    .replace(/\bbatch:\s*(?:true|false),?/, '')
    .replace(/[\s{}]|,(?=\s*[}\]])/g, '');
}
