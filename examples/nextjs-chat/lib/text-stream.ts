import type OpenAI from 'openai';
import type { Stream } from 'openai/streaming';

/** The text of a streamed answer, piece by piece. Where the reader leaves, the request to OpenAI ends. */
export function textStream(stream: Stream<OpenAI.ChatCompletionChunk>): ReadableStream<Uint8Array> {
  const pieces = piecesOf(stream);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      stream.controller.abort();
    },
  });
}

async function* piecesOf(stream: Stream<OpenAI.ChatCompletionChunk>): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  for await (const { choices } of stream) {
    const text = choices[0]?.delta.content;
    if (text) yield encoder.encode(text);
  }
  return undefined;
}
