import { randomUUID } from 'node:crypto';
import { findFunction } from '../backend/find-function.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { LocalAws } from '../local-aws.js';
import { LocalError } from '../local-error.js';
import { type Container, type Ending, type InvocationError, startContainer } from './container.js';
import { LOG_STREAM_NAME, lambdaEnvironment, logGroupName } from './lambda-environment.js';

export interface InvokeOptions {
  /** The local AWS the function talks to, with the credentials of its role. */
  readonly aws: Pick<LocalAws, 'env'>;
  /** Fields of the Lambda context besides Lambda's own, such as `clientContext`; JSON. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Environment variables besides the function's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with each line the function writes, when it writes it. */
  readonly onLog?: (line: string) => void;
}

export interface Invocation {
  /** What the handler returned, through JSON as on Lambda: `undefined` arrives as null. Undefined when there is an `error`. */
  readonly payload: unknown;
  /** Why there is no payload, as Lambda reports it. */
  readonly error?: InvocationError;
  /** The lines of standard output and standard error. */
  readonly logs: readonly string[];
  /** The handler's time, without the start of the container. */
  readonly durationMs: number;
  /** Whether a container was started for this invocation. */
  readonly cold: boolean;
  /** The time the container took to start and to load the handler's module; on cold invocations. */
  readonly initMs?: number;
}

/**
 * Runs a function's synthesised bundle as Lambda does, in a Node.js process with the function's environment, the credentials
 * of its role and nothing of this process's environment. The process is kept, frozen, for the function's next invocation;
 * it is killed when the function's timeout passes, by `stopContainers`, when the local AWS closes, and when this process
 * ends.
 *
 * What the function does wrong is in `error`. Throws FunctionUnknownError; RuntimeUnsupportedError when it is no Node.js
 * function; CodeMissingError when its code is not in the assembly.
 */
export async function invoke(
  backend: Backend,
  target: string | BackendFunction,
  event: unknown,
  options: InvokeOptions,
): Promise<Invocation> {
  const fn = findFunction(backend, target);
  const home = { backend, fn, aws: options.aws, environment: JSON.stringify(options.environment ?? {}) };
  const logs: string[] = [];
  const onLog = (line: string) => {
    logs.push(line);
    options.onLog?.(line);
  };
  const requestId = randomUUID();
  const idle = [...pool].find((entry) => !entry.busy && sameHome(entry, home));
  const entry: PooledContainer = idle ?? { ...home, container: start(fn, options), busy: true };
  entry.busy = true;
  pool.add(entry);

  let initMs = 0;
  let ending: Ending = { kind: 'ready' };
  if (idle === undefined) {
    const began = performance.now();
    ending = await entry.container.ready({ milliseconds: INIT_MILLISECONDS, onLog });
    initMs = performance.now() - began;
  }
  const limit = ending.kind === 'timeout' ? INIT_MILLISECONDS : fn.timeoutSeconds * 1000;
  const began = performance.now();
  if (ending.kind === 'ready') {
    const request = {
      requestId,
      event: event ?? null,
      context: options.context,
      deadline: Date.now() + limit,
      traceId: TRACE_ID,
    };
    ending = await entry.container.run(request, { milliseconds: limit, onLog });
  }
  entry.busy = false;
  if (ending.kind !== 'response') pool.delete(entry);
  const error = errorOf(ending, requestId, limit);
  return {
    payload: ending.kind === 'response' && ending.payload !== undefined ? JSON.parse(ending.payload) : undefined,
    ...(error !== undefined && { error }),
    logs,
    durationMs: performance.now() - began,
    cold: idle === undefined,
    ...(idle === undefined && { initMs }),
  };
}

/** Ends the containers of a backend, or those that talk to a local AWS, or all of them; the next invocation is cold. */
export function stopContainers(of?: Backend | InvokeOptions['aws']): void {
  for (const entry of pool) {
    if (of !== undefined && entry.backend !== of && entry.aws !== of) continue;
    pool.delete(entry);
    entry.container.stop();
  }
}

/** What one container serves: one function of one backend against one local AWS, with one environment. */
interface Home {
  readonly backend: Backend;
  readonly fn: BackendFunction;
  readonly aws: Pick<LocalAws, 'env'>;
  readonly environment: string;
}

interface PooledContainer extends Home {
  readonly container: Container;
  busy: boolean;
}

const pool = new Set<PooledContainer>();

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_MILLISECONDS = 10_000;
const TRACE_ID = 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0';

function sameHome(a: Home, b: Home): boolean {
  return a.backend === b.backend && a.fn === b.fn && a.aws === b.aws && a.environment === b.environment;
}

function start(fn: BackendFunction, { aws, environment = {} }: InvokeOptions): Container {
  const [, major] = /^nodejs(\d+)\.x$/.exec(fn.runtime) ?? [];
  if (major === undefined) {
    throw new LocalError(
      'RuntimeUnsupportedError',
      `The function ${fn.name} runs on ${fn.runtime}; only nodejs*.x runs here.`,
      `Ask can(backend, '${fn.name}', action, arn) what its role may do, and test its code with its own tools.`,
    );
  }
  if (fn.codeDirectory === undefined) {
    throw new LocalError(
      'CodeMissingError',
      `The code of the function ${fn.name} is no folder of the assembly.`,
      'Synthesise with bundling (the CDK context aws:cdk:bundling-stacks: ["**"]), or give its code as a local asset.',
    );
  }
  return startContainer({
    codeDirectory: fn.codeDirectory,
    environment: lambdaEnvironment({ fn, codeDirectory: fn.codeDirectory, aws, environment }),
    callbacksRemoved: Number(major) >= 24,
    context: {
      functionName: fn.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: fn.arn,
      memoryLimitInMB: String(fn.memoryMegabytes),
      logGroupName: logGroupName(fn),
      logStreamName: LOG_STREAM_NAME,
    },
  });
}

/** In the words of Lambda's own error payloads. */
function errorOf(ending: Ending, requestId: string, limit: number): InvocationError | undefined {
  switch (ending.kind) {
    case 'ready':
      return undefined;
    case 'response':
    case 'fatal':
      return ending.error;
    case 'timeout': {
      const seconds = (limit / 1000).toFixed(2);
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      };
    }
    case 'exit': {
      const how = ending.signal === null ? `exit status ${ending.code}` : `signal: ${ending.signal}`;
      const reason =
        ending.code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`;
      return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` };
    }
  }
}
