import { allEnvironments, findEnvironment, type Store } from '@amplify-secrets/runtime/contract';
import type { DeployedState } from '../state/backend-state.js';

export interface ReportedEnvironment {
  readonly app: string;
  readonly name: string;
  readonly store: Store;
  /** Whether this deployment is of it. */
  readonly current: boolean;
}

/** Those of every app, in the order in which they are declared. */
export function reportedEnvironments({ deployment, sets }: DeployedState): ReportedEnvironment[] {
  // Sets of one app agree on their environments.
  const apps = new Map(sets.all().map((set) => [set.app, set]));
  return [...apps.values()]
    .sort((one, other) => (one.app < other.app ? -1 : 1))
    .flatMap(({ app, environments }) => {
      const current = findEnvironment(environments, deployment)?.name;
      return allEnvironments(environments).map(({ name, store }) => ({ app, name, store, current: name === current }));
    });
}
