import type { Agent } from 'node:http';
import * as https from 'node:https';
import { TransportFault } from './fault.js';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly agent?: Agent | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds within which an answer must begin. @default no limit but the signal's */
  readonly patience?: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** When the answer was given, by its own clock: milliseconds since 1970; NaN where it does not say. */
  readonly date: number;
}

// Twenty values of 65,536 bytes, in JSON at its most escaped (`\u0001`).
const ANSWER_LIMIT_BYTES = 20 * 65_536 * 6 + 65_536;

/** The code of a request that was lost because its kept connection had died: nothing is known to be wrong with the server. */
export const DEAD_CONNECTION = 'ConnectionDead';

/**
 * One HTTP request and its whole answer. Follows no redirect. Node's own errors are not passed on: one from its HTTP parser
 * carries the raw bytes of the answer.
 */
export function exchange(url: URL, { body, patience, ...options }: Request): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (code: string) => {
      clearTimeout(timer);
      reject(new TransportFault('unreachable', `${url.host} could not be reached (${code}).`, { code }));
      request.destroy();
    };
    const request = moduleFor(url).request(url, options, (response) => {
      clearTimeout(timer);
      const chunks: Buffer[] = [];
      let size = 0;
      response
        .on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > ANSWER_LIMIT_BYTES) fail('AnswerTooLarge');
        })
        .on('error', () => fail('AnswerCut'))
        .on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            date: Date.parse(response.headers.date ?? ''),
          }),
        );
    });
    request.on('error', ({ code = 'ConnectionCut' }: NodeJS.ErrnoException) =>
      fail(request.reusedSocket && code !== 'ABORT_ERR' ? DEAD_CONNECTION : code),
    );
    const timer = patience && setTimeout(fail, patience, 'AnswerLate');
    request.end(body);
  });
}

/** A static import of node:http loads undici on Node 22 and 24, which costs a cold start 15 ms; in AWS it is never needed. */
export function moduleFor({ protocol }: URL): Pick<typeof https, 'request' | 'Agent'> {
  // Each is only ever given an agent of its own.
  return protocol === 'http:' ? (process.getBuiltinModule('node:http') as unknown as typeof https) : https;
}
