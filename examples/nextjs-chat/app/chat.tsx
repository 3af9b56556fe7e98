'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Message, MOST_MESSAGES } from '../lib/messages';
import { nameConversation } from './actions';
import { ask } from './ask';

export function Chat() {
  const [title, setTitle] = useState('New conversation');
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const list = useRef<HTMLOListElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to see
  useEffect(() => {
    list.current?.scrollTo(0, list.current.scrollHeight);
  }, [messages, problem]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const content = String(new FormData(form).get('question')).trim();
    if (content === '' || isBusy) return;
    const asked: readonly Message[] = [...messages, { role: 'user', content }];
    setMessages(asked);
    setProblem(undefined);
    setBusy(true);
    form.reset();
    try {
      let answered = asked;
      await ask(asked.slice(-MOST_MESSAGES), (text) => {
        answered = [...asked, { role: 'assistant', content: text }];
        setMessages(answered);
      });
      if (messages.length === 0) setTitle((await nameConversation(answered)) ?? 'Conversation');
    } catch (error) {
      // As before the question, which can be asked again.
      setMessages(messages);
      setProblem(error instanceof Error ? error.message : 'Something went wrong.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <main>
      <header>
        <h1>{title}</h1>
      </header>
      <ol ref={list} aria-live="polite" aria-busy={isBusy}>
        {messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages are only added
          <li key={index} className={role}>
            {content}
          </li>
        ))}
      </ol>
      {problem !== undefined && <p role="alert">{problem}</p>}
      <form onSubmit={send}>
        <input name="question" aria-label="Question" placeholder="Ask something" autoComplete="off" />
        <button type="submit" disabled={isBusy}>
          Ask
        </button>
      </form>
    </main>
  );
}
