import { BackendError } from '../backend-error.js';
import { note } from '../notes/notes.js';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import { type CheckResult, isStatus, uncheckedNotes } from './check-result.js';
import { lookUpSecrets } from './look-up-secrets.js';
import { requiredSecrets } from './required-secrets.js';
import { noteRotations } from './rotations.js';
import { secretsMissing } from './secrets-missing.js';

// Long enough for a slow sign-in. A check that would take longer is given up, never the deployment.
const BUDGET_MS = 5_000;

/**
 * Stops the deployment, before CloudFormation starts, when a secret that it was granted is missing, is scheduled for deletion, or is read
 * and has no value. Write it last in amplify/backend.ts, with `await`.
 *
 * It asks for names and never for values, by `secretsmanager:DescribeSecret`, and by `ssm:DescribeParameters` where the store is Amplify's
 * own; with the credentials, profile and region that `ampx` deploys with. Patterns, secrets named by `secretNamed` and secrets that the
 * backend itself creates need not exist. Without credentials, without the permission, or without an answer in 5 s, a note says so, and
 * the deployment goes on. Of the secrets that `defineSecretRotation` rotates here, notes say by what, how often, and when last; a rotation
 * that did not finish is a warning. Nothing is asked while `ampx sandbox delete` runs, or in a stage of `definePipeline`.
 *
 * @throws {SecretsMissingError} When a secret is missing.
 * @throws {BackendInvalidError} When it was not given a backend.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is.
 * @throws {SecretsUncheckedError} At the end of the synthesis, when the call had no `await`, or grants followed it.
 * @example
 * ```ts
 * const backend = defineBackend({ stripeWebhook });
 * grantSecretRead(backend.stripeWebhook, secrets.stripe);
 * await checkSecrets(backend);
 * ```
 */
export async function checkSecrets(backend: SecretsBackend): Promise<void> {
  return checkSecretsWithin(backend, BUDGET_MS, AbortSignal.timeout(BUDGET_MS));
}

/** `budget`, in milliseconds, is what the note says; `signal` ends it. */
export function checkSecretsWithin(
  backend: SecretsBackend,
  budget: number,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<void> {
  const state = openBackend(stackOf(backend, 'checkSecrets'));
  const { root, deployment } = state;
  if (isDeletion(process.argv)) return Promise.resolve();
  if (deployment.type === 'standalone' && deployment.namespace === 'pipeline') {
    note(
      root,
      'check',
      'checkSecrets does not check the stages of a pipeline: they are deployed later, with other credentials.',
    );
    return Promise.resolve();
  }

  const required = requiredSecrets(state);
  let pending = true;
  state.finalSteps.add('check', () => {
    if (pending) throw unchecked('was called without "await"', 'await checkSecrets(backend);');
    if (requiredSecrets(state).length > required.length) {
      throw unchecked(
        'was called before the last grant',
        'await checkSecrets(backend); as the last line of amplify/backend.ts.',
      );
    }
  });

  async function check(): Promise<void> {
    const results = await lookUpSecrets(required, signal).finally(() => {
      pending = false;
    });
    for (const message of uncheckedNotes(results, budget)) note(root, 'check', message);
    noteRotations(state, results, now());
    const missing = results.filter(isMissing);
    if (missing.length > 0) throw secretsMissing(deployment, missing);
  }
  return check();
}

function isMissing({ secret, found }: CheckResult): boolean {
  return isStatus(found) && found !== 'present' && (found !== 'empty' || secret.isRead);
}

/** `ampx sandbox delete` synthesises the backend too, and must not ask for secrets back to delete it. */
function isDeletion([, , ...words]: readonly string[]): boolean {
  return words.includes('sandbox') && words.includes('delete');
}

function unchecked(how: string, line: string): BackendError {
  return new BackendError(
    'SecretsUncheckedError',
    `checkSecrets ${how}, so the secrets of this deployment were not checked.`,
    `Write: ${line}`,
  );
}
