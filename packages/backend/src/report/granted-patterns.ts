import { type Store, strayMatch } from '@amplify-secrets/runtime/contract';
import type { BackendState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { Access } from '../statements/access.js';
import { matchName } from '../templates/patterns.js';
import { ACCESSES } from '../templates/secret-actions.js';
import type { SecretRow } from './secret-rows.js';

/** A pattern that was granted. */
export interface GrantedPattern {
  /** `myapp:github-*`; without a set, the pattern as it was written. */
  readonly id: string;
  readonly pattern: string;
  readonly app?: string;
  readonly store: Store;
  /** The pattern in this deployment, for names of secrets or of parameters. */
  readonly names: readonly string[];
  readonly granted: readonly { readonly principal: string; readonly access: readonly Access[] }[];
  /** Ids of the secrets in this report that it matches. */
  readonly matches: readonly string[];
  /** An example of what else it would match, where it ends inside a word. */
  readonly strayMatch?: string;
  /** In Amplify's store: secrets of other sets that it also matches. */
  readonly secretsOfOtherSets: readonly string[];
}

export function grantedPatterns(
  { grants, sets }: Pick<BackendState, 'grants' | 'sets'>,
  rows: readonly SecretRow[],
  granteesOf: (grant: GrantRecord) => readonly string[],
): GrantedPattern[] {
  const patterns = new Map<string, GrantedPattern>();
  for (const grant of grants) {
    const { target, accesses, located } = grant;
    if (located === undefined || !located.isPattern) continue;
    const { id, set, pattern = id } = target;
    const stray = strayMatch(pattern);
    const known = patterns.get(id)?.granted ?? [];
    patterns.set(id, {
      id,
      pattern,
      ...(set && { app: set.app }),
      store: located.store,
      names: located.names,
      granted: granteesOf(grant).reduce((granted, principal) => merged(granted, principal, accesses), known),
      matches: rows
        .filter(({ places }) => places.some(({ name }) => located.names.some((each) => matchName(each, name))))
        .map((row) => row.id),
      ...(stray === undefined ? {} : { strayMatch: stray }),
      secretsOfOtherSets: set && located.store === 'amplify' ? [...sets.reachedBy(set.app, pattern)].sort() : [],
    });
  }
  return [...patterns.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function merged(
  granted: GrantedPattern['granted'],
  principal: string,
  accesses: readonly Access[],
): GrantedPattern['granted'] {
  const before = granted.find((each) => each.principal === principal)?.access ?? [];
  const access = ACCESSES.filter((each) => before.includes(each) || accesses.includes(each));
  return [...granted.filter((each) => each.principal !== principal), { principal, access }].sort((one, other) =>
    one.principal < other.principal ? -1 : 1,
  );
}
