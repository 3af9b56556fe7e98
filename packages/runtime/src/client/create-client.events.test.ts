import { describe, expect, it } from 'vitest';
import type { SecretEvent } from '../events/events.js';
import { awsError } from '../transport/memory-aws.test.support.js';
import { exampleClient, secrets, stripe, turn } from './example.test.support.js';

function watched() {
  const events: SecretEvent[] = [];
  const example = exampleClient({ onEvent: (event) => events.push(event) });
  return { ...example, events, types: () => events.splice(0).map(({ type, name, error }) => [type, name, error]) };
}
const SLACK = 'myapp/prod/slack-signing-secret';

describe('onEvent', () => {
  it('is called for misses, hits, refreshes and stale reads, each with its numbers', async () => {
    const { client, events, passes } = watched();
    await client.getSecret(secrets.stripe);
    passes(10);
    await client.getSecret(secrets.stripe);
    passes(290);
    await client.getSecret(secrets.stripe);
    await turn();
    const version = expect.stringContaining('version-1');
    const name = 'myapp/prod/stripe';
    expect(events).toEqual([
      { type: 'miss', name, durationMs: 0, version },
      { type: 'hit', name, ageMs: 10_000, version },
      { type: 'stale', name, ageMs: 300_000, version, error: undefined },
      { type: 'refresh', name, durationMs: 0, version },
    ]);
  });

  it('is called for batches, and for the single reads that replace them', async () => {
    const { aws, client, types } = watched();
    await client.getSecrets([secrets.stripe, secrets.keystore]);
    expect(types()).toEqual([
      ['batch', 'BatchGetSecretValue', undefined],
      ['miss', 'myapp/prod/stripe', undefined],
      ['miss', 'myapp/prod/keystore', undefined],
    ]);
    aws.deny.add('BatchGetSecretValue');
    await client.getSecrets([secrets.stripe, secrets.keystore], { fresh: true });
    expect(types()[0]).toEqual(['fallback', 'BatchGetSecretValue', 'AccessDeniedException']);
  });

  it('is called for errors by name, and for the stale reads that they cause', async () => {
    const { aws, client, passes, types } = watched();
    await client.getSecret(secrets.slackSigningSecret);
    aws.fails(SLACK, awsError('InternalServiceError', '', 500));
    passes(400);
    await client.getSecret(secrets.slackSigningSecret);
    await client.getSecret(secrets.slackSigningSecret);
    expect(types()).toEqual([
      ['miss', SLACK, undefined],
      ['error', SLACK, 'StoreUnreachableError'],
      ['stale', SLACK, 'StoreUnreachableError'],
      ['stale', SLACK, 'StoreUnreachableError'],
    ]);
  });

  it('is never called with a value', async () => {
    const { client, events } = watched();
    await client.getSecrets([secrets.stripe, secrets.keystore, secrets.slackSigningSecret]);
    await client.getSecret(secrets.stripe);
    for (const value of [stripe.apiKey, stripe.webhookSecret, 'AQID'])
      expect(JSON.stringify(events)).not.toContain(value);
  });
});

describe('an onEvent hook that fails', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('hook');
      },
    ],
    ['rejects', () => Promise.reject(new Error('hook'))],
  ])('fails no read when it %s', async (_, onEvent) => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { client } = exampleClient({ onEvent });
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    expect(await client.getSecret(secrets.stripe)).toEqual(stripe);
    await turn();
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});
