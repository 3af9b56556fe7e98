import { resolve } from 'node:path';
import type { NamedSecret } from '../../declaration/find-secret.js';
import { inputValue } from '../../engine/input-value.js';
import { fieldsOf } from '../../engine/secret-value.js';
import type { Current, NewValue } from '../../engine/set-secret.js';
import { subject, type Target } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { hidden } from '../../terminal/ask.js';
import { readInputFile, readStdin } from '../../terminal/read-input.js';
import { type CommandCall, textOption } from '../command.js';
import type { OpenProject } from '../open-project.js';

/** Where the value comes from. `prompt`: from whoever sits there. */
export type InputSource = { readonly kind: 'stdin' | 'prompt' } | { readonly kind: 'file'; readonly path: string };

/** @throws {ValueAsArgumentError} When there is a value among the arguments. */
export function inputSource(call: CommandCall): InputSource {
  const [, input, ...more] = call.rest;
  const path = textOption(call, 'file');
  if ((input !== undefined && input !== '-') || more.length > 0) throw valueAsArgument();
  if (path !== undefined && input === '-') {
    throw new CliError('CommandUsageError', 'The value comes from - or from --file, and got both.', 'Leave one out.');
  }
  if (path !== undefined) return { kind: 'file', path };
  if (input === '-' || !call.terminal.isInteractive) return { kind: 'stdin' };
  return { kind: 'prompt' };
}

/**
 * The secret of the first argument.
 *
 * @throws {ValueAsArgumentError} When it is `stripe.apiKey=value`.
 */
export function secretToSet({ secret }: OpenProject, argument: string): NamedSecret {
  if (!argument.includes('=')) return secret(argument);
  try {
    const named = secret(argument);
    const { definition } = named.reference;
    if (named.field === undefined || definition.fields?.includes(named.field)) return named;
  } catch {
    // Not declared: it has a value in it.
  }
  throw valueAsArgument();
}

function valueAsArgument(): CliError {
  return new CliError(
    'ValueAsArgumentError',
    'A value cannot be an argument: the shell keeps it in its history, and every process of this machine can see it.',
    'Leave it out to be asked for it, pipe it in with -, or name a file: --file <path>. If the value is real, replace it where it came from.',
  );
}

/** The value to write: the whole one, or fields over those that are there. */
export async function newValue(
  call: CommandCall,
  source: InputSource,
  target: Target,
  { field }: NamedSecret,
  current: Current,
): Promise<NewValue> {
  const { terminal } = call;
  const { definition, key } = target.reference;
  if (source.kind === 'prompt') return prompted(call, target, field, current);
  const given =
    source.kind === 'file' ? await readInputFile(resolve(call.folder, source.path)) : await readStdin(terminal);
  const { value, notes } = inputValue(given, field === undefined ? definition.kind : 'text');
  for (const note of notes) terminal.note(note);
  if (field === undefined) return value;
  const text = 'text' in value ? value.text : '';
  terminal.note(`Setting the field ${field} of ${key}.`);
  return { fields: new Map([[field, text]]) };
}

async function prompted(
  { terminal }: CommandCall,
  target: Target,
  field: string | undefined,
  current: Current,
): Promise<NewValue> {
  const { key, definition } = target.reference;
  const owner = subject(target);
  if (field !== undefined) {
    const value = await hidden(terminal, `${key}.${field} for ${target.place.label}`);
    return { fields: new Map([[field, checkedAnswer(value)]]) };
  }
  if (definition.kind === 'binary') {
    throw new CliError('InputInvalidError', `${owner} is binary, and cannot be typed.`, 'Name a file: --file <path>');
  }
  const fields = promptedFields(target, current);
  if (fields.length === 0) {
    const what =
      definition.kind === 'json'
        ? `${key} for ${target.place.label}, as JSON on one line`
        : `${key} for ${target.place.label}`;
    return { text: checkedAnswer(await hidden(terminal, what)) };
  }
  const before = current.stored && fieldsOf(target.reference, current.stored.value);
  const answers = new Map<string, string>();
  for (const each of fields) {
    const keeps = before?.has(each) ?? false;
    const answer = await hidden(
      terminal,
      `${key}.${each} for ${target.place.label}${keeps ? ' (Enter keeps it)' : ''}`,
    );
    if (answer !== '') answers.set(each, answer);
    else if (!keeps) checkedAnswer(answer);
  }
  return { fields: answers };
}

/** Those of the declaration; where that has a schema, those of the value that is there. */
function promptedFields({ reference }: Target, { stored }: Current): readonly string[] {
  const { kind, fields } = reference.definition;
  if (kind !== 'json') return [];
  if (fields !== undefined) return fields;
  if (stored === undefined) return [];
  return [...fieldsOf(reference, stored.value).keys()].filter((field) => field !== '');
}

function checkedAnswer(answer: string): string {
  if (answer !== '') return answer;
  throw new CliError('InputInvalidError', 'The answer is empty, and a secret needs a value.', 'Run the command again.');
}
