import { describe, expect, it } from 'vitest';
import { exampleClient } from '../client/example.test.support.js';
import type { Reader } from '../reading/reader.js';
import { redactSecretsWith } from './redact-with.js';

describe('redactSecretsWith', () => {
  it('follows the cache of a client also when a copy of the client is asked', async () => {
    const { aws, client } = exampleClient();
    const original = client as unknown as Reader;
    const copy = { ...original };
    const line = 'first-value second-value';
    aws.secret('a', 'first-value');
    aws.secret('b', 'second-value');
    await client.getSecret('a');
    for (const one of [original, copy]) {
      expect(redactSecretsWith(one, line)).toBe('[redacted by amplify-secrets] second-value');
    }
    await client.getSecret('b');
    client.invalidateSecret('a');
    for (const one of [original, copy]) {
      expect(redactSecretsWith(one, line)).toBe('first-value [redacted by amplify-secrets]');
    }
  });
});
