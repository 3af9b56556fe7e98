import type { Deployment, Store } from './deployment.js';
import { shellLine } from './shell-line.js';

/** Of which values a command of the command line is. */
export interface CommandPlace {
  readonly environment: string;
  readonly store: Store;
  /** Undefined: the sandbox that has no identifier. */
  readonly deployment: Deployment | undefined;
  /** Whether all deployments of the namespace read what is written there. */
  readonly isShared: boolean;
}

/** A command of `@amplify-secrets/cli`, to paste: `npx amplify-secrets set stripe --env prod`. */
export function commandLine(place: CommandPlace, ...words: readonly string[]): string {
  const { environment, store, deployment, isShared } = place;
  const line = words.reduce((all, word) => all + shellLine` ${word}`, 'npx amplify-secrets');
  if (environment === 'sandbox') {
    const identifier = deployment === undefined ? '' : shellLine` --identifier ${deployment.name}`;
    return line + identifier + (isShared ? ' --shared' : '');
  }
  if (store === 'secrets-manager') return line + shellLine` --env ${environment}`;
  const app = shellLine` --app-id ${deployment?.namespace ?? ''}`;
  if (isShared) return `${line + shellLine` --env ${environment}`} --shared${app}`;
  return line + shellLine` --branch ${deployment?.name ?? ''}` + app;
}
