import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { temporaryFolder } from '../temporary-folder.js';
import { CONTAINER_PROGRAM } from './container-program.js';
import { type Ending, endingOf } from './ending.js';
import { readLines } from './lines.js';
import { logLines } from './log-lines.js';

/** More characters than Lambda's largest response has on the channel. */
const REPLY_LIMIT = 33_554_432;

export interface Exchange {
  readonly milliseconds: number;
  readonly onLog: (line: string) => void;
}

/** A process with one function's module state, frozen between invocations. It runs one invocation at a time. */
export interface Container {
  /** Waits until the handler's module is loaded. With any other ending than `ready` the process has ended. */
  ready(exchange: Exchange): Promise<Ending>;
  /** Runs one invocation. With any other ending than `response` the process has ended. */
  run(request: object, exchange: Exchange): Promise<Ending>;
  stop(): void;
}

export interface ContainerSource {
  readonly codeDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The unchanging part of the Lambda context. */
  readonly context: Readonly<Record<string, unknown>>;
  /** By how much the function's clock is ahead while its module is loaded: milliseconds. */
  readonly ahead: number;
  /** Whether the runtime refuses a handler with a callback, as Node.js 24 and later do. */
  readonly callbacksRemoved: boolean;
}

/** Starts a process that neither keeps this process alive nor outlives it. */
export function startContainer({ codeDirectory, environment, ...its }: ContainerSource): Container {
  const initMark = randomUUID();
  const identity = JSON.stringify({ mark: initMark, ...its });
  const child = spawn(process.execPath, [programFile(), identity], {
    cwd: codeDirectory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  killAtExit(child);
  child.unref();
  const [stdout, stderr, channel] = [socketAt(child, 1), socketAt(child, 2), socketAt(child, 3)];
  const logs = [stdout, stderr].map(logLines);
  let onReply = (_line: string): void => {};
  // What follows the last line is a reply that the process did not live to send; its exit says so.
  readLines(channel, { limit: REPLY_LIMIT, onLine: (line) => onReply(line), onEnd: ignore });
  // Where a container ends while a request is written to it, its exit says so.
  channel.on('error', ignore);
  const ended = closing(child);

  async function converse(mark: string, { milliseconds, onLog }: Exchange, request?: object): Promise<Ending> {
    let timedOut = false;
    // Unlike the process and its pipes, the timer is referenced: until it is cleared, this process waits.
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, milliseconds);
    const logged = logs.map((lines) => new Promise<void>((done) => lines.until(mark, onLog, done)));
    const replied = new Promise<Ending>((done) => {
      onReply = (line) => done(endingOf(line, mark));
    });
    const complete = replied.then((reply) => {
      if (reply.kind === 'garbled') child.kill('SIGKILL');
      return (reply.kind === 'ready' || reply.kind === 'response' ? Promise.all(logged) : ended).then(() => reply);
    });
    const exited = ended.then((exit) => Promise.race([replied, exit]));
    if (request !== undefined) channel.write(`${JSON.stringify({ ...request, mark })}\n`);
    const ending = await Promise.race([complete, exited]);
    clearTimeout(timer);
    return timedOut ? { kind: 'timeout' } : ending;
  }

  return {
    ready: (exchange) => converse(initMark, exchange),
    run: (request, exchange) => converse(randomUUID(), exchange, request),
    stop: () => void child.kill('SIGKILL'),
  };
}

let program: string | undefined;

/** A file, since `node --eval` would put Node's modules into the handler's global scope. */
function programFile(): string {
  if (program === undefined) {
    program = join(temporaryFolder(), 'container.mjs');
    writeFileSync(program, CONTAINER_PROGRAM);
  }
  return program;
}

const living = new Set<ChildProcess>();
let watching = false;

function killAtExit(child: ChildProcess): void {
  if (!watching) process.once('exit', killAll);
  watching = true;
  living.add(child);
  child.once('exit', () => living.delete(child));
}

function killAll(): void {
  for (const child of living) child.kill('SIGKILL');
}

/** Resolves when the process has ended and its output is read, or a process that it left behind keeps the output open. */
function closing(child: ChildProcess): Promise<Ending> {
  return new Promise((done) => {
    const exit = () => done({ kind: 'exit', code: child.exitCode, signal: child.signalCode });
    child.once('error', exit);
    child.once('exit', () => {
      const patience = setTimeout(exit, 1000);
      child.once('close', () => clearTimeout(patience));
    });
    child.once('close', exit);
  });
}

function ignore(): void {}

function socketAt(child: ChildProcess, index: number): Socket & Readable {
  const stream = child.stdio[index];
  if (!(stream instanceof Socket)) throw new TypeError(`stdio ${index} of a container must be a pipe`);
  stream.unref();
  return stream;
}
