import type { Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TransportFault, timeUp } from './fault.js';

export interface Request {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

// Twenty values of 65,536 bytes, in JSON at its most escaped (`\u0001`).
const ANSWER_LIMIT_BYTES = 20 * 65_536 * 6 + 65_536;

/**
 * One HTTP request and its whole answer. Follows no redirect. Node's own errors are not passed on: one from its HTTP parser
 * carries the raw bytes of the answer.
 */
export function exchange({ url, method, headers, body, agent }: Request, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(timeUp());
    const request = requestFor(url)(url, { method, headers, agent });
    let isSettled = false;
    const settle = () => {
      isSettled = true;
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (fault: TransportFault) => {
      if (isSettled) return;
      settle();
      reject(fault);
      request.destroy();
    };
    const cut = (error?: NodeJS.ErrnoException) => fail(unreachable(url, error?.code ?? 'ConnectionCut'));
    const onAbort = () => fail(timeUp());
    signal.addEventListener('abort', onAbort);
    request.on('error', cut);
    request.on('close', cut);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > ANSWER_LIMIT_BYTES) fail(unreachable(url, 'AnswerTooLarge'));
        else chunks.push(chunk);
      });
      response.on('error', cut);
      response.on('end', () => {
        if (isSettled) return;
        settle();
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    request.end(body);
  });
}

function unreachable(url: URL, code: string): TransportFault {
  return new TransportFault('unreachable', `${url.host} could not be reached (${code}).`, { code });
}

// A static import of node:http loads undici on Node 22 and 24, which costs a cold start 15 ms; in AWS this line never runs.
function requestFor(url: URL): typeof httpsRequest {
  return url.protocol === 'http:' ? process.getBuiltinModule('node:http').request : httpsRequest;
}
