import type { ReaderParts } from './policy.js';

const ATTEMPTS = 3;
const RETRY_TOKENS = 500;
const RETRY_COST = 5;

/**
 * GetSecretValue through the AWS SDK's standard retry strategy: three attempts, pauses of random length below 2^n × 100 ms (500 ms
 * where throttled), and a token bucket for retries, one per client.
 */
export function sdkCalls({ store, clock, random }: ReaderParts): (name: string) => Promise<string> {
  let tokens = RETRY_TOKENS;
  const pause = (milliseconds: number) => new Promise<void>((resolve) => clock.after(milliseconds, resolve));
  return async (name) => {
    let spent = 0;
    for (let tried = 1; ; tried++) {
      const ended = await store.attempt('single', [name]);
      if ('values' in ended) {
        tokens = Math.min(RETRY_TOKENS, tokens + (spent || 1));
        return ended.values[0] ?? '';
      }
      if (tried === ATTEMPTS || tokens < RETRY_COST) throw new Error(ended.error);
      tokens -= RETRY_COST;
      spent = RETRY_COST;
      const base = ended.error === 'ThrottlingException' ? 500 : 100;
      await pause(random() * 2 ** (tried - 1) * base);
    }
  };
}
