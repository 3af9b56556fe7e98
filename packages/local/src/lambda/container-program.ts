import { CLOCK_PROGRAM } from './clock-program.js';
import { RESPONSE_STREAM_PROGRAM } from './response-stream-program.js';

/**
 * The program of a container: Lambda's runtime loop over file descriptor 3, one JSON line each way. It is a string because it
 * runs in its own process, whether this package runs from source or built.
 *
 * Between invocations it waits in a blocking read. The event loop, with its timers and sockets, stands still as in a frozen
 * container, so nothing runs after the response. When the parent ends, however it ends, the read ends, too.
 *
 * Errors have the shape that Lambda's Node.js runtime gives them:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export const CONTAINER_PROGRAM = String.raw`
import { existsSync, readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { finished, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const CHANNEL = 3;
const identity = JSON.parse(process.argv[2]);
process.argv.splice(2);
const [stdout, stderr] = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write.bind(stream) }));

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const RESPONSE_LIMIT = 6_291_556;
const TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: 'Response payload size exceeded maximum allowed payload size (' + RESPONSE_LIMIT + ' bytes).',
};

${CLOCK_PROGRAM}
setAhead(identity.ahead);

let handler;
let invocation;
// Proves to the parent that a message is this program's, and not the function's.
let mark = identity.mark;
let received = [];

function receive() {
  for (;;) {
    const chunk = received.pop() ?? read();
    const end = chunk.indexOf(10);
    received.push(end < 0 ? chunk : chunk.subarray(0, end));
    if (end < 0) {
      received.push(read());
      continue;
    }
    const line = Buffer.concat(received).toString();
    received = [chunk.subarray(end + 1)];
    return JSON.parse(line);
  }
}

function read() {
  const chunk = Buffer.alloc(65536);
  return chunk.subarray(0, readOrEnd(chunk));
}

function readOrEnd(chunk) {
  try {
    const length = readSync(CHANNEL, chunk);
    if (length > 0) return length;
  } catch {
    // The parent is gone.
  }
  process.exit();
}

function send(ending) {
  const bytes = Buffer.from(JSON.stringify({ mark, ending }) + '\n');
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(CHANNEL, bytes, sent);
}

function shape(error, type) {
  if (!(error instanceof Error)) return { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };
  const resolution = resolutionOf(error);
  return {
    errorType: String(type ?? error.name),
    errorMessage: type === undefined ? String(error.message) : String(error),
    trace: String(error.stack ?? '').split('\n'),
    ...(resolution !== undefined && { resolution }),
  };
}

function resolutionOf(error, depth = 0) {
  if (!(error instanceof Error) || depth > 4) return undefined;
  if (typeof error.resolution === 'string') return error.resolution;
  const [, name] = /MODULE_NOT_FOUND$/.test(error.code) ? (/'((?:@aws-sdk|@smithy)\/[^'/]+)/.exec(error.message) ?? []) : [];
  if (name === undefined) return resolutionOf(error.cause, depth + 1);
  return (
    'npm install --save-dev ' + name + ' (Lambda contains it, so the bundle leaves it out; here it comes from the ' +
    'node_modules folders above the bundle. With loadBackend, keep the assembly inside of the project.)'
  );
}

// As Lambda's runtime logs an error: with the error's own properties, on one line.
function logError(label, error, { errorType, errorMessage, trace, resolution }) {
  const shown = { errorType, errorMessage, ...(resolution !== undefined && { resolution }) };
  let line;
  try {
    line = JSON.stringify({ ...shown, ...(error instanceof Error && error), stack: trace });
  } catch {
    line = JSON.stringify({ ...shown, stack: trace });
  }
  return writeTo(stderr, 'ERROR\t' + label + '\t' + line + '\n');
}

// Ends each stream's log with the mark of the invocation, so that the parent knows when it has read all of it. The mark must
// arrive even where the handler has replaced the stream; where it has ended the stream, the end says the same.
function flush(text) {
  return Promise.all([stdout, stderr].map((output) => writeTo(output, text)));
}

function writeTo({ stream, write }, text) {
  return new Promise((done) => {
    if (stream.writableEnded) finished(stream, { readable: false }, () => done());
    else write(text, () => done());
  });
}

async function fatal(label, thrown, error) {
  try {
    void logError(label, thrown, error);
    await flush('');
    send({ kind: 'fatal', error });
  } finally {
    process.exit(1);
  }
}

process.on(
  'unhandledRejection',
  (reason) => void fatal('Unhandled Promise Rejection', reason, shape(reason, 'Runtime.UnhandledPromiseRejection')),
);
process.on('uncaughtException', (error) => void fatal('Uncaught Exception', error, shape(error)));
${RESPONSE_STREAM_PROGRAM}
async function load(handler) {
  const slash = handler.lastIndexOf('/') + 1;
  const [file, ...names] = handler.slice(slash).split('.');
  const base = resolve(handler.slice(0, slash), file);
  const path = ['.js', '.mjs', '.cjs'].map((ending) => base + ending).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw Object.assign(new Error("Cannot find module '" + file + "'"), { name: 'Runtime.ImportModuleError' });
  }
  const require = createRequire(path);
  const module = path.endsWith('.mjs') || isModule(path) ? await import(pathToFileURL(path).href) : require(path);
  const found = names.reduce((value, name) => value?.[name], module);
  if (typeof found === 'function') return found;
  throw Object.assign(new Error(handler + ' is undefined or not exported'), { name: 'Runtime.HandlerNotFound' });
}

function isModule(path) {
  if (!path.endsWith('.js')) return false;
  const description = resolve(path, '..', 'package.json');
  return existsSync(description) && createRequire(path)(description).type === 'module';
}

function contextOf({ requestId, deadline, context }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    ...identity.context,
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadline - realNow(),
    ...context,
  };
}

// An invocation ends with the promise of an async handler, with the callback, or, where neither comes, with an empty event
// loop, which returns null.
async function respond(current, result) {
  if (invocation !== current) return;
  invocation = undefined;
  clearTimeout(current.watch);
  await flush(current.mark + '\n');
  send({ kind: 'response', ...result });
  next();
}

function succeed(current, value) {
  let payload;
  try {
    payload = JSON.stringify(value === undefined ? null : value) ?? 'null';
  } catch {
    return fail(current, new Error('Unable to stringify response body'));
  }
  return respond(current, Buffer.byteLength(payload) > RESPONSE_LIMIT ? { error: TOO_LARGE } : { payload });
}

function fail(current, thrown) {
  const error = shape(thrown);
  if (invocation === current) void logError('Invoke Error', thrown, error);
  return respond(current, { error: JSON.stringify(error).length > RESPONSE_LIMIT ? TOO_LARGE : error });
}

function next() {
  const request = receive();
  mark = request.mark;
  setAhead(request.ahead);
  const current = { mark, idle: () => succeed(current, null) };
  // The parent enforces the timeout. This ends a handler whose parent is gone.
  current.watch = setTimeout(() => process.exit(), request.deadline - realNow() + 1000).unref();
  invocation = current;
  process.env._X_AMZN_TRACE_ID = request.traceId;
  const context = contextOf(request);
  if (handler[STREAMING] === undefined) return runBuffered(current, request.event, context);
  current.idle = () => fail(current, new Error('Response stream is not finished.'));
  runStreaming(request.event, context).then(
    (result) => respond(current, result),
    (error) => fail(current, error),
  );
}

function runBuffered(current, event, context) {
  const callback = (error, value) => {
    if (error !== undefined && error !== null) return void fail(current, error);
    if (context.callbackWaitsForEmptyEventLoop) current.idle = () => succeed(current, value);
    else void succeed(current, value);
  };
  Object.assign(context, { done: callback, succeed: (value) => callback(null, value), fail: (error) => callback(error ?? 'handled') });
  try {
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then((value) => succeed(current, value), (error) => fail(current, error));
  } catch (error) {
    void fail(current, error);
  }
}

process.on('beforeExit', () => void invocation?.idle());

function initError(error) {
  if (error instanceof SyntaxError) return shape(error, 'Runtime.UserCodeSyntaxError');
  const missing = error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND';
  return missing ? shape(error, 'Runtime.ImportModuleError') : shape(error);
}

try {
  handler = await load(process.env._HANDLER);
  if (identity.callbacksRemoved && handler[STREAMING] === undefined && handler.length > 2) {
    throw Object.assign(new Error('callback-based handlers are not supported by Node.js 24 and later'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    });
  }
} catch (error) {
  await fatal('Uncaught Exception', error, initError(error));
}
await flush(identity.mark + '\n');
send({ kind: 'ready' });
next();
`;
