'use server';

import { messagesIn } from '../lib/messages';
import { MODEL, openai } from '../lib/openai';
import { report } from '../lib/report';

const TASK = 'Give this conversation a title of at most five words. Reply with the title only.';

/** A title for the conversation; undefined where there is none. */
export async function nameConversation(given: unknown): Promise<string | undefined> {
  const messages = messagesIn(given);
  if (messages === undefined) return undefined;
  try {
    const { choices } = await openai.use((client) =>
      client.chat.completions.create({ model: MODEL, messages: [{ role: 'system', content: TASK }, ...messages] }),
    );
    return choices[0]?.message.content ?? undefined;
  } catch (error) {
    report(error);
    return undefined;
  }
}
