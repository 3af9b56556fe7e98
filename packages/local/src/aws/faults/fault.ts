/** Which calls a fault affects: those that match everything given. */
export interface FaultTarget {
  /**
   * `secretsmanager`, `ssm` or `sts`.
   *
   * @default every service
   */
  readonly service?: string;
  /** @default every operation */
  readonly operation?: string;
  /**
   * A secret id or parameter name as the request has it; in a batch, any one of them.
   *
   * @default every request
   */
  readonly id?: string;
  /**
   * Affects this many calls, then none.
   *
   * @default every one
   */
  readonly times?: number;
  /**
   * The share of the calls that it affects, 0 to 1, drawn from the injected random source.
   *
   * @default 1
   */
  readonly rate?: number;
}

export type Fault = FaultTarget &
  (
    | { /** ThrottlingException, 400; the call has no effect. */ readonly kind: 'throttle' }
    | {
        /** InternalServiceError (500) or ServiceUnavailable (503); the call has no effect. */
        readonly kind: 'error';
        /** @default 500 */
        readonly status?: 500 | 503;
      }
    | {
        /** No answer, until the caller or `close()` ends the connection; the call has no effect. */ readonly kind: 'hang';
      }
    | {
        /** The connection is reset: `before` the answer, when the call has no effect, or `midway` through it, when it has. */
        readonly kind: 'reset';
        /** @default 'before' */
        readonly when?: 'before' | 'midway';
      }
    | {
        /**
         * The call takes effect; the answer is cut-off JSON, a web page, empty, or JSON with an object in place of each value, each with
         * status 200.
         */
        readonly kind: 'malformed';
        /** @default 'truncated' */
        readonly body?: 'truncated' | 'html' | 'empty' | 'mistyped';
      }
    | {
        /** The call takes effect; the answer has the names, versions and values of another secret, or of another version. */
        readonly kind: 'mixup';
        /** @default 'secret' */
        readonly of?: 'secret' | 'version';
      }
    | {
        /** The call takes effect; the answer comes one byte at a time. */
        readonly kind: 'drip';
        /**
         * Milliseconds between two bytes.
         *
         * @default 20
         */
        readonly everyMs?: number;
      }
  );

/** Whether the call has no effect, and no answer either. */
export function isUnanswered(fault: Fault | undefined): boolean {
  return fault?.kind === 'hang' || (fault?.kind === 'reset' && fault.when !== 'midway');
}
