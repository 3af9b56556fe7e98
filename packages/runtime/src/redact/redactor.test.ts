import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { HeldWatcher } from '../reading/cache.js';
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
const scrub = (...values: unknown[]) => redactor(({ hold }) => values.map(held).forEach(hold));
const base64 = (text: string) => Buffer.from(text).toString('base64');

const TRICKY = 'p"a\\s/s+w&ö rd\n?=~\'*💡';

describe('redactor', () => {
  it('scrubs a value everywhere it stands, and nothing else', () => {
    expect(scrub('sk_live_1')('a sk_live_1, b sk_live_1; sk_live_2')).toBe(`a ${MARK}, b ${MARK}; sk_live_2`);
    expect(scrub('sk_live_1')('sk_live_1')).toBe(MARK);
    expect(scrub('sk_live_1')('')).toBe('');
    expect(scrub()('nothing is held')).toBe('nothing is held');
  });

  it('scrubs every string in a JSON value', () => {
    expect(scrub({ nested: [{ password: 'correct-horse' }] })('is correct-horse.')).toBe(`is ${MARK}.`);
  });

  it('scrubs a value without the white space around it', () => {
    expect(scrub('  sk_live_1\n')('token sk_live_1.')).toBe(`token ${MARK}.`);
  });

  it('changes nothing that it has scrubbed', () => {
    const redact = scrub(TRICKY, { key: TRICKY });
    const redacted = redact(JSON.stringify({ a: [`before ${TRICKY} after`], b: encodeURIComponent(TRICKY) }));
    expect(redacted).toContain(MARK);
    expect(redact(redacted)).toBe(redacted);
  });

  it('scrubs the longest of several values that begin alike', () => {
    expect(scrub('secret-value', 'secret-value-longer')('a secret-value-longer b secret-value c')).toBe(
      `a ${MARK} b ${MARK} c`,
    );
  });

  it('leaves nothing of values that overlap', () => {
    expect(scrub('abcdefghij', 'fghijklmnop', 'mnopqrstuv')('<abcdefghijklmnopqrstuv>')).toBe(`<${MARK}>`);
  });

  it('scrubs values that follow each other one by one', () => {
    expect(scrub('abcdefgh', '12345678')('abcdefgh12345678')).toBe(MARK + MARK);
  });

  it('leaves values of fewer than 8 characters, which would be everywhere', () => {
    expect(scrub('1234567', { port: '5432', mode: 'prod' })('{"port":"5432","mode":"x","n":1234567}')).toBe(
      '{"port":"5432","mode":"x","n":1234567}',
    );
  });

  it('leaves the names, numbers and booleans of JSON', () => {
    expect(scrub({ fieldName1: 1234567890, fieldName2: true })('fieldName1 1234567890 fieldName2')).toBe(
      'fieldName1 1234567890 fieldName2',
    );
  });
});

describe('redactor and base64', () => {
  it('scrubs the base64 of bytes', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
    expect(scrub(bytes)(`key=${Buffer.from(bytes).toString('base64')}`)).toMatch(
      /^key=\[redacted by amplify-secrets\]=?$/,
    );
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'scrubs a value from the base64 of a longer string, behind %i other characters',
    (length) => {
      const password = 'correct-horse-battery';
      for (const after of ['', ':', ':x', ':xyz']) {
        const header = `Authorization: Basic ${base64('u'.repeat(length) + password + after)}`;
        const redacted = scrub(password)(header);
        expect(redacted).toContain(MARK);
        // At most the characters at the ends, which carry bits of the neighbours too.
        const rest = Buffer.from(redacted.replace(MARK, '').slice(21), 'base64').toString();
        expect(rest).not.toMatch(/[a-z]*(corr|orse|batt|tery)/);
      }
    },
  );
});

describe('redactor keeps a line of JSON readable', () => {
  it.each([
    { message: `got ${TRICKY}`, level: 30 },
    { secret: { user: 'administrator', password: TRICKY } },
    { body: JSON.stringify({ user: 'administrator', password: TRICKY }) },
    { list: [[TRICKY, 'administrator']] },
    { message: 'line\nbreak-and-tab\t' },
  ])('returns JSON when it has scrubbed %j', (entry) => {
    const redact = scrub({ user: 'administrator', password: TRICKY }, [TRICKY, 'administrator'], 'nbreak-and-tab');
    const parsed: unknown = JSON.parse(redact(JSON.stringify(entry)));
    expect(JSON.stringify(parsed)).toContain(MARK);
    expect(JSON.stringify(parsed)).not.toMatch(/administrator|rd|break/);
  });
});

