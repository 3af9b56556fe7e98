import { z } from 'zod';
import type { Descriptor } from '../contract/descriptor.js';
import { defineSecrets } from '../define/define-secrets.js';
import { binarySecret, jsonSecret, textSecret } from '../define/secret.js';
import { secretNamed } from '../define/secret-named.js';
import { memoryAws } from '../transport/memory-aws.test.support.js';
import type { SecretsClientConfig } from './client-config.js';
import { createSecretsClient } from './create-client.js';

export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    keystore: binarySecret(),
    tokens: jsonSecret<{ accessToken: string; expiresAt: number }>({ name: { prod: 'upwork-oauth-tokens' } }),
    port: jsonSecret(z.object({ port: z.string().transform(Number) })),
    anything: jsonSecret(),
  },
});

export const github = secretNamed(secrets, 'github-acme');

const folders = ['/amplify/d123/main-branch-abc', '/amplify/shared/d123'];

export const prod: Descriptor = { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } };
export const preview: Descriptor = { apps: { myapp: { environment: 'preview', store: 'amplify' } }, folders };
export const sandbox: Descriptor = { apps: { myapp: { environment: 'sandbox', store: 'amplify' } }, folders };

export const stripe = { apiKey: 'sk_live_1', webhookSecret: 'whsec_1' };

/** Lets everything happen that waits for no more than ticks and promise jobs. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A client over an AWS in memory, on a clock that moves by hand. */
export function exampleClient(config: Partial<SecretsClientConfig> = {}) {
  const aws = memoryAws();
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  const client = createSecretsClient({
    descriptor: prod,
    transport: aws.transport,
    now: () => clock.now,
    random: () => 0,
    ...config,
  });
  aws.secret('myapp/prod/stripe', stripe);
  aws.secret('myapp/prod/slack-signing-secret', 'slack');
  aws.secret('myapp/prod/keystore', Uint8Array.of(1, 2, 3));
  aws.secret('upwork-oauth-tokens', { accessToken: 'a', expiresAt: 1 });
  aws.secret('myapp/prod/github-acme', 'acme');
  aws.secret('plain/name', '{"not":"parsed"}');
  const passes = (seconds: number) => {
    clock.now += seconds * 1000;
  };
  return { aws, client, clock, passes };
}
