import { checkOwner } from '../../engine/copy-secrets.js';
import { dotenvNotes } from '../../engine/dotenv-notes.js';
import type { ImportPlan } from '../../engine/import-plan.js';
import { type ImportWrites, importWrites } from '../../engine/import-secrets.js';
import { removedLines } from '../../engine/removed-lines.js';
import { describeProgress, noProgress, writeSecrets } from '../../engine/write-secrets.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { withCleanup } from '../../terminal/signals.js';
import { type CommandCall, flagOption } from '../command.js';
import { confirm } from '../confirm.js';
import type { OpenProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { resultSentence } from '../result-sentence.js';
import { wantedSecrets } from '../wanted-secrets.js';
import { type ImportFile, printNotes } from './import-output.js';

/** Stores the values of declared secrets. Ends with 3 where a secret of the file is not stored. */
export async function applyImport(
  call: CommandCall,
  open: OpenProject,
  file: ImportFile,
  plan: ImportPlan,
): Promise<number> {
  const { terminal } = call;
  const place = open.place();
  const wanted = wantedSecrets(open, call);
  const isWanted = ({ slot }: ImportPlan['variables'][number]) =>
    wanted.some(({ reference, field }) => reference.key === slot?.key && (field === undefined || field === slot.field));
  const secrets = plan.variables.filter(({ destination }) => destination === 'secret');
  const chosen = call.options.only === undefined ? secrets : secrets.filter(isWanted);
  printNotes(
    terminal,
    file,
    { variables: secrets },
    dotenvNotes({
      ...file.content,
      lines: file.content.lines.filter(({ name }) => chosen.some((each) => each.name === name)),
    }),
  );
  const keys = new Set(chosen.flatMap(({ slot, isDeclared }) => (slot !== undefined && isDeclared ? [slot.key] : [])));
  const references = [...keys].map((key) => open.secret(key).reference);
  checkOwner(references, place, open.project.settings.production);
  const targetOf = (key: string) => open.target(place, open.secret(key));
  const found = await withProgress(terminal, 'Reading the secrets', () =>
    importWrites(chosen, targetOf, flagOption(call, 'overwrite')),
  );
  const { writes, overwritten } = found;
  const progress = noProgress();
  const notStored = [
    ...found.kept.map((name) => ({ name, why: 'since another value is there, and --overwrite is missing' })),
    ...found.unlisted.map((name) => ({
      name,
      why: `since it would add a field to what is there, ${slotNameOf(chosen, name)}, which the declaration does not list; declare it as a separate secret, list the field, or add it with --overwrite`,
    })),
    ...chosen
      .filter(({ problem, isDeclared }) => problem === 'empty' || !isDeclared)
      .map(({ name, isDeclared }) => ({
        name,
        why: isDeclared ? 'since the file has no value' : 'since it is not declared',
      })),
  ];
  const print = (isDone: boolean) => {
    const removed = removedLines(file.name, file.content, isDone ? [...found.stored, ...found.same] : found.same);
    if (flagOption(call, 'json')) {
      printJson(terminal, {
        app: open.set.app,
        environment: place.environment,
        file: file.name,
        secrets: writes.map(({ target: { reference, name } }) => ({
          secret: reference.key,
          name,
          outcome:
            progress.written.get(reference.key)?.outcome ??
            (progress.writing === reference.key ? 'failed' : 'not written'),
          version: progress.written.get(reference.key)?.version,
        })),
        stored: isDone ? found.stored : [],
        same: found.same,
        notStored,
        left: removed.left,
        unread: removed.unread,
        removal: removed.command,
      });
    } else if (isDone) printResult(call, file, found, notStored, removed, progress.written);
  };
  if (writes.length > 0) {
    const written = writes.map(({ target }) => target.reference.key).join(', ');
    const replacing = overwritten.length === 0 ? '' : `, over other values of ${overwritten.join(', ')}`;
    await confirm(call, {
      action: `store ${written} in ${place.label}${replacing}`,
      place,
      asks: overwritten.length > 0 || place.isShared || (place.store === 'amplify' && place.environment !== 'sandbox'),
    });
  }
  try {
    await withCleanup(
      () => terminal.note(`${describeProgress(writes, progress)} What failed may have been written.`),
      () => withProgress(terminal, 'Storing the secrets', () => writeSecrets(writes, progress)),
    );
  } catch (error) {
    print(false);
    throw error;
  }
  print(true);
  // Each may be a variable that was to be stored.
  const isUnread = call.options.only === undefined && file.content.unread.some(({ kind }) => kind === 'continuation');
  return notStored.length === 0 && !isUnread ? EXIT.done : EXIT.differs;
}

function printResult(
  call: CommandCall,
  file: ImportFile,
  { writes, same }: ImportWrites,
  notStored: readonly { readonly name: string; readonly why: string }[],
  { left, unread, command }: ReturnType<typeof removedLines>,
  written: ReturnType<typeof noProgress>['written'],
): void {
  const { terminal } = call;
  const mark = terminal.style('green', '✓');
  for (const { target } of writes) {
    const result = written.get(target.reference.key);
    if (result !== undefined) terminal.note(`${mark} ${resultSentence(target, result)}`);
  }
  if (same.length > 0) terminal.note(`Stored already, with the same value: ${same.join(', ')}.`);
  for (const reason of new Set(notStored.map(({ why }) => why))) {
    const names = notStored.filter(({ why }) => why === reason).map(({ name }) => name);
    terminal.note(`Not stored, ${reason}: ${names.join(', ')}.`);
  }
  if (writes.length + same.length + notStored.length === 0) {
    terminal.note(
      `Nothing was stored: "${file.name}" has no value for ${call.options.only === undefined ? 'a secret' : 'what --only names'}.`,
    );
  }
  if (command !== undefined) {
    terminal.note(
      `"${file.name}" still has the values. Once nothing else needs them, this removes their lines: ${command}`,
    );
  }
  const numbers = `line${unread.length === 1 ? '' : 's'} ${unread.join(', ')}`;
  const rest = [...left, ...(unread.length === 0 ? [] : [`${numbers} (not read)`])];
  terminal.note(rest.length === 0 ? 'Nothing else is in it.' : `What stays in it: ${rest.join(', ')}.`);
}

function slotNameOf(variables: ImportPlan['variables'], name: string): string {
  const slot = variables.find((each) => each.name === name)?.slot;
  return `${slot?.key}.${slot?.field}`;
}
