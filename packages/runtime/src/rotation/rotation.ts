import type { WaitOptions } from '../reading/deadline.js';
import type { Location } from '../stores/location.js';
import type { AnyStrategy } from './check-strategy.js';
import type { RotatedSecret } from './rotated-secret.js';
import type { CheckedEvent } from './rotation-event.js';

/** What one invocation of a rotation function is about. */
export interface Rotation {
  readonly event: CheckedEvent;
  readonly secret: RotatedSecret;
  readonly location: Location;
  readonly strategy: AnyStrategy;
  readonly context: WaitOptions['context'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
