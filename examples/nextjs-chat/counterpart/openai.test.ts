import { request } from 'node:https';
import { json, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, makeCertificate } from './certificate.js';
import { type Openai, startOpenai } from './openai.js';

let certificate: Certificate;
let other: Certificate;
let openai: Openai;
beforeAll(async () => {
  [certificate, other] = await Promise.all([makeCertificate(), makeCertificate()]);
  openai = await startOpenai(certificate);
});
afterAll(async () => {
  await openai.close();
  certificate.remove();
  other.remove();
});

const QUESTION = { model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Hello' }] };

interface Asking {
  readonly authorization?: string;
  readonly body?: unknown;
  readonly path?: string;
  readonly ca?: string;
}

async function ask({ authorization, body = QUESTION, path = '/chat/completions', ca = certificate.authority }: Asking) {
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
  return new Promise<{ readonly status: number | undefined; readonly answer: unknown }>((resolve, reject) => {
    const sent = request(`${openai.url}${path}`, { method: 'POST', headers, ca }, async (response) => {
      const isJson = response.headers['content-type'] === 'application/json';
      resolve({ status: response.statusCode, answer: await (isJson ? json(response) : text(response)) });
    });
    sent.on('error', reject).end(JSON.stringify(body));
  });
}

describe('the counterpart of OpenAI', () => {
  it('answers in one piece where no stream is asked for', async () => {
    const { status, answer } = await ask({ authorization: `Bearer ${openai.keys.issue()}` });
    expect([status, answer]).toMatchObject([200, { object: 'chat.completion', choices: [{ finish_reason: 'stop' }] }]);
  });

  it('streams server-sent events', async () => {
    const { answer } = await ask({
      authorization: `Bearer ${openai.keys.issue()}`,
      body: { ...QUESTION, stream: true },
    });
    const events = String(answer).trim().split('\n\n');
    expect(events.length).toBeGreaterThan(10);
    expect(events.at(-1)).toBe('data: [DONE]');
    expect(JSON.parse(String(events[1]).slice('data: '.length))).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { content: 'This ' }, finish_reason: null }],
    });
  });

  it.each([
    ['no key', undefined, null],
    ['another scheme', 'Basic c2stcHJvag==', null],
    ['a wrong key', 'Bearer sk-proj-nobody-has-issued-this-one', 'invalid_api_key'],
    ['something that is no key', 'Bearer nonsense', 'invalid_api_key'],
  ])('refuses %s', async (_, authorization, code) => {
    const { status, answer } = await ask(authorization === undefined ? {} : { authorization });
    expect([status, answer]).toMatchObject([401, { error: { type: 'invalid_request_error', code } }]);
  });

  it('refuses a key that is revoked', async () => {
    const key = openai.keys.issue();
    openai.keys.revoke(key);
    expect(await ask({ authorization: `Bearer ${key}` })).toMatchObject({ status: 401 });
  });

  it('refuses a key of another project', async () => {
    const elsewhere = await startOpenai(certificate);
    try {
      expect(await ask({ authorization: `Bearer ${elsewhere.keys.issue()}` })).toMatchObject({ status: 401 });
    } finally {
      await elsewhere.close();
    }
  });

  it.each([
    ['another model', { body: { ...QUESTION, model: 'gpt-0' } }, 404],
    ['a request without messages', { body: { model: 'gpt-4.1-mini' } }, 400],
    ['another path', { path: '/models' }, 404],
  ])('refuses %s', async (_, asking, status) => {
    expect(await ask({ authorization: `Bearer ${openai.keys.issue()}`, ...asking })).toMatchObject({ status });
  });

  it('is not trusted by a client that trusts another authority', async () => {
    await expect(ask({ authorization: `Bearer ${openai.keys.issue()}`, ca: other.authority })).rejects.toThrow();
  });
});
