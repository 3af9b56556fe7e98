import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { redactStream } from './redact-stream.js';
import { redactorOf } from './redact-values.js';

const MARKER = '[redacted by amplify-secrets]';

async function redact(values: readonly string[], chunks: readonly Uint8Array[]): Promise<string> {
  return (
    await buffer(Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(redactStream(await redactorOf(values))))
  ).toString('latin1');
}

describe('redactStream', () => {
  it('finds a value wherever the chunks are cut', async () => {
    const text = Buffer.from('before secret-value-1 after secret-value-1');
    for (let cut = 1; cut < text.length; cut++) {
      const found = await redact(['secret-value-1'], [text.subarray(0, cut), text.subarray(cut)]);
      expect(found).toBe(`before ${MARKER} after ${MARKER}`);
    }
  });

  it('leaves bytes that are no text as they are', async () => {
    const bytes = Uint8Array.from(Array.from({ length: 256 }, (_, index) => index));
    expect(await redact(['secret-value-1'], [bytes])).toBe(Buffer.from(bytes).toString('latin1'));
  });

  it('passes on at once what cannot be the beginning of a value', async () => {
    const stream = redactStream(await redactorOf(['secret-value-1']));
    stream.write('prompt: ');
    expect(String(stream.read())).toBe('prompt: ');
  });

  it('passes on the beginning of a value that does not go on', async () => {
    expect(await redact(['secret-value-1'], [Buffer.from('secret-val')])).toBe('secret-val');
  });

  it.each([
    [
      'a PEM, line by line',
      '-----BEGIN KEY-----\nMIIEcanary0123\n456789canary==\n-----END KEY-----\n',
      (value: string) => value.split(/(?<=\n)/),
    ],
    [
      'base64 in lines of 76 characters',
      'canary '.repeat(40),
      (value: string) =>
        Buffer.from(value)
          .toString('base64')
          .replace(/.{76}/g, '$&\n')
          .split(/(?<=\n)/),
    ],
    ['what is not ASCII', 'pässwörd-€-💡', (value: string) => [value.slice(0, 4), value.slice(4)]],
    ['ASCII JSON of it', 'pässwörd-€', () => ['{"a":"p\\u00e4ssw\\u00f6rd-\\u20ac"}\n']],
    ['a member of a JSON value', '{"inner":["canary-member"]}', () => ['x canary-', 'member y\n']],
    ['base64 of more', 'canary-value-1', () => [Buffer.from('user:canary-value-1').toString('base64')]],
  ])('finds %s', async (_what, value, written) => {
    const chunks = written(value).map((chunk) => Buffer.from(chunk));
    const found = await redact([value], chunks);
    expect(found).toContain(MARKER);
    expect(found).not.toMatch(/canary|MIIE|4567|sswö|sswÃ|u00f6|Y2FuYXJ5|2FuYXJ5/);
  });

  it('finds values in a line of many megabytes, and passes its beginning on before its end', async () => {
    const stream = redactStream(await redactorOf(['secret-value-1']));
    const part = `${'x'.repeat(99_991)}secret-value-1`;
    const passed: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => passed.push(chunk));
    for (let count = 0; count < 30; count++) stream.write(part);
    await new Promise((resolve) => stream.write('', resolve));
    expect(Buffer.concat(passed).length).toBeGreaterThan(1_000_000);
    stream.end();
    await new Promise((resolve) => stream.once('end', resolve));
    expect(Buffer.concat(passed).toString()).toBe(`${'x'.repeat(99_991)}${MARKER}`.repeat(30));
  });

  it('leaves nothing of two values that overlap', async () => {
    const found = await redact(
      ['secret-abcd', 'abcd-secret'],
      [Buffer.from('x secret-ab'), Buffer.from('cd-secret y')],
    );
    expect(found).not.toMatch(/abcd|-secret y/);
    expect(found).toContain(MARKER);
  });

  it('prefers the longer of two values at one place', async () => {
    expect(await redact(['secret-1', 'secret-1-and-more'], [Buffer.from('secret-1-and-more')])).toBe(MARKER);
  });
});
