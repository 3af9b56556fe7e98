import { constants, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { CliError } from '../errors/cli-error.js';
import type { Terminal } from './terminal.js';

// More than any store accepts: what is larger need not be read to be refused.
const LIMIT_BYTES = 1_048_576;

/** Everything on standard input. */
export function readStdin({ stdin }: Terminal): Promise<Uint8Array> {
  return readAll(stdin, 'Standard input');
}

async function readAll(stream: Readable, what: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > LIMIT_BYTES) throw tooLarge(what);
  }
  return Buffer.concat(chunks);
}

/** @throws {InputInvalidError} When the file cannot be read. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    // Such as the <(command) of a shell. Read as a file, it would keep the process after a signal, until somebody writes.
    if ((await stat(path)).isFIFO()) {
      const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      return await readAll(new Socket({ fd, readable: true, writable: false }), `"${path}"`);
    }
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > LIMIT_BYTES) throw tooLarge(`"${path}"`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = Object(error) as { code?: string };
    throw new CliError(
      'InputInvalidError',
      `The file "${path}" could not be read (${code ?? 'unknown error'}).`,
      'Check its name, relative to the folder in which you are.',
    );
  }
}

function tooLarge(what: string): CliError {
  return new CliError(
    'InputInvalidError',
    `${what} is larger than 1 MiB, and a secret can have 65,536 bytes.`,
    'Check that it is the right file.',
  );
}
