import {
  type BranchPatterns,
  checkBranchPattern,
  type Deployment,
  matchesDeployment,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';

/** The patterns of a grant's `branches`, judged: each could match some deployment, and there is at least one. */
export function patternsOf(branches: BranchPatterns | undefined, call: string): readonly string[] {
  const patterns = typeof branches === 'string' ? [branches] : branches;
  if (!Array.isArray(patterns) || patterns.length === 0 || patterns.some((pattern) => typeof pattern !== 'string')) {
    throw branchesMissing('The option "branches" names no branch', call);
  }
  for (const pattern of patterns) checkBranchPattern(pattern, 'The option "branches" of a grant');
  return patterns;
}

/** `sandbox` is every sandbox here, and no branch, also where a git branch is called so. */
export function holdsIn(branches: readonly string[], deployment: Deployment): boolean {
  const patterns = deployment.type === 'sandbox' ? branches : branches.filter((pattern) => pattern !== 'sandbox');
  return patterns.some((pattern) => matchesDeployment(pattern, deployment));
}

/** `problem` is the message up to what follows from it, `target` what the user wrote as what to grant. */
export function branchesMissing(problem: string, call: string, target = '…'): BackendError {
  return new BackendError(
    'GrantBranchesMissingError',
    `${problem}, so nothing says in which deployments the grant holds.`,
    `Write the branches: ${call}(…, ${target}, { branches: ['main'] }). 'sandbox' may be one of them.`,
  );
}
