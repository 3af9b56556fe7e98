import type { RequiredSecret } from './required-secrets.js';

/** Why a look-up told nothing. */
export type Obstacle =
  | { readonly kind: 'region' | 'time' }
  | { readonly kind: 'credentials' | 'unreachable'; readonly code: string }
  | { readonly kind: 'denied'; readonly permission: string };

/** What a look-up told of a secret. `empty`: it is there, and has no value. */
export type State = 'present' | 'absent' | 'deleted' | 'empty';

export interface Finding {
  readonly secret: RequiredSecret;
  /** Where it was looked for; undefined where not even that is known. */
  readonly region: string | undefined;
  readonly result: State | Obstacle;
}

// The SDK's own, then those that the services answer with:
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
const CREDENTIALS: readonly unknown[] = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
];

/** The error itself is not shown: its text may quote what was sent. */
export function obstacleOf(error: unknown, permission: string, signal: AbortSignal): Obstacle {
  if (signal.aborted) return { kind: 'time' };
  const { name, message, code } = Object(error) as Record<string, unknown>;
  if (message === 'Region is missing') return { kind: 'region' };
  if (typeof name === 'string' && name.startsWith('AccessDenied')) return { kind: 'denied', permission };
  return {
    kind: CREDENTIALS.includes(name) ? 'credentials' : 'unreachable',
    code: typeof code === 'string' ? code : String(name),
  };
}

/** Rejects when the signal aborts, whether or not the work heeds it: a look for credentials does not. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
