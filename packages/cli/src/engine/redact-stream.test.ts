import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { redactStream } from './redact-stream.js';

const MARKER = '[redacted by amplify-secrets]';

async function redact(values: readonly string[], chunks: readonly Uint8Array[]): Promise<string> {
  return (await buffer(Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(redactStream(values)))).toString(
    'latin1',
  );
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

  it('passes on at once what cannot be the beginning of a value', () => {
    const stream = redactStream(['secret-value-1']);
    stream.write('prompt: ');
    expect(String(stream.read())).toBe('prompt: ');
  });

  it('passes on the beginning of a value that does not go on', async () => {
    expect(await redact(['secret-value-1'], [Buffer.from('secret-val')])).toBe('secret-val');
  });

  it('prefers the longer of two values at one place', async () => {
    expect(await redact(['secret-1', 'secret-1-and-more'], [Buffer.from('secret-1-and-more')])).toBe(MARKER);
  });
});
