/**
 * The part of the container's program that streams responses: the global `awslambda`, and the stream that a handler writes to.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export const RESPONSE_STREAM_PROGRAM = `
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HTTP = 'application/vnd.awslambda.http-integration-response';

globalThis.awslambda = {
  streamifyResponse(handler) {
    handler[STREAMING] = 'response';
    return handler;
  },
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType(HTTP);
      stream.beforeFirstWrite = [Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)];
      return stream;
    },
  },
};

class ResponseStream extends Writable {
  received = [];
  size = 0;
  contentType = 'application/octet-stream';
  beforeFirstWrite = [];

  setContentType(contentType) {
    this.contentType = contentType;
  }

  write(chunk, ...rest) {
    const isBytes = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.write(isBytes ? chunk : JSON.stringify(chunk), ...rest);
  }

  _write(chunk, encoding, done) {
    for (const part of [...this.beforeFirstWrite, chunk]) {
      this.size += part.length;
      // What is over the limit is not kept: the response is refused.
      if (this.size <= RESPONSE_LIMIT) this.received.push(part);
    }
    this.beforeFirstWrite = [];
    done();
  }
}

// The response is complete when the handler's promise is fulfilled and the stream has ended.
async function runStreaming(event, context) {
  const stream = new ResponseStream();
  const ended = new Promise((done, failed) => stream.once('finish', done).once('error', failed));
  ended.catch(() => {});
  const returned = handler(event, stream, context);
  if (typeof returned?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
  if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.');
  await ended;
  if (stream.size > RESPONSE_LIMIT) return { error: TOO_LARGE };
  return { stream: { base64: Buffer.concat(stream.received).toString('base64'), http: stream.contentType === HTTP } };
}
`;
