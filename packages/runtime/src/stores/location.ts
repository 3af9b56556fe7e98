import type { SecretDefinition } from '../contract/definition.js';
import type { Store } from '../contract/deployment.js';

/** The version of a secret to read, where it is not the current one. */
export interface Revision {
  readonly stage?: string | undefined;
  readonly version?: string | undefined;
}

/** Where a target is: its store, its name there, and what messages call it. */
export interface Location {
  /** Store and name, and the revision if there is one. Without a region: a client has only one. */
  readonly key: string;
  readonly store: Store;
  /** `secrets-manager`: name or ARN. `amplify`: the last part of the parameter's path. */
  readonly id: string;
  /** `amplify`: the deployment's own folder, then the shared one if there is one. */
  readonly folders: readonly string[];
  readonly definition: SecretDefinition;
  /** Undefined for a plain name, which has no environment. */
  readonly environment: string | undefined;
  /** The target as code writes it: `secrets.stripe`, or a name in quotes. */
  readonly expression: string;
  readonly revision?: Revision | undefined;
  /** Whether it is declared otherwise than at the deployment. */
  readonly differs?: boolean | undefined;
}
