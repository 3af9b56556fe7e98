import { defineComputeRole, grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({});

// The role of the Next.js server in Amplify Hosting. It may read this one secret, of its own environment, and nothing else.
const computeRole = defineComputeRole(backend);
grantSecretRead(computeRole, secrets.openai);
