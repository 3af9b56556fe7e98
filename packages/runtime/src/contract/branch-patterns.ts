import type { Deployment } from './deployment.js';
import { describeName } from './describe-value.js';
import { DeclarationError } from './errors.js';
import { isGlobSubset, matchesGlob } from './glob.js';
import { stringLiteral } from './source-code.js';

/** One pattern of an environment. */
export interface BranchPattern {
  readonly pattern: string;
  /** The Amplify app whose branches match; undefined for every app. */
  readonly appId: string | undefined;
}

export const SANDBOX = 'sandbox';
const SCHEME = /^(standalone|stage):/;
const PREVIEW = /^pr-\d+$/;
// What `git check-ref-format` refuses in a branch name; `{a,b}`, a wildcard elsewhere but not here; and `${…}` that nothing has replaced.
const NOT_IN_A_BRANCH = /[\s~^:?[\\]|\p{Cc}|\{.*,.*\}|\$\{|@\{|\.\.|\/\/|(^|\/)\.|\.lock($|\/)|^\/|[/.]$|^-|^@$/u;

/**
 * Checks one branch pattern. `owner` begins the message: `Environment "prod"`.
 *
 * @throws {EnvironmentInvalidError} When the pattern is not a string.
 * @throws {EnvironmentUnreachableError} When no deployment can match it.
 */
export function checkBranchPattern(pattern: string, owner: string): void {
  if (typeof pattern !== 'string') {
    throw new DeclarationError(
      'EnvironmentInvalidError',
      `${owner}: a branch pattern must be a string, and got ${describeName(pattern)}.`,
      "Write a branch ('main'), a glob ('release/*') or '*' for all.",
    );
  }
  const name = pattern.replace(SCHEME, '');
  if (name === '') {
    throw new DeclarationError(
      'EnvironmentUnreachableError',
      `${owner} has an empty branch pattern, which matches nothing.`,
      "Write a branch ('main'), a glob ('release/*') or '*' for all.",
    );
  }
  if (NOT_IN_A_BRANCH.test(name)) {
    const accepted = [pattern.trim(), pattern.replace(/\/$/, '/*')].find(
      (candidate) => !NOT_IN_A_BRANCH.test(candidate.replace(SCHEME, '')),
    );
    throw new DeclarationError(
      'EnvironmentUnreachableError',
      `${owner} has the branch pattern "${pattern}", which matches nothing: git does not allow such a branch name, and * is the only wildcard.`,
      accepted !== undefined
        ? `Write ${stringLiteral(accepted)}.`
        : "Write branches as git shows them, with * for any characters: 'release/*', or a list: ['v1', 'v2'].",
    );
  }
}

/** The pattern that matches a deployment, to be written in code: its name, with `*` for what a pattern may not have. */
export function patternOf(deployment: Deployment): string {
  const whole = matchableName(deployment) ?? SANDBOX;
  const scheme = deployment.type === 'standalone' ? whole.slice(0, whole.indexOf(':') + 1) : '';
  const name = whole.slice(scheme.length);
  if (!NOT_IN_A_BRANCH.test(name)) return whole;
  return scheme + name.replace(/[^\p{L}\p{N}_/-]+|^[/-]|\/(?=\/|$)/gu, '*');
}

/** Whether a pattern, as in `environments` or the word `sandbox`, matches this deployment. */
export function matchesDeployment(pattern: string, deployment: Deployment): boolean {
  const name = matchableName(deployment);
  if (name === undefined) return pattern === SANDBOX;
  if (isPreview(deployment) && !pattern.startsWith('pr-')) return false;
  if (deployment.type === 'branch' && !isBranchPattern(pattern)) return false;
  // The pattern `*` does not match `standalone:x` or `stage:x`: the prefix has to be written.
  const prefix = deployment.type === 'branch' ? '' : name.slice(0, name.indexOf(':') + 1);
  return pattern.startsWith(prefix) && matchesGlob(pattern.slice(prefix.length), name.slice(prefix.length));
}

/** Whether Amplify Hosting deployed it for a pull request: a branch named `pr-<number>`. */
export function isPreview(deployment: Deployment): boolean {
  return deployment.type === 'branch' && PREVIEW.test(deployment.name);
}

/** What patterns are matched against: the branch, `standalone:<identifier>` or `stage:<pipeline stage>`; undefined for a sandbox. */
export function matchableName(deployment: Deployment): string | undefined {
  if (deployment.type === 'sandbox') return undefined;
  if (deployment.type === 'branch') return deployment.name;
  return deployment.namespace === 'pipeline' ? `stage:${deployment.name}` : `standalone:${deployment.namespace}`;
}

export function isExact(pattern: string): boolean {
  return !pattern.includes('*');
}

export function isBranchPattern(pattern: string): boolean {
  return !SCHEME.test(pattern);
}

/** Whether `earlier` matches every deployment that `later` could. */
export function shadows(earlier: BranchPattern, later: BranchPattern): boolean {
  if (earlier.appId !== undefined && earlier.appId !== later.appId) return false;
  if (isExact(later.pattern)) return earlier.pattern === later.pattern;
  if (schemeOf(earlier.pattern) !== schemeOf(later.pattern)) return false;
  // A pattern that does not begin with `pr-` never matches a preview, so a later one still can.
  if (canBePreview(later.pattern) && !earlier.pattern.startsWith('pr-')) return false;
  return isGlobSubset(later.pattern, earlier.pattern);
}

function schemeOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf(':') + 1);
}

function canBePreview(pattern: string): boolean {
  return /^pr-[\d*]*$/.test(pattern);
}
