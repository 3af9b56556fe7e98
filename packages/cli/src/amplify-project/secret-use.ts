import type { Store } from '@amplify-secrets/runtime/contract';

/** A secret that a project uses today, as its code names it. */
export interface SecretUse {
  /** `amplify`: `secret('STRIPE_API_KEY')`. `secrets-manager`: a name or an ARN in a statement or a call. */
  readonly store: Store;
  readonly name: string;
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  /** The name in `defineBackend` of the function that it is for, where the code says so. */
  readonly function?: string;
  /** The fields that the code takes out of its JSON; empty where it is JSON, and they are not known. */
  readonly fields?: readonly string[];
  /** Whether the code asks for its value there. */
  readonly isRead?: boolean;
}
