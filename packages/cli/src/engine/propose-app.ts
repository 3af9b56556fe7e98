import { kebabCase } from '@amplify-secrets/runtime/contract';
import { environmentWord } from './environment-words.js';

const ACCEPTED = /^[a-z][a-z0-9-]*$/;
/** Names of packages that say nothing about the app. */
const GENERIC = new Set(['amplify', 'api', 'app', 'backend', 'client', 'frontend', 'infra', 'server', 'site', 'web']);

/**
 * The app of a declaration: that of secrets which are named `<app>/<environment>/…` already, or the package's name. With a name that says
 * nothing, such as `@acme/web`, the scope is a part of it. Undefined where no name will do.
 */
export function proposeApp(packageName: string | undefined, secretNames: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of secretNames) {
    const [app = '', environment = '', ...rest] = name.split('/');
    if (rest.length > 0 && environmentWord(environment) !== undefined && ACCEPTED.test(app)) {
      counts.set(app, (counts.get(app) ?? 0) + 1);
    }
  }
  const [used] = [...counts].sort(([, one], [, other]) => other - one);
  if (used !== undefined) return used[0];
  const [, scope, name = ''] = /^(?:@([^/]+)\/)?(.*)$/.exec(packageName ?? '') ?? [];
  const plain = kebabCase(scope !== undefined && GENERIC.has(name) ? `${scope}-${name}` : name).replace(/^[^a-z]+/, '');
  return ACCEPTED.test(plain) ? plain : undefined;
}
