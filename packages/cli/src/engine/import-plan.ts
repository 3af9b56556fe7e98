import { isPlaceholder, referencesOf, type SecretReference, type SecretSet } from '@amplify-secrets/runtime/contract';
import { kindOfVariable } from './credential-variable.js';
import { type DotenvLine, isUnclear } from './dotenv-lines.js';
import { groupSecrets, type Slot } from './secret-groups.js';
import { variableName } from './secret-variables.js';

/** `parameter`, `variable`: plain, in Parameter Store or in a function's environment. `left`: nowhere. */
export type Destination = 'secret' | 'parameter' | 'variable' | 'browser' | 'left';

/** Why a value is not stored: there is none, it stands for one, readers of the file take it for different ones, or more of it seems to follow. */
export type ValueProblem = 'empty' | 'placeholder' | 'unclear' | 'continued';

export interface ImportedVariable {
  readonly name: string;
  readonly line: number;
  readonly destination: Destination;
  /** Of a secret. */
  readonly slot: Slot | undefined;
  /** Whether the declaration has the secret, and its field. */
  readonly isDeclared: boolean;
  /** What it seems to be. */
  readonly why: string;
  /** Whether browsers get what seems to be a credential. */
  readonly isExposed: boolean;
  readonly problem: ValueProblem | undefined;
  readonly value: string;
}

/** A secret of the plan, declared or not. */
export interface ProposedSecret {
  readonly key: string;
  readonly kind: 'json' | 'text' | 'binary';
  /** In JSON: the declared ones, then the new ones. Undefined where the declaration lists none. */
  readonly fields: readonly string[] | undefined;
  /** `extended`: it is declared, without all of the fields. */
  readonly state: 'declared' | 'extended' | 'new';
}

export interface ImportPlan {
  readonly variables: readonly ImportedVariable[];
  readonly secrets: readonly ProposedSecret[];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const OF_LAMBDA = /^[a-zA-Z]\w+$/;
/** A switch, a level or a mode: what changes with a deployment alone. */
const SWITCH =
  /^(?:true|false|yes|no|on|off|trace|debug|info|warn|warning|error|silent|development|production|test|staging)$/i;

/**
 * Where each variable of a file goes. What the declaration has is matched by the names that `run` and `export` give; the rest by what names and
 * values look like. Of a name that is there more than once, the last line counts.
 */
export function importPlan(
  lines: readonly DotenvLine[],
  set: SecretSet | undefined,
  names: Readonly<Record<string, string>> = {},
): ImportPlan {
  const last = [...new Map(lines.map((each) => [each.name, each])).values()];
  const references = set === undefined ? [] : referencesOf(set);
  const declared = declaredSlots(references, names);
  const open = last.filter(({ name }) => !declared.has(name));
  const kinds = new Map(open.map((each) => [each.name, kindOfVariable(each.name, each.value)]));
  const candidates = last
    .filter(({ name }) => declared.has(name) || /^(?:secret|plain)$/.test(kinds.get(name)?.kind ?? ''))
    .map(({ name, value }) => ({
      name,
      value,
      isSecret: kinds.get(name)?.kind === 'secret',
      declared: declared.get(name),
    }));
  const proposed = groupSecrets(candidates, set);
  const firstWord = (name: string) => name.split('_', 1)[0] ?? name;
  const tuned = new Set(
    candidates.flatMap(({ name, value, isSecret }) =>
      isSecret || declared.has(name) || value === '' || SWITCH.test(value) ? [] : [firstWord(name)],
    ),
  );
  // What belongs to other configuration stays with it. Parameter Store has no empty values.
  const isSwitch = ({ name, value }: DotenvLine) => value === '' || (SWITCH.test(value) && !tuned.has(firstWord(name)));
  const variables = last.map((each): ImportedVariable => {
    const { name, value, line } = each;
    const common = { name, value, line, isExposed: false, problem: undefined };
    const slot = declared.get(name) ?? proposed.get(name);
    if (slot !== undefined) {
      const kind = kinds.get(name);
      return {
        ...common,
        destination: 'secret',
        slot,
        isDeclared: declared.has(name) || isDeclaredIn(references, slot),
        why: kind === undefined ? 'declared' : kind.kind === 'secret' ? kind.why : 'needed with it',
        problem: problemOf(each),
      };
    }
    const found = kinds.get(name);
    const why = found?.why ?? '';
    const isExposed = found?.kind === 'browser' && found.isExposed;
    const place = { slot: undefined, isDeclared: false, isExposed };
    if (found?.kind === 'browser' || found?.kind === 'left') {
      return { ...common, ...place, destination: found.kind, why };
    }
    if (!OF_LAMBDA.test(name)) {
      return { ...common, ...place, destination: 'left', why: 'Lambda accepts no variable of this name' };
    }
    return { ...common, ...place, destination: isSwitch(each) ? 'variable' : 'parameter', why };
  });
  return { variables, secrets: secretsOf(variables, references) };
}

/** Variable → where `run` and `export` take it from. */
function declaredSlots(
  references: readonly SecretReference[],
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, Slot> {
  const nameOf = (from: string) => (Object.hasOwn(names, from) ? names[from] : undefined) ?? variableName(from);
  return new Map(
    references.flatMap(({ key, definition: { kind, fields } }): (readonly [string, Slot])[] => {
      if (kind !== 'json' || Object.hasOwn(names, key)) return [[nameOf(key), { key, field: undefined }]];
      return (fields ?? []).map((field) => [nameOf(`${key}.${field}`), { key, field }]);
    }),
  );
}

function isDeclaredIn(references: readonly SecretReference[], { key, field }: Slot): boolean {
  const definition = references.find((each) => each.key === key)?.definition;
  if (definition === undefined) return false;
  return field === undefined || definition.fields === undefined || definition.fields.includes(field);
}

function problemOf(line: DotenvLine): ValueProblem | undefined {
  if (line.notes.includes('continued')) return 'continued';
  if (isUnclear(line)) return 'unclear';
  if (line.value === '') return 'empty';
  return isPlaceholder(line.value) ? 'placeholder' : undefined;
}

function secretsOf(
  variables: readonly ImportedVariable[],
  references: readonly SecretReference[],
): readonly ProposedSecret[] {
  const slots = variables.flatMap(({ slot }) => (slot === undefined ? [] : [slot]));
  return [...new Set(slots.map(({ key }) => key))].map((key): ProposedSecret => {
    const definition = references.find((each) => each.key === key)?.definition;
    const wanted = [...new Set(slots.flatMap((each) => (each.key === key && each.field ? [each.field] : [])))];
    if (definition === undefined) {
      return wanted.length === 0
        ? { key, kind: 'text', fields: undefined, state: 'new' }
        : { key, kind: 'json', fields: wanted, state: 'new' };
    }
    const { kind, fields } = definition;
    const more = fields === undefined ? [] : wanted.filter((field) => !fields.includes(field));
    return { key, kind, fields: fields && [...fields, ...more], state: more.length > 0 ? 'extended' : 'declared' };
  });
}
