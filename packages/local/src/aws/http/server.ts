import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { LocalError } from '../../local-error.js';

export interface Listener {
  readonly port: number;
  /** Stops listening and ends every open connection, answered or not. Can be called again. */
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1, on a port that the system chooses, or on the given one.
 *
 * @throws {PortUnavailableError} When it cannot listen there.
 */
export async function listen(
  onRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  wanted = 0,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    onRequest(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) return;
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(unavailable(wanted, error)));
    server.listen(wanted, '127.0.0.1', resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    // A server that listens on TCP has an AddressInfo.
    port: (server.address() as AddressInfo).port,
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return closed;
    },
  };
}

function unavailable(port: number, error: NodeJS.ErrnoException): LocalError {
  const reason = error.code === 'EADDRINUSE' ? 'another program listens there' : (error.code ?? error.message);
  return new LocalError(
    'PortUnavailableError',
    `The local AWS could not listen on 127.0.0.1:${port}: ${reason}.`,
    'Give another port, or none, for one that is free.',
    { cause: error },
  );
}

/** A request with the largest binary secret, in base64, has 90 kB. */
const LIMIT = 1_048_576;

/** The body, or undefined when it is larger than 1 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  return size <= LIMIT ? Buffer.concat(chunks) : undefined;
}
