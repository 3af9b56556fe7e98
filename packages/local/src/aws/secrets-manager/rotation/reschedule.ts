import type { Secret } from '../secret.js';
import { scheduleOf } from './schedule.js';

/** Plans the next rotation after one at `previous`: RotateSecret's own, or a value that somebody put. */
export function reschedule({ rotation }: Secret, previous: number): void {
  if (rotation === undefined) return;
  delete rotation.next;
  const next = rotation.rules && scheduleOf(rotation.rules)?.windowAfter(previous, rotation.setAt);
  if (next !== undefined) rotation.next = next;
}
