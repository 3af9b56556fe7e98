import { DECLARATION_ERROR_NAMES, READING_ERROR_NAMES, ROTATION_ERROR_NAMES } from '@amplify-secrets/runtime/contract';
import type { LogEvent } from '../aws/function-log.js';

/** Why a step of a rotation failed, as its function has logged it. */
export interface RotationFailure {
  readonly at: Date;
  /** `setSecret`; undefined where the log does not say. */
  readonly step: string | undefined;
  readonly name: string;
  readonly message: string;
  readonly resolution: string | undefined;
}

// The functions of a strategy, as RotationFailedError names them.
const STEPS: Readonly<Record<string, string>> = {
  create: 'createSecret',
  revoke: 'createSecret',
  set: 'setSecret',
  test: 'testSecret',
};
const NAMES: ReadonlySet<string> = new Set([
  ...DECLARATION_ERROR_NAMES,
  ...READING_ERROR_NAMES,
  ...ROTATION_ERROR_NAMES,
]);
// Before the handler runs, and without anything of it.
const NOT_LOADED = /^Runtime\.(ImportModuleError|HandlerNotFound|MalformedHandlerName)$/;

/**
 * The last failure in the log of a rotation function: an error of `rotationHandler`, which quotes no value, or an end that Lambda itself
 * has written. What else is there may contain anything, and is not looked at.
 */
export function lastFailure(events: readonly LogEvent[]): RotationFailure | undefined {
  return events
    .map(({ at, message }) => failureIn(at, message))
    .filter((failure) => failure !== undefined)
    .at(-1);
}

function failureIn(at: Date, message: string): RotationFailure | undefined {
  const line = message.trim();
  const thrown = errorIn(line);
  if (thrown !== undefined) return thrownFailure(at, thrown);
  const of = (name: string, what: string) => ({ at, step: undefined, name, message: what, resolution: undefined });
  const [, seconds] = /\bTask timed out after ([\d.]+) seconds$/.exec(line) ?? [];
  if (seconds !== undefined) return of('Sandbox.Timedout', `Task timed out after ${seconds} seconds.`);
  const [, exit] = /^RequestId: \S+ Error: (Runtime exited [\w :]{1,60})$/m.exec(line) ?? [];
  if (exit !== undefined) return of('Runtime.ExitError', `${exit}.`);
  return undefined;
}

interface Logged {
  readonly [member: string]: unknown;
}

/**
 * The error that Lambda's runtime for Node.js logs when a handler rejects: behind `Invoke Error` and a tab, or, where the function logs
 * JSON, as the message of that.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/LogPatch.js
 */
function errorIn(line: string): Logged | undefined {
  const text = /\tERROR\t(?:Invoke Error|Uncaught Exception) *\t(\{.*\})$/s.exec(line)?.[1];
  const logged = text === undefined ? membersOf(membersOf(line)?.message) : membersOf(text);
  return typeof logged?.errorType === 'string' && typeof logged.errorMessage === 'string' ? logged : undefined;
}

function membersOf(value: unknown): Logged | undefined {
  if (typeof value === 'object' && value !== null) return { ...value };
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    return membersOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function thrownFailure(at: Date, logged: Logged): RotationFailure | undefined {
  const { errorType, errorMessage, resolution, stackTrace } = logged;
  const message = String(errorMessage);
  if (NOT_LOADED.test(String(errorType))) {
    const [first = ''] = message.split('\n');
    return { at, step: undefined, name: String(errorType), message: first, resolution: undefined };
  }
  // Every error of the kit has a resolution. In a log of JSON its type is the name of its class, which a bundler may have shortened.
  if (typeof resolution !== 'string') return undefined;
  const [head = ''] = Array.isArray(stackTrace) ? stackTrace.map(String) : [];
  const name = [String(errorType), head.split(':')[0] ?? ''].find((each) => NAMES.has(each));
  if (name === undefined && stackTrace === undefined) return undefined;
  const [, called = ''] = /was not rotated, since "(\w+)" of its strategy failed/.exec(message) ?? [];
  return { at, step: STEPS[called], name: name ?? 'SecretsError', message, resolution };
}
