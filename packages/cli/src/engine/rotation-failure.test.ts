import { SecretsError } from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { lastFailure } from './rotation-failure.js';

const at = new Date('2026-11-30T03:00:00Z');
const found = (...messages: readonly string[]) => lastFailure(messages.map((message) => ({ at, message })));

/** As AWS Lambda's runtime for Node.js logs what a handler rejects with. */
function asText(error: Error, title = 'Invoke Error'): string {
  const logged = { errorType: error.name, errorMessage: error.message, ...error, stack: error.stack?.split('\n') };
  return `2026-11-30T03:00:00.000Z\t8476a536\tERROR\t${title} \t${JSON.stringify(logged)}\n`;
}

function asJson(error: Error): string {
  const { message, stack = '' } = error;
  const logged = { errorType: error.constructor.name, errorMessage: message, stackTrace: stack.split('\n'), ...error };
  return JSON.stringify({ timestamp: '2026-11-30T03:00:00Z', level: 'ERROR', requestId: '8476a536', message: logged });
}

const failed = new SecretsError(
  'RotationFailedError',
  'Secret "shop/prod/db" was not rotated, since "set" of its strategy failed with Error ECONNREFUSED.',
  'Correct "set" or what it calls.',
);

describe('lastFailure', () => {
  it('finds an error of rotationHandler in a log of text, and the step that it was in', () => {
    expect(found(asText(failed))).toEqual({
      at,
      step: 'setSecret',
      name: 'RotationFailedError',
      message: failed.message,
      resolution: failed.resolution,
    });
  });

  it('finds it in a log of JSON, where its name may be in its stack alone', () => {
    expect(found(asJson(failed))).toMatchObject({ name: 'RotationFailedError', resolution: failed.resolution });
    const shortened = new SecretsError('RotationFailedError', failed.message, failed.resolution);
    shortened.stack = `Error: ${failed.message}`;
    expect(found(asJson(shortened))).toMatchObject({
      name: 'SecretsError',
      message: failed.message,
      step: 'setSecret',
    });
  });

  it('takes the last one', () => {
    const later = new SecretsError('StoreTimeoutError', 'Secret "shop/prod/db" could not be read.', 'Try again.');
    expect(found(asText(failed), 'END RequestId: 8476a536', asText(later), 'REPORT')).toMatchObject({
      name: 'StoreTimeoutError',
      step: undefined,
    });
  });

  it('finds a handler that does not load, a time-out and an exit', () => {
    const missing = Object.assign(new Error("Cannot find module 'pg'\nRequire stack:"), {
      name: 'Runtime.ImportModuleError',
    });
    expect(found(asText(missing, 'Uncaught Exception'))).toMatchObject({
      name: 'Runtime.ImportModuleError',
      message: "Cannot find module 'pg'",
    });
    expect(found('2026-11-30T03:00:30.000Z 8476a536 Task timed out after 30.03 seconds\n\n')).toMatchObject({
      name: 'Sandbox.Timedout',
      message: 'Task timed out after 30.03 seconds.',
    });
    expect(
      found('RequestId: 8476a536 Error: Runtime exited with error: signal: killed\nRuntime.ExitError'),
    ).toMatchObject({
      message: 'Runtime exited with error: signal: killed.',
    });
  });

  it('does not show what others log: it may quote a value', () => {
    const other = new RangeError('canary');
    const lines = [
      asText(other),
      asJson(other),
      asText(Object.assign(other, { resolution: 'canary' })),
      'canary',
      '{"a":',
    ];
    expect(found(...lines, JSON.stringify({ errorType: 'Error', errorMessage: 'canary' }), '{"message":null}')).toBe(
      undefined,
    );
  });
});
