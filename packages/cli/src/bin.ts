#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { runProgram } from './program.js';
import { printError } from './terminal/print-error.js';
import { endOnClosedOutput, endOnSignals } from './terminal/signals.js';
import { processTerminal } from './terminal/terminal.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const terminal = processTerminal();

// The SDK warns of the end of its support for this Node.js in the middle of every command.
process.removeAllListeners('warning').on('warning', ({ name, message }) => {
  if (!message.startsWith('NodeVersionSupportWarning')) terminal.note(`${name}: ${message}`);
});
endOnClosedOutput();
// Node.js itself would print the message of an error, and what it quotes.
process.on('uncaughtException', (error) => process.exit(printError(error, terminal)));
endOnSignals(() => terminal.note('\nInterrupted.'));

const code = await runProgram(process.argv.slice(2), String(version), terminal, {
  folder: process.cwd(),
  now: Date.now,
});
// The loader of the declaration would keep the process; what is written to a pipe is written first.
process.stdout.write('', () => process.exit(code));
