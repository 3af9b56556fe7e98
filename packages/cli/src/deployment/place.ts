import type { Deployment, Store } from '@amplify-secrets/runtime/contract';

/** Where the values of one environment are. */
export interface Place {
  readonly environment: string;
  readonly store: Store;
  /** `amplify`: the folders in which a secret is looked for, the first one first. Empty in `secrets-manager`. */
  readonly folders: readonly string[];
  /** `amplify`: the folder that is written to. */
  readonly writeFolder: string | undefined;
  readonly deployment: Deployment | undefined;
  /** As messages call it: `prod`, `sandbox "ana"`, `preview (branch "pr-7")`. */
  readonly label: string;
  /** Whether a change asks for the environment's name. */
  readonly isProduction: boolean;
  /** Of one secret: the production environment that reads the same stored value, where this one is another. */
  readonly sharedProduction?: string;
  /** Whether all deployments of the namespace read what is written here. */
  readonly isShared: boolean;
  /** What a command line about it repeats of the options of every command: ` --profile work`. */
  readonly commonOptions: string;
}
