import { kebabCase } from '@amplify-secrets/runtime/contract';
import type { SecretUse } from '../amplify-project/secret-use.js';
import { environmentWord } from './environment-words.js';
import type { ProposedEnvironments } from './propose-environments.js';

/** A secret of a proposed declaration. */
export interface ProposedSecret {
  readonly key: string;
  /** Undefined for a text; empty for JSON whose fields are not known. */
  readonly fields: readonly string[] | undefined;
  /** Environment → the name that it has there already, where that is not the default. */
  readonly names: Readonly<Record<string, string>>;
  readonly uses: readonly SecretUse[];
}

const SANDBOX = 'sandbox';

/** The secrets that a project uses today, under the names that they have. One secret in several environments is declared once. */
export function proposeSecrets(
  app: string,
  environments: ProposedEnvironments,
  uses: readonly SecretUse[],
): readonly ProposedSecret[] {
  const proposed = new Map<string, ProposedSecret>();
  for (const use of uses) {
    const names = namesOf(use, environments);
    const key = freeKey(keyOf(use, app), names, proposed);
    const known = proposed.get(key);
    const fields = [...new Set([...(known?.fields ?? []), ...(use.fields ?? [])])];
    proposed.set(key, {
      key,
      fields: known?.fields === undefined && use.fields === undefined ? undefined : fields,
      names: { ...known?.names, ...names },
      uses: [...(known?.uses ?? []), use],
    });
  }
  return [...proposed.values()].map((secret) => ({
    ...secret,
    names: Object.fromEntries(
      Object.entries(secret.names).filter(([environment, name]) => {
        const isAmplify = storeOf(environments, environment) === 'amplify';
        return name !== (isAmplify ? secret.key : `${app}/${environment}/${kebabCase(secret.key)}`);
      }),
    ),
  }));
}

/** `GOOGLE_CLIENT_ID` → `googleClientId`; `shop/prod/stripe` → `stripe`, for the app `shop`. */
function keyOf({ name }: SecretUse, app: string): string {
  const segments = name.split('/');
  const own = segments.filter((segment) => segment !== app && environmentWord(segment) === undefined);
  const words = kebabCase((own.length > 0 ? own : segments).join('-'))
    .split('-')
    .filter((word) => word !== '');
  const key = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return /^[a-z]/.test(key) ? key : `secret${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

/** Amplify's own secrets have one name in all its stores. A name in Secrets Manager is production's, unless it says another environment. */
function namesOf({ store, name }: SecretUse, environments: ProposedEnvironments): Readonly<Record<string, string>> {
  if (store === 'amplify') {
    const places = [...Object.keys(environments), SANDBOX].filter((each) => storeOf(environments, each) === 'amplify');
    return Object.fromEntries(places.map((environment) => [environment, name]));
  }
  const said = name.split('/').flatMap((segment) => environmentWord(segment) ?? [])[0] ?? 'prod';
  const environment =
    Object.hasOwn(environments, said) && storeOf(environments, said) === 'secrets-manager' ? said : 'prod';
  return { [environment]: name };
}

/** The key, or one with a number where it is another secret's. */
function freeKey(
  key: string,
  names: Readonly<Record<string, string>>,
  proposed: ReadonlyMap<string, ProposedSecret>,
  count = 1,
): string {
  const candidate = count === 1 ? key : `${key}${count}`;
  const known = proposed.get(candidate);
  const differs = Object.entries(names).some(([environment, name]) => (known?.names[environment] ?? name) !== name);
  return differs ? freeKey(key, names, proposed, count + 1) : candidate;
}

function storeOf(environments: ProposedEnvironments, environment: string): 'amplify' | 'secrets-manager' {
  if (environment === SANDBOX) return 'amplify';
  return Object(environments[environment]).store === 'amplify' ? 'amplify' : 'secrets-manager';
}
