import { afterAll, describe, expect, it } from 'vitest';
import { containers, run } from './invoke.test.support.js';

afterAll(() => containers.stop());

describe('R07: the payload of a handler that streams its response', () => {
  it('is the text that it wrote', async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
      stream.write('hello ' + event.name);
      stream.write({ from: context.functionName });
      stream.end('!');
    });`;
    expect(await run(code, { name: 'Zoë' })).toMatchObject({
      payload: 'hello Zoë{"from":"shop-webhook"}!',
      cold: true,
    });
  });

  it('is what a pipeline wrote, however much', async () => {
    const code = `import { pipeline } from 'node:stream/promises';
      import { Readable } from 'node:stream';
      export const handler = awslambda.streamifyResponse(async (event, stream) => {
        await pipeline(Readable.from(Array.from({ length: 300 }, () => 'é'.repeat(5000))), stream);
      });`;
    expect((await run(code)).payload).toBe('é'.repeat(1_500_000));
  });

  it('has status, headers and body of an HTTP response', async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      const http = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { 'content-type': 'text/html' } });
      http.write('<p>');
      http.end('</p>');
    });`;
    const { payload, error } = await run(code);
    expect(error).toBeUndefined();
    expect(payload).toEqual({ statusCode: 201, headers: { 'content-type': 'text/html' }, body: '<p></p>' });
  });

  it('has a body that is not UTF-8 in base64', async () => {
    const code = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      awslambda.HttpResponseStream.from(stream, { statusCode: 200 }).end(Buffer.from([0xff, 0x00]));
    });`;
    expect((await run(code)).payload).toEqual({ statusCode: 200, body: '/wA=', isBase64Encoded: true });
  });

  it('is bytes where they are not UTF-8', async () => {
    const code =
      'export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.end(Buffer.from([255, 0])); });';
    expect((await run(code)).payload).toEqual(Buffer.from([255, 0]));
  });

  it('arrives from a CommonJS handler, on Node.js 24, with a stream that ends after the handler', async () => {
    const code = `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
      setTimeout(() => stream.end('late'), 5);
    });`;
    expect((await run(code, {}, { runtime: 'nodejs24.x' }, {}, 'index.cjs')).payload).toBe('late');
  });

  it.each([
    [
      'a thrown error',
      'async (event, stream) => { stream.write("half"); throw new RangeError("no"); }',
      'RangeError',
      'no',
    ],
    [
      'an error of the stream',
      'async (event, stream) => { stream.destroy(new RangeError("lost")); }',
      'RangeError',
      'lost',
    ],
    ['a stream that never ends', 'async () => {}', 'Error', 'Response stream is not finished.'],
    [
      'a handler without a promise',
      '(event, stream) => stream.end()',
      'Error',
      'Streaming does not support non-async handlers.',
    ],
    [
      'more than Lambda answers',
      'async (event, stream) => { for (let i = 0; i < 7; i += 1) stream.write(Buffer.alloc(1e6)); stream.end(); }',
      'Function.ResponseSizeTooLarge',
      'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    ],
  ])('is absent after %s', async (_name, handler, errorType, errorMessage) => {
    const { payload, error } = await run(`export const handler = awslambda.streamifyResponse(${handler});`);
    expect(error).toMatchObject({ errorType, errorMessage });
    expect(payload).toBeUndefined();
  });
});
