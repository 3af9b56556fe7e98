/** What became of the reads of one step. */
export interface FaultResult {
  readonly id: string;
  readonly reads: number;
  /** Got the secret's value, the current one or an older one. */
  readonly served: number;
  /** Of those, older ones. */
  readonly stale: number;
  readonly failed: number;
  /** Not settled when a function of Amplify would nearly have been stopped. */
  readonly pending: number;
  /** Got anything that never was this secret's value, `undefined` included. */
  readonly wrong: number;
  /** The processor time of the reads and of their store, in milliseconds. */
  readonly busyMs: number;
  /** Requests that reached the store. */
  readonly attempts: number;
  /** Reads, of two, that got the current value once the fault was over. Undefined where nothing is read any more. */
  readonly recovered: number | undefined;
  /** The names of the errors that reads failed with. */
  readonly errors: readonly string[];
}

export interface SubjectResult {
  readonly id: string;
  readonly title: string;
  readonly isOurs: boolean;
  readonly steps: readonly FaultResult[];
  readonly unhandledRejections: number;
}
