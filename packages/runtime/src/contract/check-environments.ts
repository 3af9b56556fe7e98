import { checkBranchPattern, isBranchPattern, SANDBOX, shadows } from './branch-patterns.js';
import { describeName } from './describe-value.js';
import {
  type BranchPatterns,
  type EnvironmentEntry,
  type EnvironmentOptions,
  type Environments,
  entriesOf,
  optionsOf,
  patternsOf,
} from './environments.js';
import { SecretsError } from './errors.js';
import { isPlainObject } from './plain-object.js';
import { propertyKey, stringLiteral } from './source-code.js';

const NAME = /^[a-z][a-z0-9-]*$/;
const OPTIONS = ['branches', 'appId', 'store'];

/**
 * Judges a declaration of environments: names, stores, and that every entry can match some deployment.
 * Throws EnvironmentInvalidError or EnvironmentUnreachableError.
 */
export function checkEnvironments(environments: Environments): void {
  if (!isPlainObject(environments)) {
    throw invalid(
      `The environments are ${describeName(environments)}, and must be a plain object.`,
      "Write, for example: environments: { prod: 'main', dev: '*' }.",
    );
  }
  for (const [name, declared] of Object.entries(environments)) {
    if (OPTIONS.includes(name)) throw misplaced(name);
    checkEnvironmentName(name);
    checkEnvironment(name, declared);
  }
  const entries = entriesOf(environments);
  entries.forEach((entry, index) => {
    const earlier = entries.slice(0, index).find((other) => shadows(other, entry));
    if (earlier !== undefined) throw shadowed(entry, earlier);
  });
}

/** `{ preview: 'pr-*', store: 'amplify' }` would be an environment called "store". */
function misplaced(option: string): SecretsError {
  return invalid(
    `"${option}" is an option of an environment, and stands among the environments.`,
    `Write it into the environment that it is of: preview: { branches: 'pr-*', store: 'amplify' }. An environment cannot be called ${OPTIONS.join(', ')}.`,
  );
}

function checkEnvironment(name: string, declared: BranchPatterns | EnvironmentOptions): void {
  const key = propertyKey(name);
  if (typeof declared !== 'string' && !Array.isArray(declared) && !isPlainObject(declared)) {
    throw invalid(
      `Environment "${name}" is ${describeName(declared)}, and must be a branch pattern, a list of them, or options.`,
      `Write, for example: ${key}: 'main'.`,
    );
  }
  const options = optionsOf(declared);
  // TypeScript lets a wrong key through here, and `appid` for `appId` would open an environment to every app.
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) {
    throw invalid(`Environment "${name}" has the unknown option "${unknown}".`, `Use one of: ${OPTIONS.join(', ')}.`);
  }
  const { branches, store, appId } = options;
  if (store !== undefined && store !== 'secrets-manager' && store !== 'amplify') {
    throw invalid(
      `Environment "${name}" has the unknown store ${describeName(store)}.`,
      "Write store: 'secrets-manager' or store: 'amplify'.",
    );
  }
  if (name === SANDBOX) {
    if (branches === undefined && appId === undefined) return;
    throw invalid(
      'The environment "sandbox" is reserved for sandboxes, so it takes no branches and no appId.',
      "Give these branches an environment of another name, for example: dev: '*'. To choose the sandboxes' store, write sandbox: { store: 'secrets-manager' }.",
    );
  }
  if (appId !== undefined && !(typeof appId === 'string' && /^[a-z0-9]+$/.test(appId))) {
    throw invalid(
      `Environment "${name}" has the appId ${describeName(appId)}, which is no Amplify app id.`,
      "Copy the id from the Amplify console, for example: appId: 'd1a2b3c4d5e6f7'.",
    );
  }
  const patterns = patternsOf(branches);
  if (!Array.isArray(patterns)) {
    throw invalid(
      `Environment "${name}" has ${describeName(branches)} for branches, which must be a branch pattern or a list of them.`,
      "Write, for example: branches: ['main', 'release/*'].",
    );
  }
  if (patterns.length === 0) {
    throw unreachable(
      `Environment "${name}" names no branch, so no deployment can be of it.`,
      `Name its branches, for example: ${key}: 'main'. Or delete it.`,
    );
  }
  for (const pattern of patterns) checkBranchPattern(pattern, `Environment "${name}"`);
  const foreign = patterns.find((pattern) => appId !== undefined && !isBranchPattern(pattern));
  if (foreign !== undefined) {
    throw unreachable(
      `Pattern "${foreign}" of environment "${name}" can never match: only branches are of an Amplify app, and the environment has an appId.`,
      `Give it an environment without appId, for example: ${propertyKey(`${name}-standalone`)}: ${stringLiteral(foreign)}.`,
    );
  }
}

function shadowed(entry: EnvironmentEntry, earlier: EnvironmentEntry): SecretsError {
  const same = earlier.environment === entry.environment;
  return unreachable(
    `Pattern "${entry.pattern}" of environment "${entry.environment}" can never match: "${earlier.pattern}" of ${same ? 'the same environment' : `environment "${earlier.environment}"`} stands before it and takes every branch it could.`,
    same || shadows(entry, earlier)
      ? `Delete "${entry.pattern}" from environment "${entry.environment}".`
      : `Write environment "${entry.environment}" above environment "${earlier.environment}".`,
  );
}

function checkEnvironmentName(name: string): void {
  if (NAME.test(name)) return;
  const why = /^\d+$/.test(name)
    ? 'JavaScript moves integer-like keys to the front, so the order written would be lost'
    : 'a name is a lower-case letter, then lower-case letters, digits and hyphens';
  throw invalid(`"${name}" is no environment name: ${why}.`, `Rename it, for example to ${acceptedEnvironment(name)}.`);
}

function acceptedEnvironment(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return propertyKey(NAME.test(plain) && plain !== SANDBOX ? plain : plain === '' ? 'dev' : `env-${plain}`);
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvironmentInvalidError', message, resolution);
}

function unreachable(message: string, resolution: string): SecretsError {
  return new SecretsError('EnvironmentUnreachableError', message, resolution);
}
