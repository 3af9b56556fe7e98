import type { Role } from '../iam/model.js';
import type { ContainerPool } from './container-pool.js';

/** What an invoked function needs of a local AWS: credentials of its role, and a place for its containers. */
export interface InvocationHost {
  /** Environment variables that point an AWS SDK at the local AWS with credentials of the role. */
  env(role: Role, options: { readonly sessionName: string; readonly region: string }): Record<string, string>;
  readonly containers: ContainerPool;
  /**
   * By how many milliseconds the clock of its functions is ahead of this process's.
   *
   * @default 0
   */
  readonly ahead?: number;
}
