import type { Message } from '../lib/messages';

/**
 * Sends the messages, and calls `show` with the answer so far whenever there is more of it.
 *
 * @throws {Error} When there is no answer. Its message is for the visitor.
 */
export async function ask(messages: readonly Message[], show: (text: string) => void): Promise<void> {
  const response = await fetch('/api/chat', { method: 'POST', body: JSON.stringify(messages) });
  if (!response.ok || response.body === null) throw new Error(await problemIn(response));
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    show(text);
    if (done) return;
  }
}

async function problemIn(response: Response): Promise<string> {
  const { error } = await response.json().catch(() => ({ error: undefined }));
  const name = typeof error === 'string' ? error : `HTTP ${response.status}`;
  return `The assistant is not available right now. Whoever runs this page finds the reason in the server's log: ${name}`;
}
