// Not OpenAI: it has chat completions of one model only, answers with fixed texts, and has no organisations, permissions, quotas or limits.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { answerTo } from './answers.js';
import type { Certificate } from './certificate.js';
import { invalidBody, noKey, type Refusal, unknownModel, unknownPath, wrongKey } from './errors.js';
import { createKeys, type Keys } from './keys.js';
import { completion, sendChunks } from './send-chunks.js';

export interface Openai {
  readonly keys: Keys;
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  /** What it answered to each request: 200, 401, … */
  readonly statuses: number[];
  /** From now on an answer stops after its first words, until the function that it returns is called. */
  hold(): () => void;
  close(): Promise<void>;
}

export const MODELS: readonly unknown[] = ['gpt-4.1-mini'];

/** A server on 127.0.0.1 that speaks OpenAI's protocol over TLS, with a project of its own. */
export async function startOpenai(certificate: Certificate): Promise<Openai> {
  const keys = createKeys();
  const statuses: number[] = [];
  let held: Promise<void> = Promise.resolve();
  const server = createServer({ key: certificate.key, cert: certificate.chain }, async (request, response) => {
    const asked = await checkRequest(request, keys);
    statuses.push('status' in asked ? asked.status : 200);
    if ('status' in asked) {
      response.writeHead(asked.status, { 'content-type': 'application/json' }).end(JSON.stringify(asked.body));
    } else if (asked.stream) {
      await sendChunks(response, asked.model, answerTo(asked.messages), held);
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(completion(asked.model, answerTo(asked.messages))));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    keys,
    statuses,
    url: `https://localhost:${port}/v1`,
    hold() {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
}

/** The key first, as OpenAI does it: without one, nothing is said about the request. */
async function checkRequest(request: IncomingMessage, keys: Keys): Promise<Asked | Refusal> {
  const [, key] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) return noKey();
  if (!keys.accepts(key)) return wrongKey(key);
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
    return unknownPath(request.method, request.url);
  }
  const body = Object(await json(request).catch(() => undefined));
  if (!Array.isArray(body.messages) || body.messages.length === 0) return invalidBody();
  return MODELS.includes(body.model) ? body : unknownModel(body.model);
}
