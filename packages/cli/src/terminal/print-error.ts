import { existsSync, readFileSync } from 'node:fs';
import { isSecretsError, printable } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import { errorPage, ISSUES } from '../errors/error-page.js';
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
  const places = placesOf(error);
  const { name }: { readonly name?: unknown } = Object(error);
  const message = ownMessage(error, places[0]);
  terminal.note(`${style('red', 'Unexpected error:')} ${printable(String(name ?? typeof error))}${message ?? ''}`);
  if (message === undefined) terminal.note('    (its message is left out, since it may quote a value)');
  for (const place of places) terminal.note(printable(place));
  if (places.length === 0) terminal.note('    at an unknown place: what was thrown has no stack');
  terminal.note(
    `${style('bold', 'Resolution:')} It is a fault of amplify-secrets. Report it, with the lines above, which contain no value: ${ISSUES}`,
  );
  return EXIT.failed;
}

/** What the engine itself says of code, with a name in it or none. Any other message may quote anything, a value among it. */
const OF_THE_ENGINE =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null)(?: \((?:reading|setting) '([\w$]+)'\))?|([\w$.]+) is not (?:a function|defined|iterable|a constructor)|Cannot access '([\w$]+)' before initialization|Maximum call stack size exceeded|Two edits overlap at \d+\.)$/;

/** The message with a colon before it, where it has only words that the code at its place has, too. */
function ownMessage(error: unknown, place: string | undefined): string | undefined {
  const { message }: { readonly message?: unknown } = Object(error);
  const match = OF_THE_ENGINE.exec(String(message));
  if (match === null) return undefined;
  const words = match.slice(1).filter((word) => word !== undefined);
  const file = fileOf(place ?? '');
  const code = words.length > 0 && file !== undefined ? readFileSync(file, 'utf8') : '';
  return words.every((word) => code.includes(word)) ? `: ${match[0]}` : undefined;
}

/**
 * The first lines of the stack, after the message: that may have lines which look like them. Where it is not known where it ends, those of files
 * that exist, without anything else.
 */
function placesOf(error: unknown): readonly string[] {
  const { message, stack }: { readonly message?: unknown; readonly stack?: unknown } = Object(error);
  const [text, all] = [String(message ?? ''), String(stack ?? '')];
  const start = all.indexOf(text);
  const isKnown = start >= 0 && !all.slice(0, start).includes('\n');
  const lines = (isKnown ? all.slice(start + text.length) : all).split('\n').filter((line) => /^\s+at /.test(line));
  const places = isKnown ? lines : lines.flatMap((line) => (fileOf(line) ? `    at ${LOCATION.exec(line)?.[0]}` : []));
  return places.slice(0, 5);
}

const LOCATION = /(?:file:\/\/)?\/[^\s()]+?:\d+:\d+/;

/** The file of a line of a stack, where there is one. */
function fileOf(line: string): string | undefined {
  const [, file] = /^(?:file:\/\/)?(.+?):\d+:\d+$/.exec(LOCATION.exec(line)?.[0] ?? '') ?? [];
  return file !== undefined && existsSync(file) ? file : undefined;
}
