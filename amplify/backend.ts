import { configureGuard, grantSecretRead, grantSecretReadWrite, secretsMatching } from '@amplify-secrets/backend';
import { writeAccessReport } from '@amplify-secrets/backend/report';
import { defineBackend } from '@aws-amplify/backend';
import { secretsHealth } from './functions/secrets-health/resource.js';
import { stripeWebhook } from './functions/stripe-webhook/resource.js';
import { tokenRefresh } from './functions/token-refresh/resource.js';
import { webhookRouter } from './functions/webhook-router/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({ stripeWebhook, tokenRefresh, webhookRouter, secretsHealth });

// One secret.
grantSecretRead(backend.stripeWebhook, secrets.stripe);

// Read, and write back what the provider renews.
grantSecretRead(backend.tokenRefresh, secrets.upworkApp);
grantSecretReadWrite(backend.tokenRefresh, secrets.upworkTokens);

// Several secrets, and a pattern: the webhook secret of a new GitHub organisation needs no deployment.
grantSecretRead(backend.webhookRouter, [
  secrets.slackSigningSecret,
  secrets.stripe,
  secretsMatching(secrets, 'github-*'),
]);

// All secrets of this deployment's environment, and the one secret whose name is outside of it.
grantSecretRead(backend.secretsHealth, [secretsMatching(secrets, '*'), secrets.upworkTokens]);

// A finding of the guard that is intended, with the reason for reviewers.
configureGuard(backend, {
  accept: [
    {
      finding: 'WrittenByManyBranches',
      at: 'upworkTokens',
      reason: 'Test logins of staging and dev: any branch may refresh the tokens, and all read the latest.',
    },
  ],
});

// For reviewers: who may do what to which secret, and by which statement.
writeAccessReport(backend);
