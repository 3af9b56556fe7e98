import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server answers with, whatever it is asked. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** A server on loopback for one client at a time: it gives `answer` to every request. */
export async function startHttpServer() {
  let answer: Answer = { status: 200 };
  const server: Server = createServer((request, response) => {
    // Stripe's client takes an answer without `error` for a success.
    const { status, headers = {}, body = { error: { message: 'Refused.' } } } = answer;
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    answers: (next: Answer) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was to reject.');
}
