import { OURS, PEERS, type Peer } from '../peers.js';

export interface Subject extends Peer {
  readonly isOurs: boolean;
}

/** Who meets the faults: every reader of the benchmarks, and ours over the AWS SDK. */
export const SUBJECTS: readonly Subject[] = [
  ...PEERS.filter(({ id }) => id === OURS).map((peer) => ({ ...peer, isOurs: true })),
  {
    id: 'ours-sdk',
    title: '@amplify-secrets/runtime/sdk',
    isOurs: true,
    load: async () => (await import('./ours-over-sdk.js')).openOursOverSdk,
  },
  ...PEERS.filter(({ id }) => id !== OURS).map((peer) => ({ ...peer, isOurs: false })),
];
