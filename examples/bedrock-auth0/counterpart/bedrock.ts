// Not Amazon Bedrock: it repeats what it is asked; no InvokeModel, tools, guardrails, quotas, billing, control plane or other regions.
import { once } from 'node:events';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { LocalAws } from '@amplify-secrets/local';
import { answer, eventsOf, whole } from './answer.js';
import type { Caller } from './caller.js';
import type { Certificate } from './certificate.js';
import { encodeEvent } from './event-stream.js';
import { PREFIX as LONG_TERM, LongTermKeys } from './long-term-keys.js';
import { arnsOf, type Model, requireAccess } from './models.js';
import { Refusal } from './refusal.js';
import { requirePermission } from './require-permission.js';
import { invalidKeyFormat, PREFIX as SHORT_TERM, verifyShortTermKey } from './verify-short-term-key.js';
import { type ReceivedRequest, verifySignature } from './verify-signature.js';

/** A request, and what came of it; nothing of its credential. */
export interface BedrockCall {
  readonly operation: string;
  readonly model: string;
  readonly with?: Caller['with'];
  readonly principal?: string;
  /** `ok`, or the name of the error. */
  readonly outcome: string;
}

export interface Bedrock {
  readonly url: string;
  readonly models: readonly Model[];
  readonly longTermKeys: LongTermKeys;
  readonly calls: BedrockCall[];
  close(): Promise<void>;
}

const OPERATIONS: Readonly<Record<string, { readonly operation: string; readonly action: string }>> = {
  converse: { operation: 'Converse', action: 'bedrock:InvokeModel' },
  'converse-stream': { operation: 'ConverseStream', action: 'bedrock:InvokeModelWithResponseStream' },
};

/** The runtime endpoint of a region, on loopback, over TLS. It knows the credentials, the policies and the clock of the local AWS. */
export async function startBedrock(
  aws: LocalAws,
  certificate: Certificate,
  { region, models }: { readonly region: string; readonly models: readonly Model[] },
): Promise<Bedrock> {
  const longTermKeys = new LongTermKeys(aws.account);
  const calls: BedrockCall[] = [];

  function authenticate(request: ReceivedRequest): Caller {
    const { authorization = '' } = request.headers;
    if (authorization.startsWith('AWS4-HMAC-SHA256 ')) return verifySignature(aws, region, request);
    const [, key] = /^Bearer (.+)$/.exec(authorization) ?? [];
    if (key === undefined)
      throw new Refusal(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    const now = Date.now() + aws.ahead;
    if (key.startsWith(SHORT_TERM)) return verifyShortTermKey(aws, region, key, now);
    if (key.startsWith(LONG_TERM)) return longTermKeys.verify(key, now);
    throw invalidKeyFormat();
  }

  async function handle(received: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const { method, path, headers, body } = await readRequest(received);
    const [, model = '', name = ''] = /^\/model\/([^/]+)\/(converse|converse-stream)$/.exec(path) ?? [];
    const id = decodeURIComponent(model);
    const { operation, action } = OPERATIONS[name] ?? { operation: path, action: undefined };
    let caller: Caller | undefined;
    try {
      caller = authenticate({ method, path, headers, body });
      if (action === undefined || method !== 'POST')
        throw new Refusal(404, 'UnknownOperationException', 'Unknown operation');
      if (caller.with !== 'signature') requirePermission(caller, 'bedrock:CallWithBearerToken', '*');
      for (const arn of arnsOf(models, id, region, aws.account)) requirePermission(caller, action, arn);
      requireAccess(models, id);
      const text = answer(JSON.parse(Buffer.from(body).toString()));
      calls.push({ operation, model: id, with: caller.with, principal: caller.principal, outcome: 'ok' });
      if (operation === 'Converse')
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole(text)));
      else {
        response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
        for (const [type, event] of eventsOf(text)) response.write(encodeEvent(type, event));
        response.end();
      }
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'InternalServerException', String(error));
      calls.push({
        operation,
        model: id,
        ...(caller && { with: caller.with, principal: caller.principal }),
        outcome: refusal.type,
      });
      response
        .writeHead(refusal.status, { 'content-type': 'application/json', 'x-amzn-errortype': refusal.type })
        .end(JSON.stringify({ Message: refusal.message }));
    }
  }

  const server = createSecureServer(
    { key: certificate.key, cert: certificate.chain, allowHTTP1: true },
    (request, response) => void handle(request, response),
  );
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('secureConnection', (socket) => {
    sessions.add(socket);
    socket.once('close', () => sessions.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    models,
    longTermKeys,
    calls,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

async function readRequest(request: Http2ServerRequest): Promise<ReceivedRequest> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  // HTTP/2 has it under a name of its own.
  headers.host ??= headers[':authority'];
  return { method: request.method, path: request.url, headers, body: await buffer(request) };
}
