import type { OnSecretEvent } from '../events/events.js';
import type { Location } from '../stores/location.js';
import type { Stores } from '../stores/stores.js';
import type { SetTimer } from './deadline.js';

/** What a client is made of. */
export interface ClientParts {
  readonly locate: (target: unknown) => Location;
  readonly stores: Stores;
  /**
   * Seconds.
   * @default as the location's environment says
   */
  readonly ttl?: number | undefined;
  /** Milliseconds that a call may take where its caller sets no deadline. */
  readonly timeout: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly emit?: OnSecretEvent | undefined;
  /** @default setTimeout */
  readonly setTimer?: SetTimer | undefined;
}
