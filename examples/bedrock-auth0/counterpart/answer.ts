interface Conversation {
  readonly messages: readonly { readonly role: string; readonly content: readonly { readonly text?: string }[] }[];
}

const metrics = { latencyMs: 1 };

/** In place of a model: it repeats what it was asked. */
export function answer({ messages }: Conversation): string {
  const last =
    messages
      .at(-1)
      ?.content.map(({ text = '' }) => text)
      .join(' ') ?? '';
  return `You said: ${last}`;
}

/** Of Converse. */
export function whole(text: string): object {
  return {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: usageOf(text),
    metrics,
  };
}

/** Of ConverseStream: a word at a time. */
export function* eventsOf(text: string): Generator<readonly [string, object]> {
  yield ['messageStart', { role: 'assistant' }];
  for (const word of text.split(/(?<= )/)) {
    yield ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: word } }];
  }
  yield ['contentBlockStop', { contentBlockIndex: 0 }];
  yield ['messageStop', { stopReason: 'end_turn' }];
  yield ['metadata', { usage: usageOf(text), metrics }];
}

function usageOf(text: string): object {
  const outputTokens = text.split(' ').length;
  return { inputTokens: outputTokens, outputTokens, totalTokens: 2 * outputTokens };
}
