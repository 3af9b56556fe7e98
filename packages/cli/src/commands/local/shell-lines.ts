import { shellLine } from '@amplify-secrets/runtime/contract';
import { UNSET_VARIABLES } from '../../local-aws/caller.js';

/** The variables for a shell, which also forgets what would lead elsewhere. */
export function shellLines(variables: Readonly<Record<string, string>>): string {
  const unset = UNSET_VARIABLES.filter((name) => !Object.hasOwn(variables, name));
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${shellLine`${value}`}`);
  return [`unset ${unset.join(' ')}`, ...exports, ''].join('\n');
}
