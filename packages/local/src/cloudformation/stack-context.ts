import type { Place } from '../arn/arn.js';

/** A stack as its resources see it: where it is deployed, and the files it was synthesised with. */
export interface StackContext extends Place {
  readonly name: string;
  /** The assembly's folder. */
  readonly folder: string;
  /** Files and folders of the assembly by the name they are uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
  /** Tags of the stack, which its nested stacks and its resources get too. */
  readonly tags?: Readonly<Record<string, string>>;
}
