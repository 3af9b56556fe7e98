import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, not decoded. */
  readonly target: string;
  readonly body: Buffer;
  /** Lower-cased, each once. */
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

export function canonicalRequest(request: ReceivedRequest, signedHeaders: readonly string[]): string {
  const [path = '/', ...query] = request.target.split('?');
  const headers = signedHeaders.map((name) => `${name}:${(request.header(name) ?? '').trim().replace(/\s+/g, ' ')}\n`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query.join('?')),
    headers.join(''),
    signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
}

/** Every service but S3 encodes the path as sent once more. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/') || '/';
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
