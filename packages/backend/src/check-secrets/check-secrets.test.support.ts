import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { binarySecret, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { MAIN, makeBackend, printed } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import type { GrantTarget } from '../targets/grant-target.js';
import { checkSecrets } from './check-secrets.js';

export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', staging: 'stage:beta', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    certificate: binarySecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});
export const CANARY = 'canary-9f86d081884c7d65';

let started: LocalAws;

/** What the SDK's own chain finds is the local AWS of each test. Call it once at the top of a test file. */
export function useLocalAws(): void {
  beforeEach(async () => {
    started = await startLocalAws();
    as(started.env());
  });
  afterEach(() => started.close());
}

export function aws(): LocalAws {
  return started;
}

export function as(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

export function backendWith(
  target: GrantTarget | readonly GrantTarget[],
  deployment = MAIN,
  options: GrantOptions = {},
) {
  const backend = makeBackend(deployment);
  grantSecretRead(backend.amplifyFunction('webhook'), target, options);
  return backend;
}

export async function failureOf(
  ...given: Parameters<typeof backendWith>
): Promise<{ message: string; resolution: string }> {
  const failure: unknown = await checkSecrets(backendWith(...given).root).catch((reason) => reason);
  expect(failure).toMatchObject({ name: 'SecretsMissingError', classification: 'ERROR' });
  return failure as { message: string; resolution: string };
}

/** What was printed about the check. */
export function notes(): unknown[] {
  return printed().filter((each) => String(each).includes('checkSecrets'));
}

/** What is asked of AWS, by operation. */
export function asked(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operation } of aws().calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}

export function manySecrets(count: number) {
  const keys = Array.from({ length: count }, (_, index) => [`k${index}x`, textSecret()] as const);
  return defineSecrets({ app: 'many', environments: { prod: 'main' }, secrets: Object.fromEntries(keys) });
}
