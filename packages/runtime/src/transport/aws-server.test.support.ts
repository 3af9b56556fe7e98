import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsError, type MemoryAws, memoryAws } from './memory-aws.test.support.js';
import type { Operation, Operations } from './transport.js';

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A server on 127.0.0.1; `close` cuts what is still connected. */
export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** AWS JSON 1.1 over an AWS in memory. */
export async function serveAws(): Promise<Served & { readonly aws: MemoryAws }> {
  const aws = memoryAws();
  const served = await serve(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '') as Operation;
    const input = JSON.parse(await bodyOf(request), bytesOf) as Operations[Operation]['input'];
    try {
      send(response, 200, aws.answer(operation, input));
    } catch (error) {
      const { type, message, statusCode } = error as AwsError;
      send(response, statusCode, { __type: type, message });
    }
  });
  return { ...served, aws };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body, base64Of));
}

function bytesOf(key: string, value: unknown): unknown {
  return key === 'SecretBinary' ? Uint8Array.from(Buffer.from(String(value), 'base64')) : value;
}

function base64Of(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
