import type { SecretDefinition } from '../contract/definition.js';
import type { Store } from '../contract/deployment.js';

/** Which of a secret's versions is read; without it, the current one. */
export type Revision = { readonly stage: string } | { readonly version: string };

/** A target found: which store holds it, what it is called there, and how a person would speak of it. */
export interface Location {
  /** Store and name, and the revision where there is one. A client has one region, and an ARN names its own. */
  readonly key: string;
  readonly store: Store;
  /** `secrets-manager`: name or ARN. `amplify`: the last part of the parameter's path. */
  readonly id: string;
  /** `amplify`: the deployment's own folder, then perhaps the shared one. */
  readonly folders: readonly string[];
  readonly definition: SecretDefinition;
  /** Undefined for a plain name, which belongs to none. */
  readonly environment: string | undefined;
  /** `secrets.stripe`, or the name in quotes: how code says it. */
  readonly expression: string;
  readonly revision?: Revision | undefined;
}
