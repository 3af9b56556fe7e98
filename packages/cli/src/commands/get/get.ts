import { commandLine } from '../../deployment/place-flags.js';
import { masked, maskedBytes } from '../../engine/mask.js';
import { readSecret } from '../../engine/read-secret.js';
import { bytesOf, checkDigits, fieldsOf } from '../../engine/secret-value.js';
import { subject, type Target } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import type { StoredValue } from '../../stores/secrets-store.js';
import { codingAgent } from '../../terminal/coding-agent.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';

export function get(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const secret = open.secret(call.arguments[0] ?? '');
    const target = open.target(open.place(), secret);
    const reveals = flagOption(call, 'reveal');
    if (reveals) {
      await confirm(call, {
        action: `show the value of ${call.arguments[0]} of ${target.place.label}`,
        place: target.place,
        asks: terminal.stdin.isTTY !== true || codingAgent(terminal.variables) !== undefined,
      });
    }
    const stored = await withProgress(terminal, 'Reading the secret', () => readSecret(target));
    const { field } = secret;
    if (field !== undefined && bytesOf(target.reference, stored.value, field) === undefined) {
      throw new CliError(
        'SecretNotFoundError',
        `${subject(target)} has no field "${field}" in its value.`,
        `Set it: ${commandLine(target.place, 'set', `${target.reference.key}.${field}`)}`,
        EXIT.differs,
      );
    }
    const isJson = flagOption(call, 'json');
    // The whole value is given out as it is stored, but for --json.
    if (reveals && (field !== undefined || isJson)) checkDigits(stored.value, field, subject(target));
    if (isJson) printJson(terminal, asJson(target, stored, field, reveals));
    else if (reveals) revealValue(call, target, stored, field);
    else terminal.data(maskedTable(call, target, stored, field));
    return EXIT.done;
  });
}

/** Raw bytes, and a newline only where a terminal shows them. */
function revealValue(
  { terminal: { stdout } }: CommandCall,
  { reference }: Target,
  { value }: StoredValue,
  field?: string,
) {
  const bytes = bytesOf(reference, value, field) ?? new Uint8Array();
  stdout.write(bytes);
  if (stdout.isTTY && bytes.at(-1) !== 0x0a) stdout.write('\n');
}

function maskedTable({ terminal }: CommandCall, target: Target, { value }: StoredValue, field?: string): string {
  return table(
    maskedFields(target, value, field).map(([name, shown]) => [terminal.styleData('bold', name), shown]),
    terminal.columns,
  );
}

function maskedFields(
  { reference }: Target,
  value: StoredValue['value'],
  only: string | undefined,
): readonly (readonly [field: string, shown: string])[] {
  const { key, definition } = reference;
  if (definition.kind === 'binary') return [[key, maskedBytes(bytesOf(reference, value) ?? new Uint8Array())]];
  return [...fieldsOf(reference, value)]
    .filter(([field]) => only === undefined || field === only)
    .map(([field, member]) => [field === '' ? key : field, masked(member)]);
}

function asJson(target: Target, { value, version }: StoredValue, field: string | undefined, reveals: boolean): unknown {
  const { reference, place, name } = target;
  const common = {
    secret: reference.key,
    ...(field !== undefined && { field }),
    environment: place.environment,
    name,
    version,
  };
  if (!reveals) {
    const characters = [...fieldsOf(reference, value)]
      .filter(([each]) => field === undefined || each === field)
      .map(([each, member]) => [each, [...member].length] as const);
    return {
      ...common,
      characters: Object.fromEntries(characters.map(([each, length]) => [each || reference.key, length])),
    };
  }
  const bytes = bytesOf(reference, value, field) ?? new Uint8Array();
  if (reference.definition.kind === 'binary') return { ...common, base64: Buffer.from(bytes).toString('base64') };
  const text = Buffer.from(bytes).toString();
  return { ...common, value: field === undefined && reference.definition.kind === 'json' ? parsed(text) : text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
