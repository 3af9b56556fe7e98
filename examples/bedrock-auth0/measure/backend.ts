import { defineSecretRotation, grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { grantBearerTokens, grantModels } from '../amplify/bedrock/grant-models.js';
import { CHAT_MODEL } from '../amplify/bedrock/models.js';
import { renewBedrockKey } from '../amplify/functions/renew-bedrock-key/resource.js';
import { secrets } from '../amplify/secrets/resource.js';

const options = { runtime: 22, timeoutSeconds: 15 } as const;
const variable = (name: string, key = '') =>
  defineFunction({ name, entry: './variable.ts', environment: { AWS_BEARER_TOKEN_BEDROCK: key }, ...options });

/** Five ways to give a function its access to Amazon Bedrock. */
const backend = defineBackend({
  shortTermVariable: variable('short-term-variable', process.env.SHORT_TERM_KEY),
  longTermVariable: variable('long-term-variable', process.env.LONG_TERM_KEY),
  shortTermKey: defineFunction({ name: 'short-term-key', entry: './short-term-key.ts', ...options }),
  longTermKey: defineFunction({ name: 'long-term-key', entry: './long-term-key.ts', ...options }),
  noKey: defineFunction({ name: 'no-key', entry: './no-key.ts', ...options }),
  renewBedrockKey,
});
const roleOf = ({ resources: { lambda } }: (typeof backend)['noKey']) => {
  if (lambda.role === undefined) throw new Error('The function must have a role.');
  return lambda.role;
};

grantSecretRead(backend.shortTermKey, secrets.bedrockKey);
defineSecretRotation(backend, secrets.bedrockKey, {
  function: backend.renewBedrockKey,
  schedule: 'rate(4 hours)',
  onDeployment: true,
  branches: 'main',
});
grantModels(roleOf(backend.renewBedrockKey), [CHAT_MODEL]);
grantBearerTokens(roleOf(backend.renewBedrockKey));
grantSecretRead(backend.longTermKey, secrets.bedrockLongTermKey);
grantModels(roleOf(backend.noKey), [CHAT_MODEL]);
