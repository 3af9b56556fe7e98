interface Message {
  readonly role: string;
  readonly content: string;
}

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [
    /where.*key/i,
    'In AWS Secrets Manager. The server of this page reads it with its compute role, and keeps it in memory for five minutes. It was never in your browser, in the build, or in a variable.',
  ],
  [
    /rotat|new key/i,
    'Nothing that you would notice. A request whose key is refused is repeated with the one that is in the store, and this page stays open.',
  ],
];
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/where.*key/i, 'Where the key is'],
  [/rotat|new key/i, 'A rotated key'],
];

/** What a model would answer. It knows two questions. */
export function answerTo(messages: readonly Message[]): string {
  const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  if (messages[0]?.role === 'system') return pick(TITLES, question) ?? 'A conversation';
  return pick(ANSWERS, question) ?? `This is a counterpart of OpenAI, and no model. You said: ${question}`;
}

function pick(from: readonly (readonly [RegExp, string])[], question: string): string | undefined {
  return from.find(([pattern]) => pattern.test(question))?.[1];
}
