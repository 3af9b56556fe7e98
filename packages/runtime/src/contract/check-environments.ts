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
import { DeclarationError } from './errors.js';
import { isPlainObject } from './plain-object.js';
import { propertyKey, stringLiteral } from './source-code.js';
import { giveOrLeaveOut, undefinedOption } from './undefined-option.js';

const NAME = /^[a-z][a-z0-9-]*$/;
const OPTIONS = ['branches', 'appId', 'store'];

/**
 * Checks a declaration of environments: names, options, and that each pattern can match a deployment.
 *
 * @throws {EnvironmentInvalidError} When a name, an option or a pattern is not valid.
 * @throws {EnvironmentUnreachableError} When an environment or a pattern can never match.
 */
export function checkEnvironments(environments: Environments): void {
  if (!isPlainObject(environments)) {
    throw invalid(
      `"environments" must be a plain object, and got ${describeName(environments)}.`,
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

/** In `{ preview: 'pr-*', store: 'amplify' }`, `store` would be an environment. */
function misplaced(option: string): DeclarationError {
  return invalid(
    `"${option}" is an option of one environment, and was given in place of an environment.`,
    `Move it into its environment: preview: { branches: 'pr-*', store: 'amplify' }. The names ${OPTIONS.join(', ')} are reserved.`,
  );
}

function checkEnvironment(name: string, declared: BranchPatterns | EnvironmentOptions): void {
  const key = propertyKey(name);
  if (declared === undefined) throw invalid(`Environment "${name}" is there and undefined.`, giveOrLeaveOut(name));
  if (typeof declared !== 'string' && !Array.isArray(declared) && !isPlainObject(declared)) {
    throw invalid(
      `Environment "${name}" must be a branch pattern, a list of branch patterns or options, and got ${describeName(declared)}.`,
      `Write, for example: ${key}: 'main'.`,
    );
  }
  const options = optionsOf(declared);
  // TypeScript finds a wrong key in a literal alone, and `appid` for `appId` would open an environment to every app.
  const unknown = Object.keys(options).find((option) => !OPTIONS.includes(option));
  if (unknown !== undefined) {
    throw invalid(`Environment "${name}" has the unknown option "${unknown}".`, `Use one of: ${OPTIONS.join(', ')}.`);
  }
  const absent = undefinedOption(options);
  if (absent !== undefined) {
    throw invalid(`"${absent}" of environment "${name}" is there and undefined.`, giveOrLeaveOut(absent));
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
      'The environment "sandbox" is reserved for sandboxes, so it cannot have branches or an appId.',
      "Move these branches to another environment, for example: dev: '*'. To choose the store of sandboxes, write sandbox: { store: 'secrets-manager' }.",
    );
  }
  if (appId !== undefined && !(typeof appId === 'string' && /^[a-z0-9]+$/.test(appId))) {
    throw invalid(
      `"appId" of environment "${name}" must be an Amplify app id, and got ${describeName(appId)}.`,
      "Copy the id from the Amplify console, for example: appId: 'd1a2b3c4d5e6f7'.",
    );
  }
  const patterns = patternsOf(branches);
  if (!Array.isArray(patterns)) {
    throw invalid(
      `"branches" of environment "${name}" must be a branch pattern or a list of branch patterns, and got ${describeName(branches)}.`,
      "Write, for example: branches: ['main', 'release/*'].",
    );
  }
  if (patterns.length === 0) {
    throw unreachable(
      `Environment "${name}" has no branches, so no deployment can match it.`,
      `Add its branches, for example: ${key}: 'main'. Or delete it.`,
    );
  }
  for (const pattern of patterns) checkBranchPattern(pattern, `Environment "${name}"`);
  const foreign = patterns.find((pattern) => appId !== undefined && !isBranchPattern(pattern));
  if (foreign !== undefined) {
    throw unreachable(
      `Pattern "${foreign}" of environment "${name}" can never match: the environment has an appId, and only branches belong to an Amplify app.`,
      `Move it to an environment without an appId, for example: ${propertyKey(`${name}-standalone`)}: ${stringLiteral(foreign)}.`,
    );
  }
}

function shadowed(entry: EnvironmentEntry, earlier: EnvironmentEntry): DeclarationError {
  const same = earlier.environment === entry.environment;
  return unreachable(
    `Pattern "${entry.pattern}" of environment "${entry.environment}" can never match: "${earlier.pattern}" of ${same ? 'the same environment' : `environment "${earlier.environment}"`} comes before it and matches every branch that it could.`,
    same || shadows(entry, earlier)
      ? `Delete "${entry.pattern}" from environment "${entry.environment}".`
      : `Move environment "${entry.environment}" above environment "${earlier.environment}".`,
  );
}

function checkEnvironmentName(name: string): void {
  if (NAME.test(name)) return;
  const why = /^\d+$/.test(name)
    ? 'JavaScript moves integer-like keys to the front, so the order written would be lost'
    : 'it must be a lowercase letter followed by lowercase letters, digits and hyphens';
  throw invalid(
    `"${name}" is not a valid environment name: ${why}.`,
    `Rename it, for example to ${acceptedEnvironment(name)}.`,
  );
}

function acceptedEnvironment(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return propertyKey(NAME.test(plain) && plain !== SANDBOX ? plain : plain === '' ? 'dev' : `env-${plain}`);
}

function invalid(message: string, resolution: string): DeclarationError {
  return new DeclarationError('EnvironmentInvalidError', message, resolution);
}

function unreachable(message: string, resolution: string): DeclarationError {
  return new DeclarationError('EnvironmentUnreachableError', message, resolution);
}
