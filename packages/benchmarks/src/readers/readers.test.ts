import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PEERS } from '../peers.js';
import { namesOf, seed } from '../seeds.js';
import type { SecretForm } from './reader.js';

const FORMS: readonly SecretForm[] = ['text', 'json'];
const cases = PEERS.flatMap(({ id }) => FORMS.map((form) => ({ id, form })));

describe('Every peer', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws();
    seed(aws, 3);
    for (const [name, value] of Object.entries(aws.env())) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await aws.close();
  });

  it.each(cases)('$id reads the $form that is stored, and keeps it if it is a cache', async ({ id, form }) => {
    const open = await PEERS.find((peer) => peer.id === id)?.load();
    const read = await open?.({ names: namesOf(form, 3), form, ttlSeconds: 300 });
    const value = await read?.(2);
    const last = `sk_bench_${'0'.repeat(30)}2`;
    expect(form === 'text' ? value : (value as { apiKey: string }).apiKey).toBe(last);
    aws.calls.clear();
    await read?.(2);
    expect(aws.calls.count()).toBe(id === 'plain-sdk' ? 1 : 0);
  });
});
