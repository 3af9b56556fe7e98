import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { printable } from '@amplify-secrets/runtime/contract';
import { findProject } from '../../declaration/project.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import { age } from '../../terminal/ages.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { type LastReport, lastReport, REPORT_FOLDER } from '../last-report.js';
import { printJson } from '../print-json.js';
import { openPage } from './open-page.js';
import { patternLines, secretRows } from './report-rows.js';

export async function report(call: CommandCall): Promise<number> {
  const { terminal } = call;
  const { folder } = findProject(call.folder, textOption(call, 'declaration'));
  const given = textOption(call, 'from');
  // As writeAccessReport takes it: relative to where the command is run.
  const from = given === undefined ? REPORT_FOLDER : relative(folder, resolve(call.folder, given));
  const found = lastReport(folder, from);
  if (found === undefined) throw noReport(from);
  if (flagOption(call, 'open')) {
    if (!existsSync(found.page)) throw noReport(from);
    await openPage(found.page, terminal.variables, process.platform);
    terminal.note(`Opened ${found.page}`);
    if (flagOption(call, 'json')) printJson(terminal, found.data);
    return EXIT.done;
  }
  if (flagOption(call, 'json')) printJson(terminal, found.data);
  else print(found, call);
  return EXIT.done;
}

function print(found: LastReport, { terminal, now, folder }: CommandCall): void {
  terminal.note(`Access in ${printable(found.title)}, as synthesised ${age(found.writtenAt, now())} ago.`);
  const titles = ['secret', 'read by', 'written by', 'name'].map((title) => terminal.styleData('bold', title));
  terminal.data(
    [table([titles, ...secretRows(found.secrets)], terminal.columns), ...patternLines(found.patterns)].join('\n'),
  );
  for (const { severity, message, resolution } of found.findings) {
    terminal.note(`${terminal.style(severity === 'error' ? 'red' : 'yellow', `${severity}:`)} ${message}`);
    terminal.note(`${terminal.style('bold', 'Resolution:')} ${resolution}`);
  }
  if (found.notEvaluated > 0) {
    terminal.note(`Not evaluated, or not for certain: ${found.notEvaluated}. The page says what.`);
  }
  if (existsSync(found.page)) terminal.note(`The page, with the statements: ${relative(folder, found.page)}`);
}

function noReport(from: string): CliError {
  const where = isAbsolute(from) ? from : `${from} of the project`;
  return new CliError(
    'ReportNotFoundError',
    `There must be an access report in ${where}, and there is none.`,
    "Write in amplify/backend.ts: writeAccessReport(backend); of '@amplify-secrets/backend/report', and run: npx ampx sandbox --once",
  );
}
