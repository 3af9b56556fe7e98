import { defineComputeRole, defineSecretRotation, grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { grantBearerTokens, grantModels } from './bedrock/grant-models.js';
import { CHAT_MODEL } from './bedrock/models.js';
import { renewBedrockKey } from './functions/renew-bedrock-key/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({ renewBedrockKey });
const server = defineComputeRole(backend);
grantSecretRead(server, secrets.auth0);

// 1. A short-term key in a secret, renewed every four hours. It may do what the role of the function may do.
const renewer = backend.renewBedrockKey.resources.lambda.role;
if (renewer === undefined) throw new Error('The function renew-bedrock-key must have a role.');
grantModels(renewer, [CHAT_MODEL]);
grantBearerTokens(renewer);
defineSecretRotation(backend, secrets.bedrockKey, {
  function: backend.renewBedrockKey,
  schedule: 'rate(4 hours)',
  onDeployment: true,
  branches: 'main',
});
grantSecretRead(server, secrets.bedrockKey);

// 2. A long-term key in a secret. It may do what its IAM user may do.
grantSecretRead(server, secrets.bedrockLongTermKey);

// 3. No key: the server's own role.
grantModels(server, [CHAT_MODEL]);
