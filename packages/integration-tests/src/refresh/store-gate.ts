import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { urlOf } from './url-of.js';

/** A call on its way to the store, or its answer on the way back. */
export interface PassingCall {
  /** Such as `PutSecretValue`. */
  readonly operation: string;
  /** The first stage that it is about. */
  readonly stage: string | undefined;
  /** The call has effect in between. */
  readonly moment: 'before' | 'after';
}

/** Stands between functions and the local AWS, and passes every byte on. */
export interface StoreGate {
  readonly url: string;
  /** Sees each call twice. What it returns true for goes no further. */
  watch: ((call: PassingCall) => boolean) | undefined;
  close(): void;
}

export async function startStoreGate(storeUrl: string): Promise<StoreGate> {
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    const body = await buffer(request);
    const call = callOf(headers, body);
    if (gate.watch?.({ ...call, moment: 'before' })) return void response.destroy();
    // The header `host` is signed, and stays the caller's.
    const upstream = send(new URL(path ?? '/', storeUrl), { method, headers }, async (answer) => {
      const answered = await buffer(answer);
      if (gate.watch?.({ ...call, moment: 'after' })) return void response.destroy();
      response.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
    });
    upstream.on('error', () => response.destroy());
    upstream.end(body);
  });
  const gate: StoreGate = {
    url: await urlOf(server),
    watch: undefined,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return gate;
}

function callOf(headers: IncomingHttpHeaders, body: Buffer): Pick<PassingCall, 'operation' | 'stage'> {
  const [, operation = ''] = `${headers['x-amz-target']}`.split('.');
  const { VersionStage, VersionStages }: Partial<Record<string, unknown>> = Object(JSON.parse(body.toString() || '{}'));
  const stage: unknown = VersionStage ?? (Array.isArray(VersionStages) ? VersionStages[0] : undefined);
  return { operation, stage: typeof stage === 'string' ? stage : undefined };
}
