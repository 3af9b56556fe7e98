import { randomBytes } from 'node:crypto';

/** The API keys of an OpenAI project. */
export interface Keys {
  issue(): string;
  revoke(key: string): void;
  /** Whether a request with it is answered. */
  accepts(key: string): boolean;
}

export function createKeys(): Keys {
  const issued = new Set<string>();
  return {
    issue() {
      const key = `sk-proj-${randomBytes(36).toString('base64url')}`;
      issued.add(key);
      return key;
    },
    revoke: (key) => void issued.delete(key),
    accepts: (key) => issued.has(key),
  };
}
