import { isWrite, type Operation } from './transport.js';

const KINDS = ['refused', 'throttled', 'unreachable', 'timeout', 'credentials'] as const;

/**
 * `refused`: the store understood and said no. `throttled`, `unreachable`: it could not answer now; 5xx and garbled answers
 * included. `timeout`: the caller's time was up. `credentials`: there are none to sign with.
 */
export type FaultKind = (typeof KINDS)[number];

export interface FaultDetails {
  /** AWS's error code, Node's (`ECONNREFUSED`), or one of our own. */
  readonly code: string;
  readonly statusCode?: number | undefined;
  /** What AWS says only in its message: the secret is scheduled for deletion; its KMS key is out of reach. */
  readonly reason?: 'deletion' | 'key' | undefined;
}

/** Why a call failed. Its message is safe to show: it never quotes a value, nor an answer to a write. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: FaultKind;
  readonly code: string;
  readonly statusCode: number | undefined;
  readonly reason: 'deletion' | 'key' | undefined;

  constructor(kind: FaultKind, message: string, { code, statusCode, reason }: FaultDetails) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.statusCode = statusCode;
    this.reason = reason;
  }
}

/** By structure: a transport may come from another copy of this package, or be a user's own. */
export function isTransportFault(error: unknown): error is TransportFault {
  return (
    error instanceof Error &&
    'kind' in error &&
    KINDS.some((kind) => kind === error.kind) &&
    'code' in error &&
    typeof error.code === 'string'
  );
}

const THROTTLES = /^(Throttl|TooMany|RequestLimitExceeded|SlowDown|RequestThrottled|ProvisionedThroughputExceeded)/;
const KEY_CODES = /^(DecryptionFailure|EncryptionFailure|InvalidKeyId|KMS)/;
// ValidationException and its kin quote the member they refuse, which may be a value; these do not.
const QUOTABLE = /^(AccessDenied|ResourceNotFound|ParameterNotFound|InvalidRequest|DecryptionFailure|ExpiredToken)/;

export interface WireError {
  /** `__type` as it came: perhaps `com.amazon.coral.service#AccessDeniedException`. */
  readonly type: string;
  readonly message: string;
  readonly statusCode: number;
}

/** The fault that an AWS error is. */
export function faultOfWireError(operation: Operation, { type, message, statusCode }: WireError): TransportFault {
  const code = /^[A-Za-z0-9.]{1,100}$/.exec(type.replace(/^.*#/, '').replace(/:.*$/s, ''))?.[0] ?? 'UnknownError';
  const kind = statusCode === 429 || THROTTLES.test(code) ? 'throttled' : statusCode >= 500 ? 'unreachable' : 'refused';
  const reason =
    code.startsWith('InvalidRequest') && /delet/i.test(message)
      ? 'deletion'
      : KEY_CODES.test(code) || (code.startsWith('AccessDenied') && /\bkms\b/i.test(message))
        ? 'key'
        : undefined;
  const quoted = !isWrite(operation) && QUOTABLE.test(code) ? message.slice(0, 1000) : '';
  return new TransportFault(kind, quoted === '' ? `${operation} failed with ${code}.` : quoted, {
    code,
    statusCode,
    reason,
  });
}

/** An answer that is none of AWS's: HTML, half a JSON text, a redirect. Quotes nothing of it. */
export function garbledAnswer(operation: Operation, statusCode: number): TransportFault {
  return new TransportFault('unreachable', `${operation} got an answer that is not AWS's (HTTP ${statusCode}).`, {
    code: 'GarbledAnswer',
    statusCode,
  });
}

export function timeUp(): TransportFault {
  return new TransportFault('timeout', 'The time for the call was up.', { code: 'TimeUp' });
}
