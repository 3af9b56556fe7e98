import { randomUUID } from 'node:crypto';
import { findFunction } from '../backend/find-function.js';
import type { Backend, BackendFunction } from '../backend/model.js';
import type { Ending, InvocationError } from './ending.js';
import { invocationError } from './invocation-error.js';
import type { InvocationHost } from './invocation-host.js';
import { createInvocationLog } from './invocation-log.js';
import { startFunction } from './start-function.js';

export interface InvokeOptions {
  /** The local AWS (`startLocalAws`) that the function talks to, with the credentials of its role. */
  readonly aws: InvocationHost;
  /**
   * Fields of the Lambda context besides Lambda's own, such as `clientContext`; JSON.
   *
   * @default none
   */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables besides the function's own.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Called with each line that the function writes, as it writes it.
   *
   * @default the lines are only in `logs`
   */
  readonly onLog?: (line: string) => void;
}

/** One invocation of a Lambda function, when it has ended. */
export interface Invocation {
  /**
   * What the handler returned, through JSON as on Lambda: `undefined` arrives as null. Undefined when there is an `error`.
   *
   * Of a handler that streams its response, what it wrote: text, or bytes where they are not UTF-8. With a status and headers
   * (`awslambda.HttpResponseStream.from`), an object of those and the `body`, with `isBase64Encoded` where it is not UTF-8.
   */
  readonly payload: unknown;
  /** Why there is no payload, as Lambda reports it. */
  readonly error?: InvocationError;
  /** The lines of standard output and standard error: their first 16 million characters. */
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
 * of its role and nothing of this process's environment. The process is kept, frozen, for the function's next invocation. It
 * is killed when the function's timeout passes, when the local AWS closes or its `containers.stop()` is called, and when
 * this process ends. What the function itself does wrong is not thrown: it is in `error`.
 *
 * @throws {FunctionUnknownError} When the backend has no function of that name.
 * @throws {RuntimeUnsupportedError} When the function's runtime is not Node.js.
 * @throws {CodeMissingError} When the function's code is not a folder of the assembly.
 * @example
 * ```ts
 * const { payload, logs } = await invoke(backend, 'stripe-webhook', { headers: {}, body: '' }, { aws });
 * ```
 */
export async function invoke(
  backend: Backend,
  target: string | BackendFunction,
  event: unknown,
  options: InvokeOptions,
): Promise<Invocation> {
  const { aws, context, environment = {}, onLog: notify } = options;
  const fn = findFunction(backend, target);
  const log = createInvocationLog(notify);
  const requestId = randomUUID();
  const ahead = aws.ahead ?? 0;
  const { container, cold, release } = aws.containers.acquire({ backend, fn, environment }, () =>
    startFunction({ fn, aws, environment }, ahead),
  );

  let ending: Ending = { kind: 'ready' };
  const initBegan = performance.now();
  if (cold) ending = await container.ready({ milliseconds: INIT_MILLISECONDS, onLog: log.add });
  const began = performance.now();
  const limitMs = ending.kind === 'timeout' ? INIT_MILLISECONDS : fn.timeoutSeconds * 1000;
  if (ending.kind === 'ready') {
    const deadline = Date.now() + limitMs;
    const request = { requestId, event: event ?? null, context, deadline, ahead, traceId: TRACE_ID };
    ending = await container.run(request, { milliseconds: limitMs, onLog: log.add });
  }
  release(ending.kind === 'response');
  const error = invocationError(ending, requestId, limitMs);
  return {
    payload: ending.kind === 'response' ? ending.payload : undefined,
    ...(error !== undefined && { error }),
    logs: log.lines,
    durationMs: performance.now() - began,
    cold,
    ...(cold && { initMs: began - initBegan }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const INIT_MILLISECONDS = 10_000;
const TRACE_ID = 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0';
