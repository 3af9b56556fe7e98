import type { Ending, InvocationError } from './ending.js';

/** Why there is no payload, worded as in Lambda's own error payloads. */
export function invocationError(ending: Ending, requestId: string, limitMs: number): InvocationError | undefined {
  switch (ending.kind) {
    case 'ready':
      return undefined;
    case 'response':
    case 'fatal':
      return ending.error;
    case 'timeout': {
      const seconds = (limitMs / 1000).toFixed(2);
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
      };
    }
    case 'garbled':
      return {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${requestId} Error: The function wrote to file descriptor 3, which belongs to its runtime`,
      };
    case 'exit': {
      const how = ending.signal === null ? `exit status ${ending.code}` : `signal: ${ending.signal}`;
      const reason =
        ending.code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`;
      return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` };
    }
  }
}
