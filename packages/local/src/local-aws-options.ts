import type { Authorize } from './authorization/access.js';
import type { Call } from './aws/http/calls.js';
import type { Backend } from './backend/model.js';
import type { Role } from './iam/model.js';

export interface LocalAwsOptions {
  /**
   * Backends whose roles, secrets and policies exist from the start; `load` adds more.
   *
   * @default none
   */
  readonly backends?: readonly Backend[];
  /**
   * The region of `env()` and of what is put without one.
   *
   * @default 'us-east-1'
   */
  readonly region?: string;
  /**
   * 12 digits.
   *
   * @default '123456789012'
   */
  readonly account?: string;
  /**
   * The clock, in milliseconds since 1970.
   *
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * The source of ARN suffixes, passwords and fault rates: 0 ≤ x < 1.
   *
   * @default Math.random
   */
  readonly random?: () => number;
  /**
   * The port on 127.0.0.1.
   *
   * @default one that is free
   */
  readonly port?: number;
  /**
   * Called with each call once it is answered, as `calls` has it.
   *
   * @default nothing is called
   */
  readonly onCall?: (call: Call) => void;
  /**
   * Decides on access.
   *
   * @default the package's own policy evaluator, `evaluate` of `@amplify-secrets/local/iam`
   */
  readonly authorize?: Authorize;
}

export interface EnvOptions {
  /**
   * The last part of the assumed-role ARN; on Lambda the function's name.
   *
   * @default 'local'
   */
  readonly sessionName?: string;
  /** @default the local AWS's region */
  readonly region?: string;
  /**
   * Milliseconds since 1970, from which on the credentials are refused as expired.
   *
   * @default never
   */
  readonly expiresAt?: number;
}

/** What `accessKey` returns. */
export interface IssuedAccessKey {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** As AWS shows it: `arn:aws:sts::123456789012:assumed-role/<role>/<session>`, or the administrator's user ARN. */
  readonly principal: string;
  /** With the policies that were deployed last. Absent for the administrator. */
  readonly role?: Role;
}
