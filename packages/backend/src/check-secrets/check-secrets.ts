import { SecretsError } from '@amplify-secrets/runtime/contract';
import { note } from '../notes/notes.js';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import { findSecrets } from './find-secrets.js';
import type { Finding } from './finding.js';
import { requiredSecrets } from './required-secrets.js';
import { secretsMissing } from './secrets-missing.js';
import { isState, uncheckedNotes } from './unchecked.js';

// Long enough for a slow sign-in. A check that would take longer is given up, never the deployment.
const BUDGET_MS = 5_000;

/**
 * Stops the deployment when a secret that it was granted is missing, scheduled for deletion or, where it is read, without a value, before
 * CloudFormation starts. Write it last in amplify/backend.ts, with `await`.
 *
 * Asks for names alone, never for values: `secretsmanager:DescribeSecret`, and `ssm:DescribeParameters` where the store is Amplify's
 * own. With the credentials, profile and region that `ampx` deploys with. Patterns, secrets named by `secretNamed` and secrets that the
 * backend itself makes are not required. What cannot be asked (no credentials, no permission, no answer in 5 s) is noted and stops
 * nothing; nor is anything asked while `ampx sandbox delete` runs, or in a stage of `definePipeline`.
 *
 * Rejects with SecretsMissingError, BackendInvalidError or DeploymentUnknownError. Without `await`, or before the last grant,
 * synthesis fails with SecretsUncheckedError.
 *
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
export function checkSecretsWithin(backend: SecretsBackend, budget: number, signal: AbortSignal): Promise<void> {
  const state = openBackend(stackOf(backend, 'checkSecrets'));
  const { root, deployment } = state;
  if (isDeletion(process.argv)) return Promise.resolve();
  if (deployment.type === 'standalone' && deployment.namespace === 'pipeline') {
    note(
      { construct: root },
      'check',
      "checkSecrets looks for nothing in a pipeline: its stages are deployed later, with other credentials than this synthesis'.",
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
    const findings = await findSecrets(required, signal).finally(() => {
      pending = false;
    });
    for (const text of uncheckedNotes(findings, budget)) note({ construct: root }, 'check', text);
    const missing = findings.filter(isMissing);
    if (missing.length > 0) throw secretsMissing(deployment, missing);
  }
  return check();
}

function isMissing({ secret, result }: Finding): boolean {
  return isState(result) && result !== 'present' && (result !== 'empty' || secret.read);
}

/** `ampx sandbox delete` synthesises the backend too, and must not ask for secrets back to delete it. */
function isDeletion([, , ...words]: readonly string[]): boolean {
  return words.includes('sandbox') && words.includes('delete');
}

function unchecked(how: string, line: string): SecretsError {
  return new SecretsError(
    'SecretsUncheckedError',
    `checkSecrets ${how}, so secrets of this deployment were not looked for.`,
    `Write: ${line}`,
  );
}
