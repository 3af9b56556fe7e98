import type { Deployment } from './deployment.js';
import { describeName } from './describe-value.js';
import { SecretsError } from './errors.js';
import { coversGlob, matchesGlob } from './glob.js';
import { stringLiteral } from './source-code.js';

/** One pattern of an environment, perhaps for one Amplify app only. */
export interface BranchPattern {
  readonly pattern: string;
  readonly appId: string | undefined;
}

export const SANDBOX = 'sandbox';
const SCHEME = /^(standalone|stage):/;
const PREVIEW = /^pr-\d+$/;
// What `git check-ref-format` refuses in a branch name, and `?`, `[]`, `{}`, which look like globs but are none here.
const NOT_IN_A_BRANCH = /[\s~^:?[\]{}\\]|\p{Cc}|\.\.|\/\/|(^|\/)\.|\.lock($|\/)|^\/|[/.]$|^-|^@$/u;

/** Throws EnvironmentUnreachableError for a pattern that no deployment can have. `owner` begins the message. */
export function checkBranchPattern(pattern: string, owner: string): void {
  if (typeof pattern !== 'string') {
    throw new SecretsError(
      'EnvironmentInvalidError',
      `${owner} has ${describeName(pattern)} for a branch pattern, and a pattern is a text.`,
      "Write a branch ('main'), a glob ('release/*') or '*' for all.",
    );
  }
  const text = pattern.replace(SCHEME, '');
  if (text === '') {
    throw new SecretsError(
      'EnvironmentUnreachableError',
      `${owner} has an empty branch pattern, which matches nothing.`,
      "Write a branch ('main'), a glob ('release/*') or '*' for all.",
    );
  }
  if (NOT_IN_A_BRANCH.test(text)) {
    const accepted = [pattern.trim(), pattern.replace(/\/$/, '/*')].find(
      (candidate) => !NOT_IN_A_BRANCH.test(candidate.replace(SCHEME, '')),
    );
    throw new SecretsError(
      'EnvironmentUnreachableError',
      `${owner} has the pattern "${pattern}", which matches nothing: git allows no such branch, or the kit knows no such wildcard (* is the only one).`,
      accepted !== undefined
        ? `Write ${stringLiteral(accepted)}.`
        : "Write branches as git shows them, with * for any characters: 'release/*', or a list: ['v1', 'v2'].",
    );
  }
}

/** Whether a pattern (as in `environments`, or `sandbox`) takes this deployment. */
export function matchesDeployment(pattern: string, deployment: Deployment): boolean {
  const text = matchableName(deployment);
  if (text === undefined) return pattern === SANDBOX;
  if (isPreview(deployment) && !pattern.startsWith('pr-')) return false;
  if (deployment.type === 'branch' && !isBranchPattern(pattern)) return false;
  // `*` must not reach into `standalone:` and `stage:` from outside. A branch is of neither, whatever it is called.
  const prefix = deployment.type === 'branch' ? '' : text.slice(0, text.indexOf(':') + 1);
  return pattern.startsWith(prefix) && matchesGlob(pattern.slice(prefix.length), text.slice(prefix.length));
}

/** Whether Amplify Hosting made this deployment for a pull request: a branch named `pr-<number>`. */
export function isPreview(deployment: Deployment): boolean {
  return deployment.type === 'branch' && PREVIEW.test(deployment.name);
}

/** What patterns are matched against: the branch, `standalone:<identifier>` or `stage:<pipeline stage>`; a sandbox has none. */
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

/** Whether `earlier` takes every deployment that `later` could. */
export function shadows(earlier: BranchPattern, later: BranchPattern): boolean {
  if (earlier.appId !== undefined && earlier.appId !== later.appId) return false;
  if (isExact(later.pattern)) return earlier.pattern === later.pattern;
  if (schemeOf(earlier.pattern) !== schemeOf(later.pattern)) return false;
  // Previews are kept from patterns that do not begin `pr-`, so such a pattern leaves `pr-<digits>` to a later one.
  if (canBePreview(later.pattern) && !earlier.pattern.startsWith('pr-')) return false;
  return coversGlob(earlier.pattern, later.pattern);
}

function schemeOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf(':') + 1);
}

function canBePreview(pattern: string): boolean {
  return /^pr-[\d*]*$/.test(pattern);
}
