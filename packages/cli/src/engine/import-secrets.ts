import { CliError } from '../errors/cli-error.js';
import { atOnce } from '../stores/at-once.js';
import type { RawValue } from '../stores/secrets-store.js';
import type { ImportedVariable, ValueProblem } from './import-plan.js';
import { fieldsOf, withFields } from './secret-value.js';
import { type Current, currentOf } from './set-secret.js';
import { subject, type Target } from './target.js';
import type { PlannedWrite } from './write-secrets.js';

/** What storing the values of a file would do. Names of variables, in the order of the file. */
export interface ImportWrites {
  readonly writes: readonly PlannedWrite[];
  /** What is written. */
  readonly stored: readonly string[];
  /** What is there already, with the same value. */
  readonly same: readonly string[];
  /** What is there with another value, and is not overwritten. */
  readonly kept: readonly string[];
  /** Fields that the secret there does not have and the declaration does not list, so that --overwrite must ask for them. */
  readonly unlisted: readonly string[];
  readonly overwritten: readonly string[];
}

const READS_AT_ONCE = 20;
const PROBLEMS: Readonly<Record<Exclude<ValueProblem, 'empty'>, string>> = {
  unclear: 'readers of the file take its value for different ones',
  continued: 'its value seems to go on in the lines below it, which were not read',
  placeholder: 'its value seems to stand for one that is still to be filled in',
};

/**
 * Reads what is there, and plans the writes. Each has all values of one secret; other fields of it stay as they are.
 *
 * @throws {InputInvalidError} When a value is unclear, a placeholder, or goes on in lines that were not read.
 * @throws {SecretDeletedError} When a secret is scheduled for deletion.
 */
export async function importWrites(
  variables: readonly ImportedVariable[],
  targetOf: (key: string) => Target,
  overwrites: boolean,
): Promise<ImportWrites> {
  const wanted = variables.filter(({ slot, isDeclared, problem }) => slot && isDeclared && problem !== 'empty');
  const unfit = wanted.filter(({ problem }) => problem !== undefined);
  if (unfit.length > 0) throw notFit(unfit);
  const keys = [...new Set(wanted.flatMap(({ slot }) => (slot === undefined ? [] : [slot.key])))];
  const plans = await atOnce(keys, READS_AT_ONCE, async (key) => {
    const target = targetOf(key);
    const current = await currentOf(target);
    const own = wanted.filter(({ slot }) => slot?.key === key);
    return { target, current, ...changesOf(target, current, own, overwrites) };
  });
  const names = (list: 'stored' | 'same' | 'kept' | 'unlisted' | 'overwritten') => plans.flatMap((plan) => plan[list]);
  return {
    writes: plans.flatMap(({ target, current, value }) => (value === undefined ? [] : [{ target, current, value }])),
    stored: names('stored'),
    same: names('same'),
    kept: names('kept'),
    unlisted: names('unlisted'),
    overwritten: names('overwritten'),
  };
}

function changesOf(
  target: Target,
  { stored: there }: Current,
  variables: readonly ImportedVariable[],
  overwrites: boolean,
) {
  const { reference } = target;
  const before = there && fieldsOf(reference, there.value);
  const stored: string[] = [];
  const [same, kept, unlisted, overwritten]: [string[], string[], string[], string[]] = [[], [], [], []];
  const fields = new Map<string, string>();
  let whole: RawValue | undefined;
  for (const { name, value, slot } of variables) {
    const given = slot?.field === undefined ? wholeValue(target, name, value) : undefined;
    const isHere = given === undefined ? before?.has(slot?.field ?? '') === true : there !== undefined;
    const isSame =
      given === undefined
        ? before?.get(slot?.field ?? '') === value
        : isHere && isEqual(fieldsOf(reference, given), before);
    if (isSame) same.push(name);
    else if (isHere && !overwrites) kept.push(name);
    else if (there !== undefined && !isHere && !isListed(target, slot?.field) && !overwrites) unlisted.push(name);
    else {
      stored.push(name);
      if (isHere) overwritten.push(name);
      if (given === undefined) fields.set(slot?.field ?? '', value);
      else whole = given;
    }
  }
  const value = fields.size > 0 ? withFields(there?.value, fields, subject(target)) : whole;
  return { value, stored, same, kept, unlisted, overwritten };
}

function isListed({ reference }: Target, field: string | undefined): boolean {
  return field === undefined || reference.definition.fields?.includes(field) === true;
}

function wholeValue(target: Target, name: string, value: string): RawValue {
  if (target.reference.definition.kind !== 'binary') return { text: value };
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') === value.replace(/=+$/, '')) return { bytes };
  throw new CliError(
    'InputInvalidError',
    `${subject(target)} is binary, so that the value of ${name} must be base64, and is not.`,
    `Set it from a file: ${target.command('set')} --file <path>. Or leave it out: --only`,
  );
}

function isEqual(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string> | undefined): boolean {
  return other !== undefined && one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

function notFit(unfit: readonly ImportedVariable[]): CliError {
  const reasons = unfit.map(({ name, line, problem }) => {
    const why = problem === undefined || problem === 'empty' ? '' : PROBLEMS[problem];
    return `${name} (line ${line}): ${why}`;
  });
  return new CliError(
    'InputInvalidError',
    `Nothing was stored. ${reasons.join('; ')}.`,
    'Correct the file as it says above, or store the others alone: --only <secrets>',
  );
}
