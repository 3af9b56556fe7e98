import {
  type Deployment,
  describeDeployment,
  environmentOf,
  findEnvironment,
  type SecretSet,
} from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { checkGrantOptions, type GrantOptions } from './grant-options.js';
import { granteeOf, type SecretGrantee } from './grantees/grantee.js';
import { noteAccount } from './notes/cross-account.js';
import { note, noteSharing, warnOfEnvironment, warnOfStrayMatch } from './notes/notes.js';
import { openBackend } from './open-backend.js';
import type { Access } from './statements/access.js';
import { holdsIn, patternsOf } from './targets/branches.js';
import { keyArnOf } from './targets/encryption-key.js';
import { type GrantTarget, targetsOf } from './targets/grant-target.js';

/**
 * Lets a function, role or other grantee read secrets, and nothing else.
 *
 * In AWS Secrets Manager: `GetSecretValue` on exactly `<name>-??????`. In Amplify's own store: `ssm:GetParameter` and
 * `ssm:GetParameters` on exactly the deployment's own and shared parameter. A function is also told which environment it runs in, in
 * the variable `AMPLIFY_SECRETS`: what it held before is replaced, and code that sets it later fails synthesis. An imported function
 * cannot be told, and a warning shows the line to write where it is defined.
 *
 * `target` is a reference, `secretNamed(…)`, `secretsMatching(…)`, `allSecrets(…)`, a plain name, an ARN, a raw pattern, or a list of
 * them. Without `options` the grant holds in every deployment, allows batches, and is for secrets under the store's own key.
 *
 * Throws GranteeInvalidError, GrantTargetInvalidError, GrantOptionInvalidError, GrantBranchesMissingError,
 * EnvironmentUnreachableError, SecretPatternInvalidError, SecretNameInvalidError, SandboxSecretNameInvalidError,
 * DeploymentUnknownError, BranchUnmatchedError, SecretSetsDisagreeError, SecretNameTakenError or DescriptorTooLargeError here, and
 * GrantLostError here or once the templates are synthesised without the permission in them; GrantTooLargeError then, where a role would
 * pass IAM's quota. What else decides is not looked at: a
 * permissions boundary or a Deny can make a grant void, in the same template too. `app.synth({ skipValidation: true })` skips the look.
 *
 * ```ts
 * grantSecretRead(backend.stripeWebhook, secrets.stripe);
 * grantSecretRead(backend.router, [secrets.slack, secretsMatching(secrets, 'github-*')]);
 * grantSecretRead(backend.legacy, 'upwork-oauth-tokens', { branches: 'main' });
 * grantSecretRead(backend.billing, secrets.bank, {
 *   encryptionKey: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
 * });
 * ```
 */
export function grantSecretRead(
  grantee: SecretGrantee,
  target: GrantTarget | readonly GrantTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretRead', ['read'], grantee, target, options);
}

/**
 * Lets a grantee write secrets that exist, without reading them: `PutSecretValue` and `UpdateSecretVersionStage`, or `ssm:PutParameter`
 * on the deployment's own parameter. Targets, defaults, errors and limits are those of `grantSecretRead`.
 *
 * ```ts
 * grantSecretWrite(backend.importer, secrets.upworkTokens);
 * ```
 */
export function grantSecretWrite(
  grantee: SecretGrantee,
  target: GrantTarget | readonly GrantTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretWrite', ['write'], grantee, target, options);
}

/**
 * Both `grantSecretRead` and `grantSecretWrite`, for a function that reads a token and writes back the next one. Targets, defaults,
 * errors and limits are those of `grantSecretRead`.
 *
 * ```ts
 * grantSecretReadWrite(backend.tokenRefresh, secrets.upworkTokens);
 * ```
 */
export function grantSecretReadWrite(
  grantee: SecretGrantee,
  target: GrantTarget | readonly GrantTarget[],
  options: GrantOptions = {},
): void {
  grant('grantSecretReadWrite', ['read', 'write'], grantee, target, options);
}

function grant(
  call: string,
  accesses: readonly Access[],
  who: SecretGrantee,
  what: GrantTarget | readonly GrantTarget[],
  options: GrantOptions,
): void {
  checkGrantOptions(options, call);
  const grantee = granteeOf(who, call);
  // An option that is there and undefined (a misspelt variable) must not widen or drop a grant.
  const branches = 'branches' in options ? patternsOf(options.branches, call) : undefined;
  const key = 'encryptionKey' in options ? keyArnOf(options.encryptionKey, call) : undefined;
  const targets = targetsOf(what, branches !== undefined, call);
  const state = openBackend(grantee.construct, options.deployment);
  const { deployment } = state;
  const sets = new Set(targets.map(({ set }) => set).filter((set) => set !== undefined));
  for (const set of sets) state.sets.register(set);
  for (const { reference } of targets) if (reference?.undeclared) state.sets.claim(reference);

  const holds = branches === undefined || holdsIn(branches, deployment);
  const stack = Stack.of(grantee.construct);
  // All are found before one is granted: a mistake in the list leaves nothing half done.
  const grants = targets.map((target) => {
    const located = holds ? target.locate(deployment, stack) : undefined;
    const terms = { batch: options.batch ?? true, key: key ?? located?.key };
    return { call, grantee, accesses, target, terms, branches, located };
  });
  const described = holds ? [...sets] : [];
  const environments = described.map((set) => ({ app: set.app, ...environmentOf(set.environments, deployment) }));
  state.descriptors.add(grantee, environments, deployment);

  for (const target of targets) warnOfStrayMatch(grantee, target);
  for (const { target, located } of grants) noteSharing(grantee, target, located?.environment);
  if (!holds) {
    const names = targets.map(({ label }) => label).join(', ');
    note(
      grantee,
      'branches',
      `${names}: granted in ${branches?.join(', ')} only, so not in ${describeDeployment(deployment)}.`,
    );
    const environment = branches?.find((branch) =>
      state.sets.all().some((set) => isEnvironmentOnly(set, branch, deployment)),
    );
    if (environment !== undefined) warnOfEnvironment(grantee, environment);
  }
  for (const each of grants) {
    noteAccount(each);
    state.addGrant(each);
  }
}

/** Whether an environment is called so, and no branch of it is. */
function isEnvironmentOnly({ environments }: SecretSet, name: string, { namespace }: Deployment): boolean {
  if (name === 'sandbox' || !Object.hasOwn(environments, name)) return false;
  return findEnvironment(environments, { type: 'branch', namespace, name })?.name !== name;
}
