import { randomUUID } from 'node:crypto';
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

  it('prints the message of the engine where its words are in the code, and where to report it', () => {
    const thrown = (act: () => unknown) => {
      try {
        return act();
      } catch (error) {
        return error;
      }
    };
    const nothing: { readonly text: { readonly length: number } } = JSON.parse('{}');
    const shown = printed(thrown(() => nothing.text.length));
    expect(shown).toContain(
      "Unexpected error: TypeError: Cannot read properties of undefined (reading 'length')\n    at ",
    );
    expect(shown).toMatch(/print-error\.test\.ts:\d+:\d+/);
    expect(shown).toMatch(
      /Report it, with the lines above, which contain no value: https:\/\/github\.com\/\S+\/issues$/,
    );
    const value = randomUUID().replaceAll('-', '');
    const quoting = printed(thrown(() => JSON.parse('{}').missing[value]));
    expect(quoting).not.toContain(value);
    expect(quoting).toContain('its message is left out');
  });

  it('prints the file alone where the stack has another message', () => {
    const error = new Error('first\n    at canary\n    at canary (/canary.ts:1:1)');
    // Node.js makes it when it is first asked for.
    expect(error.stack).toContain('canary');
    error.message = 'second';
    expect(printed(error)).not.toMatch(/canary|second/);
    expect(printed(error)).toMatch(/\n {4}at \S*print-error\.test\.ts:\d+:\d+\n/);
  });

  it('says so where there is no place', () => {
    expect(printed('canary')).toContain('    at an unknown place: what was thrown has no stack\n');
    expect(printed('canary')).not.toContain('canary');
  });
});
