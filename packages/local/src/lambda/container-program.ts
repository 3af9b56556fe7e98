/**
 * The program of a container: Lambda's runtime loop over file descriptor 3, one JSON line each way. It is a string because it
 * runs in a process of its own, whether this package runs from source or built.
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
import { pathToFileURL } from 'node:url';

const CHANNEL = 3;
const identity = JSON.parse(process.argv[2]);
process.argv.splice(2);
const streams = [process.stdout, process.stderr].map((stream, index) => [stream.write.bind(stream), index + 1]);

let handler;
let invocation;
let received = Buffer.alloc(0);

function receive() {
  const chunk = Buffer.alloc(65536);
  for (;;) {
    const end = received.indexOf(10);
    if (end >= 0) {
      const line = received.toString('utf8', 0, end);
      received = received.subarray(end + 1);
      return JSON.parse(line);
    }
    const length = readOrEnd(chunk);
    received = Buffer.concat([received, chunk.subarray(0, length)]);
  }
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

function send(message) {
  const bytes = Buffer.from(JSON.stringify(message) + '\n');
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(CHANNEL, bytes, sent);
}

function shape(error, type) {
  if (!(error instanceof Error)) return { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: type ?? error.name,
    errorMessage: type === undefined ? error.message : String(error),
    trace: (error.stack ?? '').split('\n'),
  };
}

// Ends each stream's log with the mark of the invocation, so that the parent knows when it has read all of it. The mark must
// arrive even where the handler has ended or replaced the stream.
function flush(mark) {
  const written = streams.map(
    ([write, descriptor]) =>
      new Promise((done) => {
        write(mark, (error) => {
          if (error) writeSync(descriptor, mark);
          done();
        });
      }),
  );
  return Promise.all(written);
}

async function fatal(error) {
  try {
    await flush('');
    send({ kind: 'fatal', error });
  } finally {
    process.exit(1);
  }
}

process.on('unhandledRejection', (reason) => void fatal(shape(reason, 'Runtime.UnhandledPromiseRejection')));
process.on('uncaughtException', (error) => void fatal(shape(error)));

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
    getRemainingTimeInMillis: () => deadline - Date.now(),
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
    return respond(current, { error: shape(new Error('Unable to stringify response body')) });
  }
  return respond(current, { payload });
}

function next() {
  const request = receive();
  const current = { mark: request.mark, idle: () => succeed(current, null) };
  // The parent enforces the timeout. This ends a handler whose parent is gone.
  current.watch = setTimeout(() => process.exit(), request.deadline - Date.now() + 1000).unref();
  invocation = current;
  process.env._X_AMZN_TRACE_ID = request.traceId;
  const context = contextOf(request);
  const fail = (error) => respond(current, { error: shape(error) });
  const callback = (error, value) => {
    if (error !== undefined && error !== null) return void fail(error);
    if (context.callbackWaitsForEmptyEventLoop) current.idle = () => succeed(current, value);
    else void succeed(current, value);
  };
  Object.assign(context, { done: callback, succeed: (value) => callback(null, value), fail: (error) => callback(error ?? 'handled') });
  try {
    const returned = handler(request.event, context, callback);
    if (typeof returned?.then === 'function') returned.then((value) => succeed(current, value), fail);
  } catch (error) {
    void fail(error);
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
  if (identity.callbacksRemoved && handler.length > 2) {
    throw Object.assign(new Error('callback-based handlers are not supported by Node.js 24 and later'), {
      name: 'Runtime.CallbackHandlerDeprecated',
    });
  }
} catch (error) {
  await fatal(initError(error));
}
await flush(identity.mark + '\n');
send({ kind: 'ready' });
next();
`;
