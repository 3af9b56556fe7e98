import {
  type BranchPattern,
  isExact,
  isPreview,
  matchableName,
  matchesDeployment,
  SANDBOX,
} from './branch-patterns.js';
import { type Deployment, describeDeployment, type Store } from './deployment.js';
import { DeclarationError } from './errors.js';
import { kebabCase } from './names.js';
import { ownProperties } from './own-properties.js';
import { propertyKey, stringLiteral } from './source-code.js';

/** One branch pattern or a list: `'main'`, `'release/*'`, `'pr-*'`, `'standalone:<identifier>'`, `'stage:<pipeline stage>'`. */
export type BranchPatterns = string | readonly string[];

export interface EnvironmentOptions {
  /** The deployments of this environment. Not for `sandbox`, the environment of all sandboxes. */
  readonly branches?: BranchPatterns;
  /**
   * Id of the only Amplify app whose branches match.
   * @default every app
   */
  readonly appId?: string;
  /**
   * Where the values are.
   * @default 'secrets-manager', and 'amplify' for `sandbox`
   */
  readonly store?: Store;
}

/** Environment name → its branches. Where two globs match one branch, the first one written wins. */
export type Environments = Readonly<Record<string, BranchPatterns | EnvironmentOptions>>;

export interface Environment {
  readonly name: string;
  readonly store: Store;
}

export interface EnvironmentEntry extends BranchPattern {
  readonly environment: string;
}

/**
 * The environment and store of a deployment: an exact name before a glob, then the order written. Case-sensitive; `*` matches `/`
 * too; `pr-<digits>` matches only a pattern that begins with `pr-`. There is no default.
 *
 * @throws {BranchUnmatchedError} When no environment matches.
 */
export function environmentOf(environments: Environments, deployment: Deployment): Environment {
  const found = findEnvironment(environments, deployment);
  if (found !== undefined) return found;
  throw new DeclarationError(
    'BranchUnmatchedError',
    `No environment matches ${describeDeployment(deployment)}${deployment.type === 'branch' ? ` of app ${deployment.namespace}` : ''}.`,
    `Add it to an environment of defineSecrets, or add one: ${lineToAdd(environments, deployment)}`,
  );
}

/** `environmentOf`, and undefined where nothing matches. */
export function findEnvironment(environments: Environments, deployment: Deployment): Environment | undefined {
  if (deployment.type === 'sandbox') return { name: SANDBOX, store: storeOf(environments, SANDBOX) };
  const entries = entriesOf(environments).filter(
    (entry) => entry.appId === undefined || isOfApp(entry.appId, deployment),
  );
  const found =
    entries.find((entry) => isExact(entry.pattern) && matchesDeployment(entry.pattern, deployment)) ??
    entries.find((entry) => matchesDeployment(entry.pattern, deployment));
  return found && { name: found.environment, store: storeOf(environments, found.environment) };
}

/** Every environment of a declaration, `sandbox` included, with its store. */
export function allEnvironments(environments: Environments): Environment[] {
  return [...new Set([...Object.keys(environments), SANDBOX])].map((name) => ({
    name,
    store: storeOf(environments, name),
  }));
}

/** Every pattern of a declaration in the order written. */
export function entriesOf(environments: Environments): EnvironmentEntry[] {
  return Object.entries(environments).flatMap(([environment, declared]) => {
    const { branches, appId } = optionsOf(declared);
    return patternsOf(branches).map((pattern) => ({ environment, pattern, appId }));
  });
}

export function optionsOf(declared: BranchPatterns | EnvironmentOptions): EnvironmentOptions {
  return ownProperties(typeof declared === 'string' || isList(declared) ? { branches: declared } : declared);
}

export function patternsOf(branches: BranchPatterns | undefined): readonly string[] {
  return branches === undefined ? [] : typeof branches === 'string' ? [branches] : branches;
}

function storeOf(environments: Environments, name: string): Store {
  const declared = Object.hasOwn(environments, name) ? environments[name] : undefined;
  const store = declared === undefined ? undefined : optionsOf(declared).store;
  return store ?? (name === SANDBOX ? 'amplify' : 'secrets-manager');
}

function isOfApp(appId: string, deployment: Deployment): boolean {
  return deployment.type === 'branch' && deployment.namespace === appId;
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: BranchPatterns | EnvironmentOptions): value is readonly string[] {
  return Array.isArray(value);
}

/** An environment with a new name: a second `dev` would replace the first. Git allows `]{}` in a branch, and patterns do not. */
function lineToAdd(environments: Environments, deployment: Deployment): string {
  const preview = isPreview(deployment);
  const branch = matchableName(deployment) ?? '';
  const names = [...(preview ? ['preview'] : []), 'dev', 'test', `env-${kebabCase(branch)}`];
  const name = names.find((candidate) => !Object.hasOwn(environments, candidate)) ?? 'other';
  const entry = preview ? "{ branches: 'pr-*', store: 'amplify' }" : stringLiteral(branch.replace(/[\]{}]/g, '*'));
  return `${propertyKey(name)}: ${entry}`;
}
