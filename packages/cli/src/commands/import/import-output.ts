import type { DotenvLines } from '../../engine/dotenv-lines.js';
import type { DotenvNote } from '../../engine/dotenv-notes.js';
import type { ImportCode } from '../../engine/import-code.js';
import type { ImportCosts } from '../../engine/import-costs.js';
import type { Destination, ImportedVariable, ImportPlan, ValueProblem } from '../../engine/import-plan.js';
import { table } from '../../terminal/table.js';
import type { Style, Terminal } from '../../terminal/terminal.js';
import type { GitState } from '../git-state.js';

/** The file of an import, and what git has of it. */
export interface ImportFile {
  /** As it was given. */
  readonly name: string;
  readonly content: DotenvLines;
  /** Undefined where git could not say. */
  readonly git: GitState | undefined;
  readonly isInHistory: boolean;
}

const PLACES: Readonly<Record<Exclude<Destination, 'secret'>, string>> = {
  parameter: 'Parameter Store',
  variable: 'environment variable',
  browser: 'browser',
  left: '-',
};
const STYLES: Readonly<Record<Destination, Style>> = {
  secret: 'yellow',
  parameter: 'cyan',
  variable: 'cyan',
  browser: 'magenta',
  left: 'dim',
};
const PROBLEMS: Readonly<Record<ValueProblem, string>> = {
  empty: 'no value',
  placeholder: 'a placeholder',
  unclear: 'value unclear, see below',
  continued: 'value not read to its end, see below',
};

/** The plan as data: what goes where, what it costs, and the lines to paste. */
export function printPlan(terminal: Terminal, plan: ImportPlan, code: ImportCode, costs: ImportCosts): void {
  const { styleData } = terminal;
  const rows = plan.variables.map((each) => [
    each.name,
    String(each.line),
    styleData(STYLES[each.destination], placeOf(each)),
    each.isExposed ? styleData('red', sentence(each)) : sentence(each),
  ]);
  const header = ['variable', 'line', 'goes to', 'because'].map((title) => styleData('bold', title));
  terminal.data(table([header, ...rows], terminal.columns));
  if (plan.secrets.length > 0) terminal.data(`\n${costLines(costs).join('\n')}`);
  for (const block of [code.declaration, packageLines(code), code.backend]) {
    if (block.length > 0) terminal.data(`\n${block.join('\n')}`);
  }
}

function placeOf({ destination, slot }: ImportedVariable): string {
  if (destination !== 'secret') return PLACES[destination];
  return slot?.field === undefined ? (slot?.key ?? '') : `${slot.key}.${slot.field}`;
}

function sentence({ why, problem, isDeclared, slot }: ImportedVariable): string {
  return [
    why,
    ...(slot !== undefined && isDeclared && why !== 'declared' ? ['declared'] : []),
    ...(problem === undefined ? [] : [PROBLEMS[problem]]),
  ].join('; ');
}

function costLines({ groupings, environments, dollarsPerReader }: ImportCosts): readonly string[] {
  const rows = groupings.map(({ grouping, secrets, dollarsPerMonth }) => [
    grouping,
    `${secrets}`,
    `$${dollarsPerMonth.toFixed(2)} a month`,
  ]);
  const all = environments.length === 0 ? 'each environment' : `each of ${environments.join(', ')}`;
  return [
    table([['grouping', 'secrets', `in ${all}`], ...rows]),
    `$0.40 a secret, and $0.05 per 10,000 calls: $${dollarsPerReader.toFixed(2)} for one that is read all month. Amplify's own store costs nothing.`,
  ];
}

function packageLines({ variables }: ImportCode): readonly string[] {
  const names = Object.entries(variables);
  if (names.length === 0) return [];
  return [
    '// package.json, so that run and export give the same variables',
    '"amplifySecrets": {',
    '  "variables": {',
    ...names.map(([from, name], index) => `    "${from}": "${name}"${index === names.length - 1 ? '' : ','}`),
    '  }',
    '}',
  ];
}

/** On stderr: where readers of the file differ, what browsers get, and what git has. */
export function printNotes(
  terminal: Terminal,
  file: ImportFile,
  { variables }: Pick<ImportPlan, 'variables'>,
  notes: readonly DotenvNote[],
): void {
  for (const { lines, names, message } of notes) {
    const where = `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`;
    terminal.note(`${names.length === 0 ? where : `${names.join(', ')} (${where})`}: ${message}`);
  }
  const exposed = variables.filter(({ isExposed }) => isExposed).map(({ name }) => name);
  if (exposed.length > 0) {
    terminal.note(
      `${terminal.style('red', 'Browsers get')} ${exposed.join(', ')}. Give it a name without that prefix, read it in server code, and replace the credential.`,
    );
  }
  const secrets = variables.filter(({ destination }) => destination === 'secret');
  if (secrets.length === 0) return;
  if (file.git === 'tracked' || file.isInHistory) {
    terminal.note(
      `${terminal.style('red', 'git has')} "${file.name}" ${file.git === 'tracked' ? 'and tracks it' : 'in its history'}: whoever can read the repository has the values, after they are removed too. Replace each where it came from, and store the new ones.`,
    );
  } else if (file.git === 'visible') {
    terminal.note(`git does not ignore "${file.name}". Add it to .gitignore, so that it is not committed by accident.`);
  } else if (file.git === undefined) {
    terminal.note(`git could not say whether it tracks "${file.name}".`);
  }
}

/** Without a value, as everything here. */
export function planAsJson(
  file: ImportFile,
  plan: ImportPlan,
  notes: readonly DotenvNote[],
  code: ImportCode,
  costs: ImportCosts,
) {
  return {
    file: file.name,
    git: { state: file.git ?? 'unknown', isInHistory: file.isInHistory },
    variables: plan.variables.map(variableAsJson),
    secrets: plan.secrets.map(({ key, kind, fields, state }) => ({ secret: key, kind, fields, state })),
    costs,
    notes,
    code,
  };
}

function variableAsJson({ name, line, destination, slot, isDeclared, why, isExposed, problem }: ImportedVariable) {
  return {
    name,
    line,
    to: destination,
    ...(slot !== undefined && { secret: slot.key, field: slot.field, isDeclared, problem }),
    why,
    ...(destination === 'browser' && { isExposed }),
  };
}
