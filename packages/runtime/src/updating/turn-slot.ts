import { isRecord } from '../contract/plain-object.js';
import type { Payload } from '../stores/raw-secret.js';
import { ATTEMPTS, ATTEMPTS_MS, CLOCK_MARGIN_MS, FAILURE_MS, LEASE_MS, LONGEST_FAILURE_MS } from './limits.js';
import type { SecretVersion } from './secret-versions.js';

/**
 * Turns on one version of a secret are numbered slots. Each is a version of the secret whose id is made from that version and the number:
 * the first who puts it has it, and everybody else is refused. A slot never changes. It holds a turn, or says that one failed.
 */
export interface TurnSlot {
  readonly number: number;
  /** Of a turn: how long it lasts, in milliseconds from when the slot was created. */
  readonly lasts?: number | undefined;
  /** Of a turn: random, so that the slot of two callers is never equal. */
  readonly caller?: string | undefined;
  /** Of a failed turn: the name of the error. */
  readonly error?: string | undefined;
  /** How many turns failed one after the other. */
  readonly failures: number;
  /** When the turns of the slots before began, by AWS's clock. */
  readonly began: readonly number[];
}

/** A slot as it was found. */
export interface FoundSlot extends TurnSlot {
  /** By AWS's clock. */
  readonly createdAt: number;
}

export function slotId(version: string, number: number): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const digits = createHash('sha256').update(`turn ${number} on ${version}`).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

export function slotPayload(slot: TurnSlot): Payload {
  return { text: JSON.stringify({ amplifySecretsTurn: slot }) };
}

/** Undefined where a version is no slot. */
export function slotOf({ raw, createdAt }: SecretVersion): FoundSlot | undefined {
  try {
    const { amplifySecretsTurn: slot }: Record<string, unknown> = Object(JSON.parse(raw.text ?? ''));
    if (!isRecord(slot) || !isCount(slot.number)) return undefined;
    const { number, lasts, error, failures, began } = slot;
    return {
      number,
      // Whoever can write the secret can write this, and a release may have other limits.
      lasts: typeof lasts === 'number' ? Math.min(lasts, LEASE_MS) : undefined,
      // It is shown in a message.
      error: typeof error === 'string' && /^\w{1,64}$/.test(error) ? error : 'Error',
      failures: isCount(failures) ? failures : 0,
      began: Array.isArray(began) ? began.filter((each) => typeof each === 'number') : [],
      createdAt,
    };
  } catch {
    return undefined;
  }
}

/**
 * - `free`: the next slot may be put.
 * - `held`: somebody's turn.
 * - `failed`, `exhausted`: nobody's turn until then.
 */
export type TurnState =
  | { readonly state: 'free' }
  | { readonly state: 'held' | 'failed' | 'exhausted'; readonly until: number };

/** What the last slot of a version means now. Times are AWS's, so a turn counts for some seconds longer than it lasts. */
export function turnState(last: FoundSlot | undefined, now: number): TurnState {
  if (!last) return { state: 'free' };
  const { lasts, createdAt, failures } = last;
  const [first = 0, ...others] = attemptsOf(last, now).slice(-ATTEMPTS);
  const usedUpUntil = others.length + 1 >= ATTEMPTS ? first + ATTEMPTS_MS : 0;
  const until = createdAt + (lasts === undefined ? pauseAfter(failures) : lasts + CLOCK_MARGIN_MS);
  if (!(now >= until)) {
    // Whoever comes again at the time that an error names should not come in vain.
    return lasts === undefined ? { state: 'failed', until: Math.max(until, usedUpUntil) } : { state: 'held', until };
  }
  return usedUpUntil > 0 ? { state: 'exhausted', until: usedUpUntil } : { state: 'free' };
}

/** When turns of the last hour began. */
export function attemptsOf(last: FoundSlot | undefined, now: number): readonly number[] {
  if (!last) return [];
  const all = last.lasts === undefined ? last.began : [...last.began, last.createdAt];
  // A time far ahead is no turn's.
  return all.filter((began) => Math.abs(now - began) < ATTEMPTS_MS);
}

/** One that can be counted on from. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function pauseAfter(failures: number): number {
  return Math.min(FAILURE_MS * 4 ** Math.max(0, failures - 1), LONGEST_FAILURE_MS);
}
