import {
  type BranchPatterns,
  type Deployment,
  describeDeployment,
  environmentOf,
} from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { holdsIn, patternsOf } from './grant-branches.js';
import { grantState } from './grant-state.js';
import { granteeOf, type SecretGrantee } from './grantee.js';
import { locate } from './locate-target.js';
import { note, noteSharing, warnOfStrayMatch } from './notes.js';
import type { Access } from './statements.js';
import { type SecretTarget, setOf, targetsOf } from './target.js';

export interface GrantOptions {
  /**
   * Grant only in these deployments: branch patterns as in `defineSecrets({ environments })`, or `'sandbox'`. Elsewhere nothing is
   * granted, and a note says so. A plain name, an ARN or a raw pattern belongs to no environment and needs it.
   * @default every deployment
   */
  readonly branches?: BranchPatterns;
  /**
   * Which deployment this is, where Amplify's CDK context does not say: in a plain CDK stack. Once per stack is enough.
   * @default Amplify's own
   */
  readonly deployment?: Deployment;
  /**
   * Whether the secrets may be read in one call, which needs `secretsmanager:BatchGetSecretValue`. It is added once the grantee can
   * read two secrets of AWS Secrets Manager, and gives access to no secret by itself.
   * @default true
   */
  readonly batch?: boolean;
}

/**
 * Lets a function, role or other grantee read secrets, and nothing else.
 *
 * In AWS Secrets Manager: `GetSecretValue` on exactly `<name>-??????`. In Amplify's own store: `ssm:GetParameter` and
 * `ssm:GetParameters` on exactly the deployment's own and shared parameter. A function is also told which environment it runs in, in
 * the variable `AMPLIFY_SECRETS`: what it held before is replaced, and code that sets it later fails synthesis. An imported function
 * cannot be told, and a warning shows the line to write where it is defined.
 *
 * Throws GranteeInvalidError, GrantTargetInvalidError, GrantBranchesMissingError, SecretPatternInvalidError,
 * DeploymentUnknownError, BranchUnmatchedError, SecretSetsDisagreeError, SecretNameTakenError or DescriptorTooLargeError here, and
 * GrantLostError here or once the templates are synthesised without the permission in them.
 *
 * ```ts
 * grantSecretRead(backend.stripeWebhook, secrets.stripe);
 * grantSecretRead(backend.router, [secrets.slack, secretsMatching(secrets, 'github-*')]);
 * grantSecretRead(backend.legacy, 'upwork-oauth-tokens', { branches: 'main' });
 * ```
 */
export function grantSecretRead(
  grantee: SecretGrantee,
  target: SecretTarget | readonly SecretTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretRead', ['read'], grantee, target, options);
}

/**
 * Lets a grantee write secrets that exist, without reading them: `PutSecretValue` and `UpdateSecretVersionStage`, or `ssm:PutParameter`
 * on the deployment's own parameter. Otherwise as `grantSecretRead`.
 */
export function grantSecretWrite(
  grantee: SecretGrantee,
  target: SecretTarget | readonly SecretTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretWrite', ['write'], grantee, target, options);
}

/** Both `grantSecretRead` and `grantSecretWrite`, for a function that reads a token and writes back the next one. */
export function grantSecretReadWrite(
  grantee: SecretGrantee,
  target: SecretTarget | readonly SecretTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretReadWrite', ['read', 'write'], grantee, target, options);
}

function grant(
  call: string,
  accesses: readonly Access[],
  who: SecretGrantee,
  what: SecretTarget | readonly SecretTarget[],
  options: GrantOptions,
): void {
  const grantee = granteeOf(who, call);
  const branches = options.branches === undefined ? undefined : patternsOf(options.branches);
  const targets = targetsOf(what, branches !== undefined, call);
  const state = grantState(grantee, options.deployment);
  const { deployment } = state;
  const sets = new Set(targets.map(setOf).filter((set) => set !== undefined));
  for (const set of sets) state.sets.register(set);

  const holds = branches === undefined || holdsIn(branches, deployment);
  const stack = Stack.of(grantee.construct);
  const located = holds ? targets.map((target) => locate(target, deployment, stack)) : [];
  state.tell(
    grantee,
    holds ? [...sets].map((set) => ({ app: set.app, ...environmentOf(set.environments, deployment) })) : [],
  );

  for (const target of targets) warnOfStrayMatch(grantee, target);
  for (const { target, environment } of located) noteSharing(grantee, target, environment);
  if (!holds) {
    const names = targets.map(({ label }) => label).join(', ');
    note(
      grantee,
      'branches',
      `${names}: granted in ${branches?.join(', ')} only, so not in ${describeDeployment(deployment)}.`,
    );
  }
  for (const access of accesses) {
    for (const secret of located) state.allow(grantee, access, secret, options.batch ?? true);
  }
}
