import type { Agent } from 'node:http';
import { TransportFault } from './fault.js';
import { ANSWER_LIMIT_BYTES } from './limits.js';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly agent?: Agent | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds within which the response must begin.
   * @default no limit but the signal
   */
  readonly patience?: number | undefined;
  /**
   * Whether the response must also end within `patience`.
   * @default false
   */
  readonly whole?: boolean | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The Date header, in milliseconds since 1970; NaN if there is none. */
  readonly date: number;
}

// Loaded with this module, in the init phase of AWS Lambda. An import would also make an ES module of it, which allocates more.
const https = process.getBuiltinModule('node:https');

/** The code when a kept-alive connection turned out to be closed, which says nothing about the server. */
export const DEAD_CONNECTION = 'ConnectionDead';

/**
 * One HTTP request and its whole response. Follows no redirect. Errors of Node.js are replaced: those of its HTTP parser contain the
 * raw bytes of the response.
 */
export function exchange(url: URL, { body, patience, whole, ...options }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (code: string) => {
      clearTimeout(timer);
      reject(new TransportFault('unreachable', `${url.host} could not be reached (${code}).`, { code }));
      request.destroy();
    };
    const request = moduleFor(url).request(url, options, (response) => {
      if (!whole) clearTimeout(timer);
      const chunks: Buffer[] = [];
      let size = 0;
      response
        .on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > ANSWER_LIMIT_BYTES) fail('AnswerTooLarge');
        })
        .on('error', () => fail('AnswerCut'))
        .on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            date: Date.parse(response.headers.date ?? ''),
          });
        });
    });
    request.on('error', ({ code = 'ConnectionCut' }: NodeJS.ErrnoException) =>
      fail(request.reusedSocket && code !== 'ABORT_ERR' ? DEAD_CONNECTION : code),
    );
    const timer = patience && setTimeout(fail, patience, 'AnswerLate');
    request.end(body);
  });
}

/** node:http loads undici on Node 22 and 24, which adds 15 ms to a cold start, and calls to AWS do not need it. */
export function moduleFor({ protocol }: URL): Pick<typeof https, 'request' | 'Agent'> {
  // An agent is only used with the module that made it.
  return protocol === 'http:' ? (process.getBuiltinModule('node:http') as unknown as typeof https) : https;
}
