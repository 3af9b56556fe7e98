import { at, type OpenReader } from './reader.js';

interface Entry {
  readonly value: Promise<unknown>;
  readonly expiresAt: number;
}

/** The least that a cache with a time to live can do: one look-up, one reading of the clock, one settled promise. */
export const open: OpenReader = ({ names, ttlSeconds }) => {
  const expiresAt = Date.now() + ttlSeconds * 1_000;
  const entries = new Map<string, Entry>(names.map((name) => [name, { value: Promise.resolve(name), expiresAt }]));
  return (index) => {
    const entry = entries.get(at(names, index));
    if (entry === undefined || Date.now() >= entry.expiresAt) return Promise.reject(new Error('Expired.'));
    return entry.value;
  };
};
