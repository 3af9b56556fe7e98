import type { RawSecret } from '../stores/raw-secret.js';
import { CLIENT_GRACE_MS } from './limits.js';

/** A client, made or being made of one version of a secret. */
export interface MadeClient<Client> {
  readonly raw: RawSecret;
  readonly client: Promise<Client>;
  /** How many calls of `use` it is in. */
  uses: number;
  /** Whether it was handed out, so that nobody knows when its last use ends. */
  isHandedOut: boolean;
  /** When another took its place, in milliseconds since 1970. */
  retiredAt: number | undefined;
}

/** Whether nobody can be using it any more. */
export function isIdle({ uses, isHandedOut, retiredAt }: MadeClient<unknown>, time: number): boolean {
  if (retiredAt === undefined || uses > 0) return false;
  return !isHandedOut || time - retiredAt >= CLIENT_GRACE_MS;
}
