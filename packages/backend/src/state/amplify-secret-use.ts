import type { SecretKind, SecretReference, Store } from '@amplify-secrets/runtime/contract';

/** A secret in a store, as the deployment expects it there. */
export interface StoredSecret {
  readonly store: Store;
  /** As a person names it: `myapp/prod/stripe`; in `amplify` the last part of the parameter's path. */
  readonly name: string;
  /** `secrets-manager`: the name, or an ARN. `amplify`: parameters, the deployment's own first; one of them is enough. */
  readonly ids: readonly string[];
  /** Of an Amplify stack, a CDK token. */
  readonly region: string;
  /** Undefined for a secret that no set declares. */
  readonly kind: SecretKind | undefined;
  readonly fields: readonly string[] | undefined;
}

/** A secret that Amplify reads for one of its resources, by `amplifySecret` and with no grant. */
export interface AmplifySecretUse {
  readonly reference: SecretReference;
  readonly secret: StoredSecret;
}
