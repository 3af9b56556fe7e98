import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Backend, type Invocation, invoke, type LocalAws } from '@amplify-secrets/local';
import { functionUrlEvent } from './function-url-event.js';
import { logicalIdIn, resourcesOfType } from './templates.js';

/** The function URLs of a backend, on loopback. */
export interface FunctionUrls {
  /** `http://127.0.0.1:49152/`; undefined for a function without a URL. */
  of(name: string): string | undefined;
  /** What the requests to them invoked, in their order. */
  readonly invocations: readonly Invocation[];
  close(): void;
}

/** A server for each `AWS::Lambda::Url` in the templates. Each request becomes Lambda's event, and the built handler answers it. */
export async function startFunctionUrls(aws: LocalAws, backend: Backend): Promise<FunctionUrls> {
  const servers: Server[] = [];
  const urls = new Map<string, string>();
  const invocations: Invocation[] = [];
  for (const [logicalId, { Properties }] of resourcesOfType(backend, 'AWS::Lambda::Url')) {
    const target = logicalIdIn(Properties.TargetFunctionArn);
    const fn = backend.functions.find((each) => each.logicalId === target);
    if (fn === undefined) throw new Error(`The function of ${logicalId} must be in the templates.`);
    if (Properties.AuthType !== 'NONE') throw new Error(`${logicalId} must have the auth type NONE.`);
    const urlId = logicalId.toLowerCase();
    const server = createServer(async (request, response) => {
      const event = functionUrlEvent(request, await buffer(request), { urlId, region: backend.region });
      const invocation = await invoke(backend, fn, event, { aws });
      invocations.push(invocation);
      answer(response, invocation);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    urls.set(fn.name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }
  return {
    of: (name) => urls.get(name),
    invocations,
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload */
function answer(response: ServerResponse<IncomingMessage>, { payload, error }: Invocation): void {
  if (error !== undefined) {
    response.writeHead(502, { 'content-type': 'application/json' }).end('Internal Server Error');
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = Object(payload);
  if (statusCode === undefined) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(payload));
    return;
  }
  response
    .writeHead(statusCode, { ...headers, ...(cookies !== undefined && { 'set-cookie': cookies }) })
    .end(isBase64Encoded === true ? Buffer.from(body, 'base64') : body);
}
