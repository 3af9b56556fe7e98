import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PEERS, SIZED_HANDLERS } from '../peers.js';
import { HANDLER_WIRING, namesOf, seed } from '../seeds.js';
import type { SecretForm } from './reader.js';

const FORMS: readonly SecretForm[] = ['text', 'json'];
const entries = [...new Set(SIZED_HANDLERS.map(({ entry }) => entry))];

describe('a peer', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws();
    seed(aws, 3);
  });
  beforeEach(() => {
    for (const [name, value] of Object.entries({ ...aws.env(), ...HANDLER_WIRING })) vi.stubEnv(name, value);
  });
  afterAll(() => aws.close());

  it.each(PEERS.flatMap(({ id, load }) => FORMS.map((form) => [id, form, load] as const)))(
    'reads and caches: %s, %s',
    async (id, form, load) => {
      const open = await load();
      const read = await open({ names: namesOf(form, 3), form, ttlSeconds: 300 });
      const value = await read(2);
      const last = `sk_bench_${'0'.repeat(30)}2`;
      expect(form === 'text' ? value : (value as { apiKey: string }).apiKey).toBe(last);
      aws.calls.clear();
      await read(2);
      // The plain SDK has no cache.
      expect(aws.calls.count()).toBe(id === 'plain-sdk' ? 1 : 0);
    },
  );

  it.each(entries)('has a handler that reads the secret in one signed call: %s', async (entry) => {
    vi.resetModules();
    aws.calls.clear();
    const { createHandler } = await import(`../peers/${entry}.ts`);
    const value = await createHandler()({}, { getRemainingTimeInMillis: () => 60_000 });
    expect(value).toBe(`whsec_${'0'.repeat(34)}`);
    expect(aws.calls.map(({ operation, outcome }) => ({ operation, outcome }))).toEqual([
      { operation: 'GetSecretValue', outcome: 'ok' },
    ]);
  });
});
