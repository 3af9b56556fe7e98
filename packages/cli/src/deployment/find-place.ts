import {
  allEnvironments,
  type Deployment,
  type Environment,
  environmentOf,
  includesProduction,
  optionsOf,
  parameterFolders,
  patternsOf,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';
import { CliError } from '../errors/cli-error.js';
import type { Place } from './place.js';

/** What says which environment a command is about. */
export interface PlaceOptions {
  readonly env?: string | undefined;
  readonly branch?: string | undefined;
  readonly identifier?: string | undefined;
  readonly appId?: string | undefined;
  readonly shared?: boolean | undefined;
}

/** What is known without an option. */
export interface PlaceDefaults {
  /** The namespace of sandboxes. */
  readonly packageName: string | undefined;
  /** The name of the sandbox that `ampx sandbox` deploys without an identifier. */
  readonly userName: string;
  /** AWS_APP_ID, which Amplify Hosting sets in its builds. */
  readonly appId: string | undefined;
  /** The environments that count as production, where the project lists them. */
  readonly production: readonly string[] | undefined;
  /** See `Place.commonOptions`. */
  readonly commonOptions?: string;
}

/**
 * The place of `--env`, `--branch` or, without either, of the sandbox.
 *
 * @throws {EnvironmentUnknownError} When the declaration has no such environment.
 * @throws {BranchUnmatchedError} When no environment matches the branch.
 * @throws {DeploymentNeededError} When the values are Amplify's own, and nothing says which deployment's.
 * @throws {CommandUsageError} When two options exclude each other.
 */
export function findPlace(set: SecretSet, options: PlaceOptions, defaults: PlaceDefaults): Place {
  const { env, branch, identifier } = options;
  const appId = options.appId ?? defaults.appId;
  if (identifier !== undefined && (branch !== undefined || (env !== undefined && env !== 'sandbox'))) {
    throw usage('--identifier names a sandbox, and cannot be combined with another environment.', 'Leave it out.');
  }
  if (branch !== undefined) {
    const deployment: Deployment = { type: 'branch', namespace: branchNamespace(set, appId), name: branch };
    const environment = environmentOf(set.environments, deployment);
    if (env !== undefined && env !== environment.name) {
      throw usage(
        `Branch "${branch}" is of the environment "${environment.name}", and --env is "${env}".`,
        `Leave --env out, or write: --env ${environment.name}`,
      );
    }
    return placeOf(set, environment, deployment, options, { ...defaults, appId });
  }
  const name = env ?? 'sandbox';
  const environment = allEnvironments(set.environments).find((each) => each.name === name);
  if (environment === undefined) {
    const names = allEnvironments(set.environments).map((each) => each.name);
    throw new CliError(
      'EnvironmentUnknownError',
      `The declaration of app "${set.app}" has no such environment.`,
      `Use one of: ${names.map((each) => `--env ${each}`).join(', ')}`,
    );
  }
  const deployment = name === 'sandbox' ? sandbox(environment, identifier, defaults) : undefined;
  return placeOf(set, environment, deployment, options, { ...defaults, appId });
}

/** Without an app id, a pattern for one app cannot match, and another environment would be found in its place. */
function branchNamespace(set: SecretSet, appId: string | undefined): string {
  const needed = Object.values(set.environments).some((declared) => optionsOf(declared).appId !== undefined);
  if (appId === undefined && needed) {
    throw deploymentNeeded(
      'The declaration has environments of one Amplify app alone, so that a branch needs its app.',
      'Add --app-id <id>, or set AWS_APP_ID. The id is in the Amplify console: App settings, General.',
    );
  }
  return appId ?? '';
}

function sandbox(environment: Environment, identifier: string | undefined, defaults: PlaceDefaults): Deployment {
  const { packageName, userName } = defaults;
  if (packageName === undefined && environment.store === 'amplify') {
    throw deploymentNeeded(
      'A sandbox is named after its package, and package.json has no "name".',
      'Add "name": "my-app" to package.json, as ampx sandbox needs it too.',
    );
  }
  return { type: 'sandbox', namespace: packageName ?? '', name: identifier ?? userName };
}

function placeOf(
  set: SecretSet,
  { name, store }: Environment,
  deployment: Deployment | undefined,
  { shared = false }: PlaceOptions,
  { appId, production, commonOptions = '' }: PlaceDefaults,
): Place {
  const isProduction = isProductionIn(set, name, production);
  const common = { environment: name, store, deployment, isProduction, commonOptions };
  if (store === 'secrets-manager') {
    if (shared) {
      throw usage(
        `--shared is for environments whose store is Amplify's, and "${name}" is in AWS Secrets Manager.`,
        'Leave it out.',
      );
    }
    const label = deployment?.type === 'branch' ? `${name} (branch "${deployment.name}")` : name;
    return { ...common, folders: [], writeFolder: undefined, label, isShared: false };
  }
  const of = deployment ?? (shared && appId !== undefined ? sharedOf(appId) : undefined);
  if (of === undefined || of.namespace === '') {
    throw deploymentNeeded(
      `The values of environment "${name}" are Amplify's own, in Parameter Store, where each branch has its own.`,
      shared || deployment !== undefined
        ? 'Add --app-id <id>, or set AWS_APP_ID. The id is in the Amplify console: App settings, General.'
        : 'Add --branch <name>, or --shared for what all branches of the app read; with --app-id <id>, or AWS_APP_ID.',
    );
  }
  const [own, all] = parameterFolders(of);
  if (shared && all === undefined) {
    throw usage(
      `Parameter Store accepts no shared path for "${of.namespace}", so that nothing is shared there.`,
      'Leave out --shared.',
    );
  }
  const label = of.type === 'sandbox' ? `sandbox "${of.name}"` : shared ? name : `${name} (branch "${of.name}")`;
  return {
    ...common,
    deployment: of,
    folders: shared && all !== undefined ? [all] : all === undefined ? [own] : [own, all],
    writeFolder: shared ? all : own,
    label: shared ? `${label}, shared by all deployments of ${of.namespace}` : label,
    isShared: shared,
  };
}

/** The own folder of this one is not used. */
function sharedOf(appId: string): Deployment {
  return { type: 'branch', namespace: appId, name: '' };
}

/** Those that the project lists; without a list as the guard takes it: by the environment's name, or by its branches. */
export function isProductionIn(
  { environments }: SecretSet,
  name: string,
  production?: PlaceDefaults['production'],
): boolean {
  if (production !== undefined) return production.includes(name);
  const declared = Object.hasOwn(environments, name) ? environments[name] : undefined;
  const branches = declared === undefined ? [] : patternsOf(optionsOf(declared).branches);
  return includesProduction([name, ...branches]);
}

function usage(message: string, resolution: string): CliError {
  return new CliError('CommandUsageError', message, resolution);
}

function deploymentNeeded(message: string, resolution: string): CliError {
  return new CliError('DeploymentNeededError', message, resolution);
}
