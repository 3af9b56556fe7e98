import { grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { secrets } from '../amplify/secrets/resource.js';

const options = { runtime: 22, timeoutSeconds: 15 } as const;

/** Four ways to give a function its token. Each function answers with what the cache has for a key. */
const backend = defineBackend({
  perInvocation: defineFunction({ name: 'per-invocation', entry: './per-invocation.ts', ...options }),
  perContainer: defineFunction({ name: 'per-container', entry: './per-container.ts', ...options }),
  variable: defineFunction({
    name: 'variable',
    entry: './variable.ts',
    environment: { MOMENTO_TOKEN: process.env.MOMENTO_TOKEN ?? '' },
    ...options,
  }),
  kit: defineFunction({ name: 'kit', entry: './kit.ts', ...options }),
});

grantSecretRead(backend.perInvocation, secrets.momentoToken);
grantSecretRead(backend.perContainer, secrets.momentoToken);
grantSecretRead(backend.kit, secrets.momentoToken);
