import type { OpenReader } from './peers/reader.js';

export interface Peer {
  readonly id: string;
  readonly title: string;
  /** Loads nothing of the other peers: each is measured in its own process. */
  readonly load: () => Promise<OpenReader>;
}

export interface MeasuredHandler {
  readonly id: string;
  readonly title: string;
  /** Its file in `peers/`. */
  readonly entry: string;
  /** Which of a package's CommonJS and ES module builds esbuild takes. @default esbuild's own choice, which Amplify leaves in force */
  readonly mainFields?: readonly string[];
}

export const OURS = 'ours';
export const FLOOR = 'floor';
export const POWERTOOLS = 'powertools';
export const NO_OP = 'no-op';
export const HAND_SIGNED = 'hand-signed';

/** A peer's file in `peers/` has `open`, which makes a reader, and `createHandler`, which makes a handler that reads one secret. */
export function peer(id: string, title: string, file: () => Promise<{ readonly open: OpenReader }>): Peer {
  return { id, title, load: async () => (await file()).open };
}

export const PEERS: readonly Peer[] = [
  peer(OURS, '@amplify-secrets/runtime', () => import('./peers/ours.js')),
  peer('plain-sdk', 'plain AWS SDK', () => import('./peers/plain-sdk.js')),
  peer(POWERTOOLS, 'Powertools parameters', () => import('./peers/powertools.js')),
  peer('middy', 'middy secrets-manager', () => import('./peers/middy.js')),
  peer('ttl-map', 'hand-written TTL map', () => import('./peers/ttl-map.js')),
  peer('lru-cache', 'lru-cache fetch', () => import('./peers/lru-cache.js')),
  peer('hosting', '@aws-blocks/hosting', () => import('./peers/hosting.js')),
];

/** The peers, and the least that the same reads can cost. */
export const READERS: readonly Peer[] = [
  ...PEERS,
  peer(FLOOR, 'floor (Map, clock, await)', () => import('./peers/floor.js')),
];

/** Handlers that are started cold. The SDK is there a second time, bundled better than Amplify does, so that it is met at its best. */
export const STARTED_HANDLERS: readonly MeasuredHandler[] = [
  { id: NO_OP, title: 'no-op', entry: NO_OP },
  { id: HAND_SIGNED, title: 'floor (signed by hand)', entry: HAND_SIGNED },
  ...PEERS.map(({ id, title }) => ({ id, title, entry: id })),
  { id: 'plain-sdk-esm', title: 'plain AWS SDK, ES modules', entry: 'plain-sdk', mainFields: ['module', 'main'] },
];

/** Of those, the ones that read a secret. */
export const READING_HANDLERS = STARTED_HANDLERS.filter(({ id }) => id !== NO_OP);

export const SIZED_HANDLERS: readonly MeasuredHandler[] = [
  ...READING_HANDLERS,
  { id: 'ours-valibot', title: '@amplify-secrets/runtime + valibot', entry: 'ours-valibot' },
  { id: 'ours-zod-mini', title: '@amplify-secrets/runtime + zod/v4-mini', entry: 'ours-zod-mini' },
];

export async function openerOf(id: string | undefined): Promise<OpenReader> {
  const found = READERS.find((reader) => reader.id === id);
  if (found === undefined) throw new Error(`The peer must be one of ${READERS.map((reader) => reader.id).join(', ')}.`);
  return found.load();
}

export function titleOf(id: string): string {
  return READERS.find((reader) => reader.id === id)?.title ?? id;
}
