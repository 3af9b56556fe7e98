import { isSecretsError, printable } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import { errorPage } from '../errors/error-page.js';
import { EXIT } from '../errors/exit-codes.js';
import type { Terminal } from './terminal.js';

/** Prints an error as `ampx` does, with its resolution below it, and returns the exit code. On a terminal, with the page that explains it. */
export function printError(error: unknown, terminal: Terminal): number {
  const { style } = terminal;
  if (isSecretsError<string>(error)) {
    terminal.note(`${style('red', `${error.name}:`)} ${error.message}`);
    if (error.resolution !== '') terminal.note(`${style('bold', 'Resolution:')} ${error.resolution}`);
    if (terminal.stderr.isTTY) terminal.note(style('dim', errorPage(error.name)));
    return error instanceof CliError ? error.exitCode : EXIT.failed;
  }
  // The message of an error that the kit does not know may quote anything, a value among it: its kind and its place are enough for a report.
  const { name }: { readonly name?: unknown } = Object(error);
  terminal.note(`${style('red', 'Unexpected error:')} ${printable(String(name ?? typeof error))}`);
  for (const place of placesOf(error)) terminal.note(printable(place));
  terminal.note(`${style('bold', 'Resolution:')} Report it, with the lines above, which contain no value.`);
  return EXIT.failed;
}

/** The first lines of the stack, after the message: that may have lines which look like them. None where it is not known where it ends. */
function placesOf(error: unknown): readonly string[] {
  const { message, stack }: { readonly message?: unknown; readonly stack?: unknown } = Object(error);
  const [text, all] = [String(message ?? ''), String(stack ?? '')];
  const start = all.indexOf(text);
  if (start < 0 || all.slice(0, start).includes('\n')) return [];
  return all
    .slice(start + text.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5);
}
