import { defineSecrets, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: {
    // Plain text, not JSON: the token as Momento shows it.
    momentoToken: textSecret(),
  },
});
