import type { Fault } from '@amplify-secrets/local';
import { shuffled } from '../shuffled.js';

/** What fails during the reads of a step. `store`: injected by the store; the others: by the network, the clock or the credentials. */
export type FaultKind =
  | { readonly id: string; readonly at: 'store'; readonly fault: Fault }
  | { readonly id: string; readonly at: 'network'; readonly network: 'refuse' | 'unknown-host' }
  | { readonly id: string; readonly at: 'clock'; readonly clock: 'freeze' | 'back' | 'skew' }
  | { readonly id: string; readonly at: 'credentials' };

const IN_ANY_ORDER: readonly FaultKind[] = [
  { id: 'throttling', at: 'store', fault: { kind: 'throttle' } },
  { id: '500', at: 'store', fault: { kind: 'error', status: 500 } },
  { id: '503', at: 'store', fault: { kind: 'error', status: 503 } },
  { id: 'every other call 500', at: 'store', fault: { kind: 'error', rate: 0.5 } },
  { id: 'no answer', at: 'store', fault: { kind: 'hang' } },
  { id: 'reset before the answer', at: 'store', fault: { kind: 'reset' } },
  { id: 'reset within the answer', at: 'store', fault: { kind: 'reset', when: 'midway' } },
  { id: 'JSON cut off', at: 'store', fault: { kind: 'malformed', body: 'truncated' } },
  { id: 'a web page', at: 'store', fault: { kind: 'malformed', body: 'html' } },
  { id: 'an empty answer', at: 'store', fault: { kind: 'malformed', body: 'empty' } },
  { id: 'an object in place of the value', at: 'store', fault: { kind: 'malformed', body: 'mistyped' } },
  { id: 'the answer for another secret', at: 'store', fault: { kind: 'mixup' } },
  { id: 'an answer that drips', at: 'store', fault: { kind: 'drip', everyMs: 1_000 } },
  { id: 'connection refused', at: 'network', network: 'refuse' },
  { id: 'host name unknown', at: 'network', network: 'unknown-host' },
  { id: 'frozen for 20 minutes in mid-request', at: 'clock', clock: 'freeze' },
  { id: 'clock set back by 20 minutes', at: 'clock', clock: 'back' },
  { id: 'store’s clock 20 minutes ahead', at: 'clock', clock: 'skew' },
];

/** A client that has read nothing yet meets a store that fails. */
export const COLD: FaultKind = { id: 'cold, 500', at: 'store', fault: { kind: 'error', status: 500 } };
/** Nothing is read after it. */
export const EXPIRED: FaultKind = { id: 'credentials expired', at: 'credentials' };

export const WARM_KINDS = IN_ANY_ORDER;

/** Every fault once: the cold one first, since a client is cold but once, and the expired credentials last. */
export function faultSchedule(random: () => number): readonly FaultKind[] {
  return [COLD, ...shuffled(IN_ANY_ORDER, random), EXPIRED];
}
