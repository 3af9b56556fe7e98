import { constants, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { CliError } from '../errors/cli-error.js';
import type { Terminal } from './terminal.js';

// More than any store accepts: what is larger need not be read to be refused.
const LIMIT_BYTES = 1_048_576;
const GIVEN_FILE = 'The file of --file';

/** Everything on standard input. */
export function readStdin({ stdin }: Terminal): Promise<Uint8Array> {
  return readAll(stdin, 'Standard input');
}

/** All of a stream; of a larger one, no more than the limit is read. */
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
      return await readAll(new Socket({ fd, readable: true, writable: false }), GIVEN_FILE);
    }
    const file = await open(path);
    // Its size is not asked: that of a pipe or a device is 0. The stream closes the file.
    return await readAll(file.createReadStream(), GIVEN_FILE);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code }: { readonly code?: string } = Object(error);
    throw new CliError(
      'InputInvalidError',
      // The path is not quoted: it may be a value that was given in its place.
      `The file of --file could not be read (${code ?? 'unknown error'}).`,
      'Give the path of a file, relative to the folder in which you are. The value itself cannot be an argument.',
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
