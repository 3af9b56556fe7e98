export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Of one request. The page sends the last ones. */
export const MOST_MESSAGES = 50;
const MOST_CHARACTERS = 8_000;

/** The messages of a request; undefined where it has something else. It comes from a browser, so nothing is known of it. */
export function messagesIn(given: unknown): readonly Message[] | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_MESSAGES) return undefined;
  const messages: unknown[] = given;
  return messages.every(isMessage) ? messages.map(({ role, content }) => ({ role, content })) : undefined;
}

function isMessage(given: unknown): given is Message {
  if (typeof given !== 'object' || given === null || !('role' in given) || !('content' in given)) return false;
  const { role, content } = given;
  return (role === 'user' || role === 'assistant') && typeof content === 'string' && content.length <= MOST_CHARACTERS;
}
