import type { OpenReader } from './readers/reader.js';

export interface Peer {
  readonly id: string;
  readonly title: string;
  /** Loads nothing of the others: each is measured in a process of its own. */
  readonly load: () => Promise<OpenReader>;
}

export const OURS = 'ours';
export const FLOOR = 'floor';
export const POWERTOOLS = 'powertools';

/** Who is compared, ours first. A handler that reads with each is `handlers/<id>.ts`. */
export const PEERS: readonly Peer[] = [
  { id: OURS, title: '@amplify-secrets/runtime', load: async () => (await import('./readers/ours.js')).openOurs },
  { id: 'plain-sdk', title: 'plain AWS SDK', load: async () => (await import('./readers/plain-sdk.js')).openPlainSdk },
  {
    id: POWERTOOLS,
    title: 'Powertools parameters',
    load: async () => (await import('./readers/powertools.js')).openPowertools,
  },
  { id: 'middy', title: 'middy secrets-manager', load: async () => (await import('./readers/middy.js')).openMiddy },
  { id: 'ttl-map', title: 'hand-written TTL map', load: async () => (await import('./readers/ttl-map.js')).openTtlMap },
  {
    id: 'lru-cache',
    title: 'lru-cache fetch',
    load: async () => (await import('./readers/lru-cache.js')).openLruCache,
  },
  {
    id: 'hosting',
    title: '@aws-blocks/hosting',
    load: async () => (await import('./readers/hosting.js')).openHosting,
  },
];

/** Not a peer: the least that the same reads can cost. */
export const FLOOR_READER: Peer = {
  id: FLOOR,
  title: 'floor (Map, clock, await)',
  load: async () => (await import('./readers/floor.js')).openFloor,
};

export async function openerOf(id: string | undefined): Promise<OpenReader> {
  const peer = [...PEERS, FLOOR_READER].find((candidate) => candidate.id === id);
  if (peer === undefined) throw new Error(`There is no peer "${id}".`);
  return peer.load();
}

export function titleOf(id: string): string {
  return [...PEERS, FLOOR_READER].find((peer) => peer.id === id)?.title ?? id;
}
