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
  /** What AWS says only in its message: the secret is scheduled for deletion, its KMS key out of reach, or it has no such version. */
  readonly reason?: 'deletion' | 'key' | 'version' | undefined;
}

/** Why a call failed. Its message is safe to show: it never quotes a value, nor an answer to a write. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: FaultKind;
  declare readonly code: string;
  declare readonly statusCode?: number | undefined;
  declare readonly reason?: 'deletion' | 'key' | 'version' | undefined;

  constructor(kind: FaultKind, message: string, details: FaultDetails) {
    super(message);
    this.kind = kind;
    Object.assign(this, details);
  }
}

/** By structure: a transport may come from another copy of this package, or be a user's own. */
export function isTransportFault(error: unknown): error is TransportFault {
  const { kind, code } = Object(error);
  return error instanceof Error && KINDS.includes(kind) && typeof code === 'string';
}

/** Whether AWS said that the credentials were good once: others may be had. */
export function isExpired(error: unknown): boolean {
  return isTransportFault(error) && error.code.startsWith('ExpiredToken');
}

const THROTTLES = /^(Throttl|TooMany|RequestLimit|RequestThrottl|SlowDown)/;
const KEY_CODES = /^(Decryption|Encryption|InvalidKeyId|KMS)/;
// ValidationException and its kin quote the member they refuse, which may be a value; these do not.
const QUOTABLE = /^(AccessDenied|InvalidRequest|Decryption)/;

export interface WireError {
  /** `__type` as it came: perhaps `com.amazon.coral.service#AccessDeniedException`. */
  readonly type: string;
  readonly message: string;
  readonly statusCode: number;
}

/** The fault that an AWS error is. */
export function faultOfWireError(operation: Operation, { type, message, statusCode }: WireError): TransportFault {
  const code = /^(?:.*#)?([\w.]{1,100})(?:$|:)/.exec(type)?.[1] ?? 'UnknownError';
  const kind = statusCode === 429 || THROTTLES.test(code) ? 'throttled' : statusCode >= 500 ? 'unreachable' : 'refused';
  const reason =
    code.startsWith('InvalidRequest') && /delet/i.test(message)
      ? 'deletion'
      : KEY_CODES.test(code) || (code.startsWith('AccessDenied') && /\bkms\b/i.test(message))
        ? 'key'
        : code.startsWith('ResourceNotFound') && /secret value/.test(message)
          ? 'version'
          : undefined;
  const quoted = !isWrite(operation) && QUOTABLE.test(code) && message.slice(0, 1000);
  return new TransportFault(kind, quoted || `${operation} failed with ${code}.`, { code, statusCode, reason });
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
