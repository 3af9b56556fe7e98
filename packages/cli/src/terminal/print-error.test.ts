import { describe, expect, it } from 'vitest';
import { CliError } from '../errors/cli-error.js';
import { printError } from './print-error.js';
import { processTerminal } from './terminal.js';

function printed(error: unknown): string {
  const lines: string[] = [];
  printError(error, { ...processTerminal(), note: (line) => void lines.push(line), style: (_style, text) => text });
  return lines.join('\n');
}

describe('printError', () => {
  it.each([
    ['prints the page of an error on a terminal', true],
    ['prints no page of an error into a pipe', false],
  ])('%s', (_, isTTY) => {
    const lines: string[] = [];
    const stderr = Object.assign(Object.create(process.stderr), { isTTY });
    const error = new CliError('SecretUnknownError', 'There is no secret "strip".', 'Write: stripe');
    const note = (line: string) => void lines.push(line);
    expect(printError(error, { ...processTerminal(), stderr, note, style: (_style, text) => text })).toBe(2);
    expect(lines.filter((line) => line.endsWith('docs/errors.md#secretunknownerror'))).toHaveLength(isTTY ? 1 : 0);
  });

  it('prints the places of an error that the kit does not know, and none of the lines of its message', () => {
    const error = new TypeError('unexpected token\n    at canary-1\n    at canary (canary.ts:1:1)');
    const shown = printed(error);
    expect(shown).toContain('Unexpected error: TypeError');
    expect(shown).toContain('print-error.test.ts');
    expect(shown).not.toContain('canary');
  });

  it('prints no place where the message is not the one of the stack', () => {
    const error = new Error('first\n    at canary');
    // Node.js makes it when it is first asked for.
    expect(error.stack).toContain('canary');
    error.message = 'second';
    expect(printed(error)).not.toMatch(/canary|second|print-error\.test/);
  });
});
