import * as backend from '@amplify-secrets/backend';
import * as runtime from '@amplify-secrets/runtime';

/** What is proved: the kit as users import it, or a copy that is broken on purpose. */
export type Kit = Pick<typeof runtime, 'defineSecrets' | 'jsonSecret' | 'textSecret' | 'binarySecret' | 'secretNamed'> &
  Pick<
    typeof backend,
    | 'grantSecretRead'
    | 'grantSecretWrite'
    | 'grantSecretReadWrite'
    | 'secretsMatching'
    | 'allSecrets'
    | 'configureGuard'
    | 'defineSecretRotation'
  >;

export const KIT: Kit = { ...runtime, ...backend };
