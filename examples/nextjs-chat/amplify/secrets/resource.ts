import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'chat',
  environments: { prod: 'main', dev: '*' },
  secrets: {
    // {"OPENAI_API_KEY":"sk-…"}
    openai: jsonSecret(['OPENAI_API_KEY']),
  },
});
