import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** An answer in one piece. */
export function completion(model: string, content: string): object {
  const message = { role: 'assistant', content, refusal: null };
  return {
    ...head('chat.completion', `chatcmpl-${randomUUID()}`, model),
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  };
}

/** An answer as server-sent events, a word in each. It stops after the third word until `held` resolves. */
export async function sendChunks(
  response: ServerResponse,
  model: string,
  content: string,
  held: Promise<void>,
): Promise<void> {
  const id = `chatcmpl-${randomUUID()}`;
  const send = (delta: object, reason: string | null = null) => {
    const choice = { index: 0, delta, logprobs: null, finish_reason: reason };
    response.write(`data: ${JSON.stringify({ ...head('chat.completion.chunk', id, model), choices: [choice] })}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  send({ role: 'assistant', content: '', refusal: null });
  for (const [index, word] of (content.match(/\S+\s*/g) ?? []).entries()) {
    if (index === 3) await held;
    if (response.destroyed) return;
    send({ content: word });
    await wait(15);
  }
  send({}, 'stop');
  response.end('data: [DONE]\n\n');
}

function head(object: string, id: string, model: string): object {
  return { id, object, created: Math.floor(Date.now() / 1000), model };
}
