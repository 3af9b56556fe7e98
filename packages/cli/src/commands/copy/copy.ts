import { referencesOf } from '@amplify-secrets/runtime/contract';
import type { Place } from '../../deployment/place.js';
import { checkReach, copyPlan, type FieldPlan, type SecretCopy } from '../../engine/copy-secrets.js';
import { describeProgress, noProgress, writeSecrets } from '../../engine/write-secrets.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { withCleanup } from '../../terminal/signals.js';
import { table } from '../../terminal/table.js';
import type { Style, Terminal } from '../../terminal/terminal.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { type OpenProject, withProject } from '../open-project.js';
import { placeNamed } from '../place-named.js';
import { printJson } from '../print-json.js';
import { resultSentence } from '../result-sentence.js';

const STYLES: Readonly<Record<FieldPlan, Style>> = { new: 'green', differs: 'yellow', same: 'dim', kept: 'cyan' };

export function copy(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const [from, to] = places(open, call);
    const wanted = wantedSecrets(open, call);
    const references = wanted.map(({ reference }) => reference);
    checkReach(open.set, references, from, to, open.project.settings.production);
    const plan = await withProgress(terminal, 'Comparing the secrets', () =>
      copyPlan(wanted, { place: from, store: open.storeOf(from) }, { place: to, store: open.storeOf(to) }),
    );
    const writes = plan.flatMap(({ write }) => (write === undefined ? [] : [write]));
    const isJson = flagOption(call, 'json');
    const progress = noProgress();
    const print = (isDryRun: boolean) => printJson(terminal, json(open, from, to, plan, isDryRun, progress));
    if (!isJson) printPlan(terminal, plan, from, to);
    if (writes.length === 0 || flagOption(call, 'dryRun')) {
      if (isJson) print(true);
      else terminal.note(writes.length === 0 ? 'There is nothing to copy.' : 'Nothing was written: --dry-run.');
      return EXIT.done;
    }
    const keys = writes.map(({ target }) => target.reference.key).join(', ');
    await confirm(call, { action: `copy ${keys} from ${from.label} to ${to.label}`, place: to, asks: 'name' });
    try {
      await withCleanup(
        () => terminal.note(`${describeProgress(writes, progress)} What failed may have been written.`),
        () => withProgress(terminal, 'Copying the secrets', () => writeSecrets(writes, progress)),
      );
    } finally {
      if (isJson) print(false);
    }
    for (const { target } of isJson ? [] : writes) {
      const result = progress.written.get(target.reference.key);
      if (result !== undefined) terminal.note(`${terminal.style('green', '✓')} ${resultSentence(target, result)}`);
    }
    return EXIT.done;
  });
}

function places(open: OpenProject, call: CommandCall): readonly [Place, Place] {
  const named = (option: 'from' | 'to') => {
    const environment = textOption(call, option);
    if (environment !== undefined) return placeNamed(open, call, environment);
    throw usage(
      `--${option} must name an environment, and is missing.`,
      'Name two environments of the declaration: --from <environment> --to <environment>',
    );
  };
  const [from, to] = [named('from'), named('to')];
  if (from.environment !== to.environment) return [from, to];
  throw usage(
    `--from and --to must be two environments, and both are "${from.environment}".`,
    'Name two environments of the declaration.',
  );
}

function wantedSecrets({ set, secret }: OpenProject, { arguments: names }: CommandCall) {
  const named = names.filter((name) => name !== undefined);
  if (named.length === 0) {
    return referencesOf(set).map((reference) => ({ reference, field: undefined, isNamed: false }));
  }
  return named.map((name) => ({ ...secret(name), isNamed: true }));
}

function printPlan(terminal: Terminal, plan: readonly SecretCopy[], from: Place, to: Place): void {
  const sentences: Readonly<Record<FieldPlan, string>> = {
    new: 'new',
    differs: 'differs',
    same: 'same',
    kept: `only in ${to.label}: kept`,
  };
  const rows = plan.flatMap(({ key, state, fields }): (readonly [string, string])[] => {
    if (state === 'missing') return [[key, terminal.styleData('dim', `no value in ${from.label}`)]];
    if (state === 'deleted') return [[key, terminal.styleData('dim', `scheduled for deletion in ${from.label}`)]];
    return [...fields].map(([field, each]) => [
      field === '' ? key : `${key}.${field}`,
      terminal.styleData(STYLES[each], sentences[each]),
    ]);
  });
  terminal.data(table(rows, terminal.columns));
}

function json(
  { set }: OpenProject,
  from: Place,
  to: Place,
  plan: readonly SecretCopy[],
  isDryRun: boolean,
  { written, writing }: ReturnType<typeof noProgress>,
) {
  const outcomeOf = ({ key, state, write }: SecretCopy) => {
    if (write === undefined || isDryRun) return state === 'copied' ? 'to copy' : state;
    return written.get(key)?.outcome ?? (key === writing ? 'failed' : 'not written');
  };
  const secrets = plan.map((each) => ({
    secret: each.key,
    outcome: outcomeOf(each),
    ...(written.has(each.key) && { version: written.get(each.key)?.version }),
    ...(each.fields.has('') ? { value: each.fields.get('') } : { fields: Object.fromEntries(each.fields) }),
  }));
  return { app: set.app, from: from.environment, to: to.environment, secrets };
}

function usage(message: string, resolution: string): CliError {
  return new CliError('CommandUsageError', message, resolution);
}
