import { OURS, PEERS, type Peer, peer } from '../peers.js';

export interface Subject extends Peer {
  readonly isOurs: boolean;
}

const isOurs = ({ id }: Peer) => id.startsWith(OURS);

/** Every reader of the benchmarks, and ours over the AWS SDK. */
export const SUBJECTS: readonly Subject[] = [
  ...PEERS.filter(isOurs),
  peer('ours-sdk', '@amplify-secrets/runtime/sdk', () => import('../peers/ours-sdk.js')),
  ...PEERS.filter((each) => !isOurs(each)),
].map((each) => ({ ...each, isOurs: isOurs(each) }));
