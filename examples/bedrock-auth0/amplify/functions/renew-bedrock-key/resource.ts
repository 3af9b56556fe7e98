import { defineFunction } from '@aws-amplify/backend';

export const renewBedrockKey = defineFunction({ name: 'renew-bedrock-key', runtime: 22, timeoutSeconds: 60 });
