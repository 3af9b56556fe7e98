import {
  type BranchPatterns,
  checkBranchPattern,
  type Deployment,
  kindOf,
  matchesDeployment,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { unsetIn } from './secret-arn.js';

/**
 * `call` is the function that was called, and `line` how to call it.
 * @throws {GrantBranchesMissingError} When there is none, or one was made of a variable that is not set.
 * @throws {EnvironmentUnreachableError} When no deployment can match one of them.
 */
export function patternsOf(
  branches: BranchPatterns | undefined,
  call: string,
  line = grantLine(call, "'my-secret'"),
): readonly string[] {
  const patterns = typeof branches === 'string' ? [branches] : branches;
  if (!Array.isArray(patterns) || patterns.length === 0 || patterns.some((pattern) => typeof pattern !== 'string')) {
    throw new BackendError(
      'GrantBranchesMissingError',
      `The option "branches" of ${call} must name at least one branch, and got ${describeBranches(branches)}.`,
      branchesLine(line),
    );
  }
  for (const pattern of patterns) {
    checkBranchPattern(pattern, 'The option "branches" of a grant');
    if (unsetIn(pattern) !== pattern) continue;
    throw new BackendError(
      'GrantBranchesMissingError',
      `The option "branches" of ${call} must name at least one branch, and got "${pattern}", a variable that is not set.`,
      branchesLine(line),
    );
  }
  return patterns;
}

function describeBranches(branches: unknown): string {
  if (!Array.isArray(branches)) return kindOf(branches);
  const wrong: unknown = branches.find((branch) => typeof branch !== 'string');
  return branches.length === 0 ? 'an empty list' : `a list with ${kindOf(wrong)} in it`;
}

/** `sandbox` is every sandbox here, and no git branch, even one of that name. */
export function holdsIn(branches: readonly string[], deployment: Deployment): boolean {
  const patterns = deployment.type === 'sandbox' ? branches : branches.filter((pattern) => pattern !== 'sandbox');
  return patterns.some((pattern) => matchesDeployment(pattern, deployment));
}

/** `problem` begins the message; `target` is the target as the user wrote it. */
export function branchesMissing(problem: string, call: string, target: string): BackendError {
  return new BackendError(
    'GrantBranchesMissingError',
    `${problem}, so the option "branches" must say in which deployments to grant it.`,
    branchesLine(grantLine(call, target)),
  );
}

function grantLine(call: string, target: string): string {
  return `${call}(backend.myFunction, ${target}, { branches: ['main'] })`;
}

function branchesLine(line: string): string {
  return `Write the branches: ${line}. 'sandbox' may be one of them.`;
}
