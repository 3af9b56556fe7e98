import type { Way } from '../lib/bedrock/way.js';
import type { Browser } from './browser.js';

/** What a question came to: the answer, or what the page shows in its place. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly error?: string;
}

/** As the page asks: the stream of `useChat`, an event a line. */
export async function ask(browser: Browser, url: string, way: Way, text: string): Promise<Answer> {
  const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text }] }];
  const { status, text: body } = await browser.go(`${url}/api/chat`, { json: { way, messages } });
  const events = body
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)));
  const error = events.find(({ type }) => type === 'error')?.errorText;
  return {
    status,
    text: events.map(({ type, delta }) => (type === 'text-delta' ? delta : '')).join(''),
    ...(error !== undefined && { error }),
  };
}

export async function titleOf(browser: Browser, url: string, way: Way, text: string): Promise<Answer> {
  const { status, text: body } = await browser.go(`${url}/api/title`, { json: { way, text } });
  const { title = '', error } = JSON.parse(body);
  return { status, text: title, ...(error !== undefined && { error }) };
}
