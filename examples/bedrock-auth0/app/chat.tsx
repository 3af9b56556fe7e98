'use client';

import { useChat } from '@ai-sdk/react';
import { type FormEvent, useState } from 'react';
import { WAY_NAMES, type Way } from '../lib/bedrock/way';

export function Chat() {
  const [way, setWay] = useState<Way>('no-key');
  const [title, setTitle] = useState('New chat');
  const [text, setText] = useState('');
  const { messages, sendMessage, status, error } = useChat();

  async function ask(event: FormEvent) {
    event.preventDefault();
    const isFirst = messages.length === 0;
    setText('');
    await sendMessage({ text }, { body: { way } });
    if (!isFirst) return;
    const response = await fetch('/api/title', { method: 'POST', body: JSON.stringify({ way, text }) });
    if (response.ok) setTitle((await response.json()).title);
  }

  return (
    <>
      <h1>{title}</h1>
      {messages.map(({ id, role, parts }) => (
        <article key={id}>
          <b>{role}: </b>
          {parts.map((part) => (part.type === 'text' ? part.text : '')).join('')}
        </article>
      ))}
      {error && <p role="alert">{error.message}</p>}
      <form onSubmit={ask}>
        <select aria-label="Way to Amazon Bedrock" value={way} onChange={({ target }) => setWay(target.value as Way)}>
          {WAY_NAMES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <input aria-label="Message" value={text} onChange={({ target }) => setText(target.value)} />
        <button type="submit" disabled={status !== 'ready' || text === ''}>
          Send
        </button>
      </form>
    </>
  );
}
