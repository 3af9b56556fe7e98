import {
  type BranchPatterns,
  checkPattern,
  type Deployment,
  matchesDeployment,
  SecretsError,
} from '@amplify-secrets/runtime/contract';

/** The patterns of a grant's `branches`, judged: each could match some deployment, and there is at least one. */
export function patternsOf(branches: BranchPatterns): readonly string[] {
  const patterns = typeof branches === 'string' ? [branches] : branches;
  if (!Array.isArray(patterns) || patterns.length === 0 || patterns.some((pattern) => typeof pattern !== 'string')) {
    throw branchesMissing('The option "branches" names no branch');
  }
  for (const pattern of patterns) checkPattern(pattern, 'The option "branches" of a grant');
  return patterns;
}

export function holdsIn(patterns: readonly string[], deployment: Deployment): boolean {
  return patterns.some((pattern) => matchesDeployment(pattern, deployment));
}

/** `problem` is the message up to what follows from it. */
export function branchesMissing(problem: string): SecretsError {
  return new SecretsError(
    'GrantBranchesMissingError',
    `${problem}, so nothing says in which deployments the grant holds.`,
    "Add the branches, for example: { branches: ['main'] }. 'sandbox' may be one of them.",
  );
}
