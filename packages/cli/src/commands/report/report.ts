import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProject } from '../../declaration/project.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { lastReport, REPORT_FOLDER } from '../last-report.js';
import { printJson } from '../print-json.js';

export async function report({ terminal, ...call }: CommandCall): Promise<number> {
  const { folder } = findProject(call.folder, textOption(call, 'declaration'));
  const found = lastReport(folder);
  const page = join(folder, REPORT_FOLDER, 'access-report.html');
  if (found === undefined) {
    throw new CliError(
      'ReportNotFoundError',
      `There is no access report in ${join(folder, REPORT_FOLDER)}: there was no synthesis, or none that writes one.`,
      "Add to amplify/backend.ts: writeAccessReport(backend); of '@amplify-secrets/backend/report', and run: npx ampx sandbox --once",
    );
  }
  const { title, rows } = found;
  if (flagOption(call, 'json')) printJson(terminal, { title, secrets: rows, page });
  else {
    const shown = rows.map(({ name, readers, writers }) => [
      name,
      readers.join(', ') || '-',
      writers.join(', ') || '-',
    ]);
    const titles = ['secret', 'read by', 'written by'].map((each) => terminal.styleData('bold', each));
    terminal.note(`The last synthesis was of ${title}.`);
    terminal.data(table([titles, ...shown], terminal.columns));
    if (existsSync(page)) terminal.note(`The page: ${page}`);
  }
  if (flagOption(call, 'open')) await openInBrowser(page);
  return EXIT.done;
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

function openInBrowser(page: string): Promise<void> {
  const [command, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...words, page], { stdio: 'ignore', detached: true });
    child.once('error', () =>
      reject(
        new CliError('CommandNotStartedError', `"${command}" could not be started.`, `Open the page yourself: ${page}`),
      ),
    );
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
