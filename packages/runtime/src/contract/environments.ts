import {
  type BranchPattern,
  checkPattern,
  deploymentText,
  isExact,
  isPreview,
  matchesDeployment,
  SANDBOX,
  shadows,
} from './branch-patterns.js';
import { type Deployment, describeDeployment, type Store } from './deployment.js';
import { SecretsError } from './errors.js';

/** One branch pattern or several: `'main'`, `'release/*'`, `'pr-*'`, `'standalone:<identifier>'`, `'stage:<pipeline stage>'`. */
export type BranchPatterns = string | readonly string[];

export interface EnvironmentOptions {
  /** Which deployments are of this environment. Not for `sandbox`, which is always exactly the sandboxes. */
  readonly branches?: BranchPatterns;
  /** Only deployments of this Amplify app. @default every app */
  readonly appId?: string;
  /** @default `secrets-manager`; for `sandbox`: `amplify` */
  readonly store?: Store;
}

/** Environment name → the branches that belong to it. Order counts where two globs match one branch. */
export type Environments = Readonly<Record<string, BranchPatterns | EnvironmentOptions>>;

export interface Environment {
  readonly name: string;
  readonly store: Store;
}

interface Entry extends BranchPattern {
  readonly environment: string;
}

const NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Judges a declaration of environments: names, stores, and that every entry can match some deployment.
 * Throws EnvironmentInvalidError or EnvironmentUnreachableError.
 */
export function checkEnvironments(environments: Environments): void {
  for (const [name, declared] of Object.entries(environments)) {
    checkEnvironmentName(name);
    const { branches, store, appId } = optionsOf(declared);
    if (store !== undefined && store !== 'secrets-manager' && store !== 'amplify') {
      throw invalid(
        `Environment "${name}" has the unknown store "${store}".`,
        "Write store: 'secrets-manager' or store: 'amplify'.",
      );
    }
    if (name === SANDBOX) {
      if (branches === undefined && appId === undefined) continue;
      throw invalid(
        'The environment "sandbox" is reserved for sandboxes, so it takes no branches.',
        "Give these branches an environment of another name, for example: dev: '*'. To choose the sandboxes' store, write sandbox: { store: 'secrets-manager' }.",
      );
    }
    const patterns = patternsOf(branches);
    if (patterns.length === 0) {
      throw unreachable(
        `Environment "${name}" names no branch, so no deployment can be of it.`,
        `Name its branches: ${name}: 'main'. Or delete it.`,
      );
    }
    for (const pattern of patterns) checkPattern(pattern, `Environment "${name}"`);
    if (appId !== undefined && !/^[a-z0-9]+$/.test(appId)) {
      throw invalid(
        `Environment "${name}" has the appId "${appId}", which is no Amplify app id.`,
        "Copy the id from the Amplify console, for example: appId: 'd1a2b3c4d5e6f7'.",
      );
    }
  }
  const entries = entriesOf(environments);
  entries.forEach((entry, index) => {
    const earlier = entries.slice(0, index).find((other) => shadows(other, entry));
    if (earlier === undefined) return;
    const where =
      earlier.environment === entry.environment ? 'the same environment' : `environment "${earlier.environment}"`;
    throw unreachable(
      `Pattern "${entry.pattern}" of environment "${entry.environment}" can never match: "${earlier.pattern}" of ${where} stands before it and takes every branch it could.`,
      isExact(entry.pattern) || earlier.environment === entry.environment
        ? `Delete "${entry.pattern}" from environment "${entry.environment}".`
        : `Write environment "${entry.environment}" above environment "${earlier.environment}".`,
    );
  });
}

/**
 * The environment and store of a deployment: exact text before a glob, then the order written; case-sensitive; `*` matches `/` too;
 * `pr-<digits>` only by a pattern that begins `pr-`. Throws BranchUnmatchedError when nothing matches: there is no default.
 */
export function environmentOf(environments: Environments, deployment: Deployment): Environment {
  if (deployment.type === 'sandbox') return { name: SANDBOX, store: storeOf(environments, SANDBOX) };
  const entries = entriesOf(environments).filter(
    (entry) => entry.appId === undefined || isOfApp(entry.appId, deployment),
  );
  const found =
    entries.find((entry) => isExact(entry.pattern) && matchesDeployment(entry.pattern, deployment)) ??
    entries.find((entry) => matchesDeployment(entry.pattern, deployment));
  if (found !== undefined) return { name: found.environment, store: storeOf(environments, found.environment) };
  throw new SecretsError(
    'BranchUnmatchedError',
    `No environment matches ${describeDeployment(deployment)}${deployment.type === 'branch' ? ` of app ${deployment.namespace}` : ''}.`,
    `Add it to an environment in defineSecrets({ environments }), for example: ${lineToAdd(deployment)}`,
  );
}

/** Every environment of a declaration, `sandbox` included, with its store. */
export function allEnvironments(environments: Environments): Environment[] {
  return [...new Set([...Object.keys(environments), SANDBOX])].map((name) => ({
    name,
    store: storeOf(environments, name),
  }));
}

function isOfApp(appId: string, deployment: Deployment): boolean {
  return deployment.type === 'branch' && deployment.namespace === appId;
}

function checkEnvironmentName(name: string): void {
  if (NAME.test(name)) return;
  const why = /^\d+$/.test(name)
    ? 'JavaScript moves integer-like keys to the front, so the order written would be lost'
    : 'a name is a lower-case letter, then lower-case letters, digits and hyphens';
  throw invalid(`"${name}" is no environment name: ${why}.`, `Rename it, for example: ${suggestName(name)}: 'main'.`);
}

function suggestName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const suggested = plain === '' || plain === SANDBOX ? 'prod' : plain;
  return suggested.includes('-') ? `'${suggested}'` : suggested;
}

function storeOf(environments: Environments, name: string): Store {
  const declared = Object.hasOwn(environments, name) ? environments[name] : undefined;
  const store = declared === undefined ? undefined : optionsOf(declared).store;
  return store ?? (name === SANDBOX ? 'amplify' : 'secrets-manager');
}

function optionsOf(declared: BranchPatterns | EnvironmentOptions): EnvironmentOptions {
  return typeof declared === 'string' || isList(declared) ? { branches: declared } : declared;
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: BranchPatterns | EnvironmentOptions): value is readonly string[] {
  return Array.isArray(value);
}

function patternsOf(branches: BranchPatterns | undefined): readonly string[] {
  return branches === undefined ? [] : typeof branches === 'string' ? [branches] : branches;
}

function entriesOf(environments: Environments): Entry[] {
  return Object.entries(environments).flatMap(([environment, declared]) => {
    const { branches, appId } = optionsOf(declared);
    return patternsOf(branches).map((pattern) => ({ environment, pattern, appId }));
  });
}

function lineToAdd(deployment: Deployment): string {
  if (isPreview(deployment)) return "preview: { branches: 'pr-*', store: 'amplify' }";
  return `dev: '${deploymentText(deployment)}'`;
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvironmentInvalidError', message, resolution);
}

function unreachable(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvironmentUnreachableError', message, resolution);
}
