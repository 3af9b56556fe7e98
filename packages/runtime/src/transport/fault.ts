import { isWrite, type Operation } from './transport.js';

const KINDS = ['refused', 'throttled', 'unreachable', 'timeout', 'credentials'] as const;

/**
 * - `refused`: the store refused the request.
 * - `throttled`: there were too many requests.
 * - `unreachable`: no connection, a 5xx status, or a response that is not AWS's.
 * - `timeout`: the caller's signal aborted.
 * - `credentials`: there are none to sign with.
 */
export type FaultKind = (typeof KINDS)[number];

/** `proxy`: the environment names a proxy, which the built-in transport does not use. The others are in AWS's message alone. */
export type FaultReason = 'deletion' | 'key' | 'version' | 'proxy';

export interface FaultDetails {
  /** The error code of AWS, of Node.js (`ECONNREFUSED`) or of the transport. */
  readonly code: string;
  /** HTTP status. */
  readonly statusCode?: number | undefined;
  /** The secret is scheduled for deletion, its KMS key cannot be used, it has no such version; or a proxy is not used. */
  readonly reason?: FaultReason | undefined;
}

/** Why a call failed. The message may be shown: it never quotes a value, nor the response to a write. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  declare readonly kind: FaultKind;
  declare readonly code: string;
  declare readonly statusCode?: number | undefined;
  declare readonly reason?: FaultReason | undefined;

  constructor(kind: FaultKind, message: string, details: FaultDetails) {
    super(message);
    Object.assign(this, { kind }, details);
  }
}

/** By shape: a transport may come from another copy of this package, or be a custom one. */
export function isTransportFault(error: unknown): error is TransportFault {
  const { kind, code } = Object(error);
  return error instanceof Error && KINDS.includes(kind) && typeof code === 'string';
}

/** Whether AWS said that the credentials have expired, so that there may be new ones. */
export function isExpired(error: unknown): boolean {
  return isTransportFault(error) && error.code.startsWith('ExpiredToken');
}

const THROTTLES = /Throttl|TooMany|RequestLimit|SlowDown/;
// By code and message.
const REASONS = [
  ['deletion', /^InvalidRequest.* .*delet/is],
  ['key', /^(Decryption|Encryption|InvalidKeyId|KMS|AccessDenied.*\bkms\b)/is],
  ['version', /^ResourceNotFound.*secret value/s],
] as const;
// The messages of others, such as ValidationException, quote a member of the request, which may be a value.
const QUOTABLE = /^(AccessDenied|InvalidRequest|Decryption)/;

export interface WireError {
  /** `__type` as AWS sent it, such as `com.amazon.coral.service#AccessDeniedException`. */
  readonly type: string;
  readonly message: string;
  readonly statusCode: number;
}

/** The fault for an error that AWS returned. */
export function faultOfWireError(operation: Operation, { type, message, statusCode }: WireError): TransportFault {
  const code = /^(?:.*#)?([\w.]{1,100})(?:$|:)/.exec(type)?.[1] ?? 'UnknownError';
  const kind = statusCode === 429 || THROTTLES.test(code) ? 'throttled' : statusCode >= 500 ? 'unreachable' : 'refused';
  const reason = REASONS.find(([, pattern]) => pattern.test(`${code} ${message}`))?.[0];
  const quoted = !isWrite(operation) && QUOTABLE.test(code) && message.slice(0, 1000);
  return new TransportFault(kind, quoted || `${operation} failed with ${code}.`, { code, statusCode, reason });
}

/** A response that is not AWS's: HTML, incomplete JSON, a redirect. Does not quote it. */
export function invalidResponse(operation: Operation, statusCode: number): TransportFault {
  return new TransportFault('unreachable', `${operation} got a response that is not AWS's (HTTP ${statusCode}).`, {
    code: 'InvalidResponse',
    statusCode,
  });
}

export function timedOut(): TransportFault {
  return new TransportFault('timeout', 'The call timed out.', { code: 'TimedOut' });
}

/** The same fault of a network that may be reached only through the proxy which the environment names. */
export function proxyUnused(fault: TransportFault): TransportFault {
  const message = `${fault.message} The built-in transport ignores HTTPS_PROXY.`;
  return new TransportFault(fault.kind, message, { code: fault.code, reason: 'proxy' });
}
