import { environmentOf } from '@amplify-secrets/runtime/contract';
import { Stack } from 'aws-cdk-lib';
import { checkGrantOptions, type GrantOptions } from './grant-options.js';
import { granteeOf, type SecretGrantee } from './grantees/grantee.js';
import { noteElsewhere, noteGrant } from './notes/grant-notes.js';
import { openBackend } from './open-backend.js';
import type { Access } from './statements/access.js';
import { holdsIn, patternsOf } from './targets/branches.js';
import { keyArnOf } from './targets/encryption-key.js';
import { checkWritable, type GrantTarget, targetsOf } from './targets/grant-target.js';

/**
 * Lets a function, role or other grantee read secrets, and nothing else.
 *
 * In AWS Secrets Manager: `GetSecretValue` on exactly `<name>-??????`. In Amplify's own store: `ssm:GetParameter` and
 * `ssm:GetParameters` on exactly the deployment's own and the shared parameter. A function also gets the variable `AMPLIFY_SECRETS`, which
 * says which environment it runs in. It replaces an earlier value, and code that sets the variable later fails the synthesis. On an
 * imported function it cannot be set: a warning shows the line to write where the function is defined.
 *
 * `target` is a reference, `secretNamed(…)`, `secretsMatching(…)`, `allSecrets(…)`, a plain name, an ARN, a raw pattern, a CDK secret, or a
 * list of them. Without `options` the grant holds in every deployment, allows batches, and is for secrets under the store's own key.
 *
 * At the end of the synthesis every grant is looked for in the templates, unless `app.synth({ skipValidation: true })` leaves that out.
 * A permissions boundary or a Deny, which can make a grant void, is not taken into account.
 *
 * @throws {GranteeInvalidError} When the grantee is not a function and has no role.
 * @throws {GrantTargetInvalidError} When the target is nothing that can be granted.
 * @throws {GrantOptionInvalidError} When an option is unknown, or is not what it must be.
 * @throws {GrantBranchesMissingError} When the target belongs to no environment, and there are no `branches`.
 * @throws {EnvironmentUnreachableError} When no deployment can match one of the `branches`.
 * @throws {SecretNameInvalidError} When no secret can have the name.
 * @throws {SecretPatternInvalidError} When a raw pattern is not valid.
 * @throws {SandboxSecretNameInvalidError} When a sandbox cannot have a secret of the name given to `secretNamed`.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is, or two calls name two.
 * @throws {BranchUnmatchedError} When the deployment is of no environment.
 * @throws {SecretSetsDisagreeError} When two sets of one app differ in what they both declare.
 * @throws {SecretNameTakenError} When two secrets would be one.
 * @throws {DescriptorTooLargeError} When the function uses more apps than its variable can say.
 * @throws {GrantLostError} When CDK drops the grant, here or at the end of the synthesis.
 * @throws {GrantTooLargeError} At the end of the synthesis, when the role would pass one of IAM's quotas.
 * @example
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
 * @example
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
 * @example
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
  written: GrantOptions,
): void {
  // 1. Check what was written.
  const options = checkGrantOptions(written, call);
  const grantee = granteeOf(who, call);
  const branches = options.branches === undefined ? undefined : patternsOf(options.branches, call);
  const key = options.encryptionKey === undefined ? undefined : keyArnOf(options.encryptionKey, call);
  const targets = targetsOf(what, branches !== undefined, call);
  if (accesses.includes('write')) checkWritable(targets, call);

  // 2. Make the sets known to the backend.
  const state = openBackend(grantee.construct, options.deployment);
  const { deployment } = state;
  const sets = new Set(targets.map(({ set }) => set).filter((set) => set !== undefined));
  for (const set of sets) state.sets.register(set);
  for (const { reference } of targets) if (reference?.undeclared) state.sets.claim(reference);

  // 3. Locate every target before one is granted: a mistake in the list leaves nothing half done.
  const isHere = branches === undefined || holdsIn(branches, deployment);
  const stack = Stack.of(grantee.construct);
  const grants = targets.map((target) => {
    const located = isHere ? target.locate(deployment, stack) : undefined;
    const terms = { batch: options.batch ?? true, key: key ?? located?.key };
    return { call, grantee, accesses, target, terms, branches, located };
  });

  // 4. Say which environment the code runs in.
  const described = isHere ? [...sets] : [];
  const environments = described.map((set) => ({ set, ...environmentOf(set.environments, deployment) }));
  state.descriptors.add(grantee, environments, deployment);

  // 5. Allow it.
  for (const each of grants) state.addGrant(each);

  // 6. Note what its author may not expect.
  for (const each of grants) noteGrant(each);
  if (!isHere && branches !== undefined) noteElsewhere(grantee, targets, branches, state);
}
