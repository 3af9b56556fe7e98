import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { MAIN, makeBackend } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { openBackend } from '../open-backend.js';
import { allSecrets } from '../targets/secrets-matching.js';
import type { GuardFinding } from './finding.js';
import { findingsOf } from './findings.js';

/** Every branch is of an environment, and none is written by two. */
export const secrets = defineSecrets({
  app: 'myapp',
  environments: {
    prod: 'main',
    staging: ['staging', 'release/*'],
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});

/** A backend in which all declared secrets are read, so that what else is found is the test's own. */
export function makeGuarded(deployment: Deployment = MAIN) {
  const backend = makeBackend(deployment);
  grantSecretRead(backend.amplifyFunction('reader'), allSecrets(secrets));
  return {
    ...backend,
    findings: (): readonly GuardFinding[] => findingsOf(openBackend(backend.root)),
  };
}

/** What the guard says of one statement of a function `worker-lambda`. */
export function findingsFor(
  statement: { readonly actions?: string[]; readonly resources: string[] },
  deployment?: Deployment,
): readonly GuardFinding[] {
  const guarded = makeGuarded(deployment);
  const { lambda } = guarded.amplifyFunction('worker-lambda').resources;
  lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], ...statement }));
  return guarded.findings();
}

export const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
