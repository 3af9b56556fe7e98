import type { SecretKind } from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import type { RawValue } from '../stores/secrets-store.js';

/** A value as it came from a pipe, a file or a prompt, and what was done to it. */
export interface InputValue {
  readonly value: RawValue;
  readonly notes: readonly string[];
}

/**
 * The value in what was given: bytes as they are for a binary secret; otherwise UTF-8, without a byte order mark, and without the one newline
 * that `echo` and editors write after a single line. What has several lines, as a PEM has, stays as it is.
 *
 * @throws {InputInvalidError} When it is empty, or not UTF-8.
 */
export function inputValue(given: Uint8Array, kind: SecretKind): InputValue {
  if (given.length === 0) throw empty('The input is empty');
  if (kind === 'binary') return { value: { bytes: given }, notes: [] };
  const decoded = decodeUtf8(given);
  const unmarked = decoded.replace(/^\uFEFF/, '');
  const text = withoutLastNewline(unmarked);
  if (text === '') throw empty('The input has a newline alone');
  return {
    value: { text },
    notes: [
      ...(unmarked === decoded ? [] : ['Removed the byte order mark at its beginning.']),
      ...(text === unmarked ? [] : ['Removed the newline at its end.']),
    ],
  };
}

/** Of a single line, and one alone. */
function withoutLastNewline(text: string): string {
  const [ending = ''] = /\r?\n$/.exec(text) ?? [];
  const line = text.slice(0, text.length - ending.length);
  return /[\r\n]/.test(line) ? text : line;
}

/** @throws {InputInvalidError} When it is not UTF-8. */
export function decodeUtf8(given: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(given);
  } catch {
    throw new CliError(
      'InputInvalidError',
      'The input must be UTF-8, and is not.',
      given[0] === 0xff || given[0] === 0xfe
        ? 'It looks like UTF-16, as PowerShell writes it: save the file as UTF-8.'
        : 'Save the file as UTF-8, or declare the secret with binarySecret().',
    );
  }
}

function empty(what: string): CliError {
  return new CliError(
    'InputInvalidError',
    `${what}, and a secret needs a value.`,
    'Give the value by --file <path>, by a pipe, or without either to be asked for it.',
  );
}