/** Something that is watched, as a cache is. */
function watched() {
  let watcher: HeldWatcher | undefined;
  const raws = new Set<RawSecret>();
  return {
    watch: (newWatcher: HeldWatcher) => {
      watcher = newWatcher;
      raws.forEach(newWatcher.hold);
    },
    hold: (raw: RawSecret) => {
      raws.add(raw);
      watcher?.hold(raw);
    },
    drop: (raw: RawSecret) => {
      raws.delete(raw);
      watcher?.drop(raw);
    },
  };
}

describe('redactor follows what is held', () => {
  it('scrubs from the moment that a value is held until it is dropped', () => {
    const { watch, hold, drop } = watched();
    const [first, second] = [held('first-value'), held('second-value')];
    const line = 'first-value second-value';
    hold(first);
    const redact = redactor(watch);
    expect(redact(line)).toBe(`${MARK} second-value`);
    hold(second);
    expect(redact(line)).toBe(`${MARK} ${MARK}`);
    drop(first);
    expect(redact(line)).toBe(`first-value ${MARK}`);
    drop(second);
    expect(redact(line)).toBe(line);
  });

  it('scrubs a value for as long as one of several secrets has it', () => {
    const { watch, hold, drop } = watched();
    const [current, previous] = [held('the-same-value'), held({ in: 'the-same-value' })];
    hold(current);
    hold(previous);
    const redact = redactor(watch);
    expect(redact('the-same-value')).toBe(MARK);
    drop(current);
    expect(redact('the-same-value')).toBe(MARK);
    drop(previous);
    expect(redact('the-same-value')).toBe('the-same-value');
  });

  it('forgets a value that was dropped before any text came', () => {
    const { watch, hold, drop } = watched();
    const redact = redactor(watch);
    const raw = held('first-value');
    hold(raw);
    drop(raw);
    expect(redact('first-value')).toBe('first-value');
  });

  it('keeps nothing of what was dropped, though no other text comes', async () => {
    const { watch, hold, drop } = watched();
    const redact = redactor(watch);
    const weak = (() => {
      const raw = held('first-value');
      hold(raw);
      redact('a first-value');
      drop(raw);
      return new WeakRef(raw);
    })();
    // What was looked at through a WeakRef lives on until the end of the turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(weak.deref()).toBeUndefined();
  });
});

describe('Sec-R6: redactor prepares and scrubs in linear time', () => {
  it('scrubs a long value of one letter in a long text, in steps that grow with the text alone', () => {
    const stepsFor = (length: number, values: number) => {
      let steps = 0;
      const texts = Array.from({ length: values }, (_, index) => `${'a'.repeat(2_000)}${index}`);
      const redact = redactor(
        ({ hold }) => texts.map(held).forEach(hold),
        (count) => {
          steps += count;
        },
      );
      redact('prepared');
      steps = 0;
      redact('a'.repeat(length));
      return steps;
    };
    expect(stepsFor(40_000, 1) / stepsFor(10_000, 1)).toBeLessThan(4.5);
    expect(stepsFor(10_000, 40) / stepsFor(10_000, 1)).toBeLessThan(2);
  });

  it.each([
    ['backslashes', '\\'],
    ['percent signs, encoded over and over', '%25'],
    ['quotes in JSON in JSON', '\\\\\\"'],
    ['line breaks', '\r\n'],
    ['sums of util.inspect', "\\n' +\n  '"],
    ['sums of util.inspect that never end', "\\n' +\n"],
  ])('scrubs in linear time a text made of %s', (_, unit) => {
    const stepsFor = (length: number) => {
      let steps = 0;
      const redact = redactor(
        ({ hold }) => hold(held('sk_live_0123456789')),
        (count) => {
          steps += count;
        },
      );
      redact(unit.repeat(length));
      return steps;
    };
    expect(stepsFor(8_000) / stepsFor(2_000)).toBeLessThan(4.5);
  });

  it('prepares of many values only the one that is new', () => {
    const { watch, hold, drop } = watched();
    let steps = 0;
    const redact = redactor(watch, (count) => {
      steps += count;
    });
    const raws = Array.from({ length: 300 }, (_, index) => held({ key: `sk_live_${'x'.repeat(100)}${index}` }));
    raws.forEach(hold);
    redact('-');
    const all = steps;
    steps = 0;
    drop(raws[7] ?? expect.fail());
    hold(held({ key: `sk_live_${'x'.repeat(100)}new` }));
    redact('-');
    expect(steps).toBeLessThan((all / 300) * 3);
  });
});
