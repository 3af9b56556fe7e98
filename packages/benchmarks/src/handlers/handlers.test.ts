import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SIZED_HANDLERS } from '../bundle/measured-handlers.js';
import { HANDLER_WIRING, seed } from '../seeds.js';

const entries = [...new Set(SIZED_HANDLERS.map(({ entry }) => entry))];

describe('Every measured handler', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws();
    seed(aws, 1);
    for (const [name, value] of Object.entries({ ...aws.env(), ...HANDLER_WIRING })) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await aws.close();
  });

  it.each(entries)('%s reads the secret in one signed call', async (entry) => {
    vi.resetModules();
    aws.calls.clear();
    const { handler } = await import(`./${entry}.ts`);
    const value = await handler({}, { getRemainingTimeInMillis: () => 60_000 });
    expect(value).toBe(`whsec_${'0'.repeat(34)}`);
    expect(aws.calls.map(({ operation, outcome }) => ({ operation, outcome }))).toEqual([
      { operation: 'GetSecretValue', outcome: 'ok' },
    ]);
  });
});
