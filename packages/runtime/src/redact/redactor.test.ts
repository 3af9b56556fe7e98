import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { RawSecret } from '../stores/raw-secret.js';
import { redactor } from './redactor.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const MARK = '[redacted by amplify-secrets]';
const held = (value: unknown): RawSecret => ({
  version: undefined,
  text: value instanceof Uint8Array ? undefined : typeof value === 'string' ? value : JSON.stringify(value),
  bytes: value instanceof Uint8Array ? value : undefined,
});
const scrub = (...values: unknown[]) => redactor(() => ({ changes: 0, raws: () => values.map(held) }));
const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

const TRICKY = 'p"a\\s/s+w&ö rd\n?=~\'*💡';

describe('a held value is scrubbed from a text', () => {
  it.each<[string, string]>([
    ['as it is', TRICKY],
    ['within a JSON text', JSON.stringify({ a: [`before ${TRICKY} after`] })],
    ['within a JSON text within a JSON text', JSON.stringify({ body: JSON.stringify({ key: TRICKY }) })],
    ['URL-encoded', `https://a.example/?token=${encodeURIComponent(TRICKY)}&x=1`],
    ['URL-encoded in lower case', encodeURIComponent(TRICKY).replace(/%../g, (code) => code.toLowerCase())],
    ['form-encoded', String(new URLSearchParams({ user: 'a', key: TRICKY }))],
    ['in base64', `x ${base64(TRICKY)} y`],
    ['in base64url', `x ${base64url(TRICKY)} y`],
  ])('%s', (_, line) => {
    for (const redact of [scrub(TRICKY), scrub({ nested: [{ password: TRICKY }] })]) {
      const redacted = redact(line);
      expect(redacted).toContain(MARK);
      expect(redacted.replaceAll(MARK, '')).not.toMatch(/s.{0,6}w.{1,8}rd|%C3%B6|%c3%b6|cCJh/);
      expect(redact(redacted)).toBe(redacted);
    }
  });

  it.each([0, 1, 2, 3, 4, 5])('in the base64 of a longer text, behind %i other characters', (length) => {
    const password = 'correct-horse-battery';
    for (const after of ['', ':', ':x', ':xyz']) {
      const header = `Authorization: Basic ${base64('u'.repeat(length) + password + after)}`;
      const redacted = scrub(password)(header);
      expect(redacted).toContain(MARK);
      // At most the characters at the ends, which carry bits of the neighbours too.
      const rest = Buffer.from(redacted.replace(MARK, '').slice(21), 'base64').toString();
      expect(rest).not.toMatch(/[a-z]*(corr|orse|batt|tery)/);
    }
  });

  it('everywhere it stands, and nothing else', () => {
    expect(scrub('sk_live_1')('a sk_live_1, b sk_live_1; sk_live_2')).toBe(`a ${MARK}, b ${MARK}; sk_live_2`);
    expect(scrub('sk_live_1')('sk_live_1')).toBe(MARK);
    expect(scrub('sk_live_1')('')).toBe('');
    expect(scrub()('nothing is held')).toBe('nothing is held');
  });

  it('bytes, by their base64', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
    expect(scrub(bytes)(`key=${Buffer.from(bytes).toString('base64')}`)).toMatch(
      /^key=\[redacted by amplify-secrets\]=?$/,
    );
  });

  it('also without the white space around it', () => {
    expect(scrub('sk_live_1\n')('token sk_live_1.')).toBe(`token ${MARK}.`);
  });
});

describe('of several held values', () => {
  it('the longest wins', () => {
    expect(scrub('secret-value', 'secret-value-longer')('a secret-value-longer b secret-value c')).toBe(
      `a ${MARK} b ${MARK} c`,
    );
  });

  it('overlapping ones leave nothing of either', () => {
    expect(scrub('abcdefghij', 'fghijklmnop', 'mnopqrstuv')('<abcdefghijklmnopqrstuv>')).toBe(`<${MARK}>`);
  });

  it('those that follow each other are scrubbed each', () => {
    expect(scrub('abcdefgh', '12345678')('abcdefgh12345678')).toBe(MARK + MARK);
  });
});

describe('what is left alone', () => {
  it('values of fewer than 8 characters, which would be everywhere', () => {
    expect(scrub('1234567', { port: '5432', mode: 'prod' })('{"port":"5432","mode":"x","n":1234567}')).toBe(
      '{"port":"5432","mode":"x","n":1234567}',
    );
  });

  it('names of fields, numbers and truths of JSON', () => {
    expect(scrub({ fieldName1: 1234567890, fieldName2: true })('fieldName1 1234567890 fieldName2')).toBe(
      'fieldName1 1234567890 fieldName2',
    );
  });
});

describe('a line of JSON stays one', () => {
  it.each([
    { message: `got ${TRICKY}`, level: 30 },
    { secret: { user: 'administrator', password: TRICKY } },
    { body: JSON.stringify({ user: 'administrator', password: TRICKY }) },
    { list: [[TRICKY, 'administrator']] },
  ])('%j', (entry) => {
    const redact = scrub({ user: 'administrator', password: TRICKY }, [TRICKY, 'administrator']);
    const parsed: unknown = JSON.parse(redact(JSON.stringify(entry)));
    expect(JSON.stringify(parsed)).toContain(MARK);
    expect(JSON.stringify(parsed)).not.toMatch(/administrator|rd/);
  });
});

describe('what is held changes', () => {
  it('and with it what is scrubbed', () => {
    let now: RawSecret[] = [];
    let changes = 0;
    let prepared = 0;
    const raws = () => {
      prepared++;
      return now;
    };
    const redact = redactor(() => ({ changes, raws }));
    const hold = (...values: string[]) => {
      now = values.map(held);
      changes++;
    };
    const line = 'first-value second-value';
    expect(redact(line)).toBe(line);
    hold('first-value');
    expect(redact(line)).toBe(`${MARK} second-value`);
    expect(redact(line)).toBe(`${MARK} second-value`);
    expect(prepared).toBe(2);
    hold('second-value');
    expect(redact(line)).toBe(`first-value ${MARK}`);
    hold();
    expect(redact(line)).toBe(line);
  });

  it('and what is no longer held is not kept, though no other text comes', async () => {
    let prepared = 0;
    const raws = () => {
      prepared++;
      return [held('first-value')];
    };
    const redact = redactor(() => ({ changes: 0, raws }));
    redact('a');
    redact('b');
    expect(prepared).toBe(1);
    // What was looked at through a WeakRef lives on until the end of the turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
    collectGarbage();
    redact('c');
    expect(prepared).toBe(2);
  });
});
