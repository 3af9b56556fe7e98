import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults/fault.js';
import { mistyped, mixedUp } from './false-answers.js';
import type { HttpResponse } from './http-response.js';

/** Sends a response, whole or damaged by a fault. */
export function deliver(response: ServerResponse, answer: HttpResponse, fault: Fault | undefined): void {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') reset(response, answer, fault.when ?? 'before');
  else if (fault?.kind === 'drip') drip(response, answer, fault.everyMs ?? 20);
  else if (fault?.kind === 'malformed') whole(response, malformed(answer, fault.body ?? 'truncated'));
  else if (fault?.kind === 'mixup') whole(response, mixedUp(answer, fault.of ?? 'secret'));
  else whole(response, answer);
}

function reset(response: ServerResponse, answer: HttpResponse, when: 'before' | 'midway'): void {
  if (when === 'before') {
    response.socket?.destroy();
    return;
  }
  begin(response, answer);
  const half = answer.body.slice(0, Math.floor(answer.body.length / 2));
  response.write(half, () => response.socket?.destroy());
}

function begin(response: ServerResponse, { status, headers, contentType, body }: HttpResponse): void {
  response.writeHead(status, { ...headers, 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
}

function whole(response: ServerResponse, answer: HttpResponse): void {
  begin(response, answer);
  response.end(answer.body);
}

function malformed(answer: HttpResponse, kind: 'truncated' | 'html' | 'empty' | 'mistyped'): HttpResponse {
  if (kind === 'mistyped') return mistyped(answer);
  const body = { truncated: answer.body.slice(0, -Math.ceil(answer.body.length / 2)), html: PAGE, empty: '' }[kind];
  return { ...answer, status: 200, headers: {}, contentType: kind === 'html' ? 'text/html' : answer.contentType, body };
}

const PAGE = '<!DOCTYPE html><html><body><h1>It works!</h1></body></html>';

function drip(response: ServerResponse, answer: HttpResponse, everyMs: number): void {
  begin(response, answer);
  const bytes = Buffer.from(answer.body);
  let sent = 0;
  const next = () => {
    if (sent >= bytes.length) {
      clearInterval(timer);
      response.end();
    } else response.write(bytes.subarray(sent, ++sent));
  };
  const timer = setInterval(next, everyMs);
  response.on('close', () => clearInterval(timer));
  next();
}
