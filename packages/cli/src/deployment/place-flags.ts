import { shellLine } from '@amplify-secrets/runtime/contract';
import type { Place } from './place.js';

/** A command about a place, to paste: `npx amplify-secrets set stripe --env prod`. */
export function commandLine(place: Place, ...words: readonly string[]): string {
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
