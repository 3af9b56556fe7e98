import type { LeftLines } from '../engine/left-lines.js';
import type { NextStep } from '../engine/next-steps.js';
import type { Terminal } from '../terminal/terminal.js';

/** What is to be run next, in this order. */
export function printSteps(terminal: Terminal, steps: readonly NextStep[]): void {
  terminal.note('\nNext:');
  const width = Math.max(...steps.map(({ line, why }) => (why === '' ? 0 : line.length)));
  for (const { line, why } of steps) terminal.note(why === '' ? `  ${line}` : `  ${line.padEnd(width)}  ${why}`);
}

/** What is to be written by hand, and why it was not written. */
export function printLeft(terminal: Terminal, left: readonly LeftLines[]): void {
  for (const { file, reason, lines } of left) {
    terminal.note(`\nLeft to you, in ${file}, since ${reason}:`);
    for (const line of lines) terminal.note(`  ${line}`);
  }
}
