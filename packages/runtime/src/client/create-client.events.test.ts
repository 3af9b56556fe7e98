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

describe('onEvent hears', () => {
  it('of misses, hits, refreshes and stale reads, each with its figures', async () => {
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

  it('of batches, and of what replaces them', async () => {
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

  it('of failures, by the error’s name, and of what they leave stale', async () => {
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

  it('no value', async () => {
    const { client, events } = watched();
    await client.getSecrets([secrets.stripe, secrets.keystore, secrets.slackSigningSecret]);
    await client.getSecret(secrets.stripe);
    for (const value of [stripe.apiKey, stripe.webhookSecret, 'AQID'])
      expect(JSON.stringify(events)).not.toContain(value);
  });
});

describe('a hook that fails', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('hook');
      },
    ],
    ['rejects', () => Promise.reject(new Error('hook'))],
  ])('breaks no read: it %s', async (_, onEvent) => {
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
