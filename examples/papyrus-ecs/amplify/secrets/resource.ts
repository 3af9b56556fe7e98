import { defineSecrets, jsonSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'papyrus',
  // ECS fills single fields of AWS Secrets Manager only, so a sandbox keeps its secrets there too.
  environments: { prd: 'main', dev: '*', sandbox: { store: 'secrets-manager' } },
  secrets: {
    // What belongs together is one secret: one price, and one call.
    db: jsonSecret(['username', 'password', 'host', 'name']),
    auth0: jsonSecret(['client_id', 'client_secret']),
    session: jsonSecret(['secret_key']),
  },
});
