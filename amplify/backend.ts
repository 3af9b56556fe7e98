import {
  configureGuard,
  defineSecretRotation,
  grantSecretRead,
  grantSecretReadWrite,
  secretsMatching,
} from '@amplify-secrets/backend';
import { writeAccessReport } from '@amplify-secrets/backend/report';
import { defineBackend } from '@aws-amplify/backend';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { placeOrder } from './functions/place-order/resource.js';
import { rotateDatabase } from './functions/rotate-database/resource.js';
import { secretsHealth } from './functions/secrets-health/resource.js';
import { stripeWebhook } from './functions/stripe-webhook/resource.js';
import { tokenRefresh } from './functions/token-refresh/resource.js';
import { webhookRouter } from './functions/webhook-router/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({
  stripeWebhook,
  tokenRefresh,
  webhookRouter,
  secretsHealth,
  placeOrder,
  rotateDatabase,
});

// One secret.
grantSecretRead(backend.stripeWebhook, secrets.stripe);

// Read, and write back what the provider renews.
grantSecretRead(backend.tokenRefresh, secrets.upworkApp);
grantSecretReadWrite(backend.tokenRefresh, secrets.upworkTokens);

// A password that changes every month, under the functions that use it. Only main rotates: other deployments share dev's secret.
grantSecretRead(backend.placeOrder, secrets.database);
defineSecretRotation(backend, secrets.database, {
  function: backend.rotateDatabase,
  schedule: 'cron(0 3 1 * ? *)',
  window: '3h',
  branches: 'main',
});

// Several secrets, and a pattern: the webhook secret of a new GitHub organisation needs no deployment.
grantSecretRead(backend.webhookRouter, [
  secrets.slackSigningSecret,
  secrets.stripe,
  secretsMatching(secrets, 'github-*'),
]);

// All secrets of this deployment's environment, and the one secret whose name is outside of it.
grantSecretRead(backend.secretsHealth, [secretsMatching(secrets, '*'), secrets.upworkTokens]);

// Where Stripe, Slack and GitHub send their webhooks: they sign the requests with a secret, not with AWS credentials.
for (const { resources } of [backend.stripeWebhook, backend.webhookRouter]) {
  resources.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
}

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
