import type { IncomingMessage } from 'node:http';

/** A request with its whole body. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly target: string;
  readonly body: Buffer;
  /** In lower case, each once. */
  readonly headerNames: readonly string[];
  /** All values of a header, joined by commas; undefined when it is absent. */
  header(name: string): string | undefined;
}

export function receivedRequest(message: IncomingMessage, body: Buffer): ReceivedRequest {
  const headers = new Map<string, string[]>();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = (message.rawHeaders[index] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), message.rawHeaders[index + 1] ?? '']);
  }
  return {
    method: message.method ?? '',
    target: message.url ?? '/',
    body,
    headerNames: [...headers.keys()],
    header: (name) => headers.get(name)?.join(','),
  };
}
