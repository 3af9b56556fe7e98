import { OUR_POLICIES } from './our-policies.js';
import { PEER_POLICIES } from './peer-policies.js';
import type { Policy } from './policy.js';

export const POLICIES: readonly Policy[] = [...OUR_POLICIES, ...PEER_POLICIES];
