import type { Backend, BackendFunction } from '../backend/model.js';
import type { Container } from './container.js';

/** What a container serves: one function of one backend, with one set of added environment variables. */
export interface ContainerKey {
  readonly backend: Backend;
  readonly fn: BackendFunction;
  readonly environment: Readonly<Record<string, string>>;
}

/** A container in use. */
export interface ContainerLease {
  readonly container: Container;
  /** Whether it was started for this lease. */
  readonly cold: boolean;
  /** Ends the lease. Unless it is kept for the next one, its process has ended. */
  release(kept: boolean): void;
}

/** The containers of invoked functions, each kept frozen for that function's next invocation. */
export interface ContainerPool {
  /** An idle container for the key, or else the one that `start` returns. */
  acquire(key: ContainerKey, start: () => Container): ContainerLease;
  /** Ends the containers of a backend, or all of them: the next invocation is cold. */
  stop(backend?: Backend): void;
}

interface Entry {
  readonly key: ContainerKey;
  readonly container: Container;
  busy: boolean;
}

export function createContainerPool(): ContainerPool {
  const entries = new Set<Entry>();
  return {
    acquire(key, start) {
      const idle = [...entries].find((entry) => !entry.busy && isSameKey(entry.key, key));
      const entry: Entry = idle ?? { key, container: start(), busy: true };
      entry.busy = true;
      entries.add(entry);
      return {
        container: entry.container,
        cold: idle === undefined,
        release(kept) {
          entry.busy = false;
          if (!kept) entries.delete(entry);
        },
      };
    },
    stop(backend) {
      for (const entry of entries) {
        if (backend !== undefined && entry.key.backend !== backend) continue;
        entries.delete(entry);
        entry.container.stop();
      }
    },
  };
}

function isSameKey(left: ContainerKey, right: ContainerKey): boolean {
  const isSameFunction = left.backend === right.backend && left.fn === right.fn;
  return isSameFunction && JSON.stringify(left.environment) === JSON.stringify(right.environment);
}
