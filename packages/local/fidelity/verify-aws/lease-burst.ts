import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { token } from '../fidelity-case.js';

export interface Burst {
  readonly accepted: number;
  /** Refused with ResourceExistsException. */
  readonly existing: number;
  /** The names of other errors. */
  readonly others: readonly string[];
  readonly versions: number;
}

/** As many containers ask for the lease of one version at once. */
export const PUTS = 50;
const LABEL = 'VERIFY-LEASE';

/** Puts many values under one ClientRequestToken at once: a lease holds if exactly one is accepted. */
export async function burst(secrets: SecretsManager, name: string): Promise<Burst> {
  await secrets.createSecret({ Name: name, SecretString: 'current', ClientRequestToken: token(`${name}-current`) });
  const ClientRequestToken = token(`${name}-lease`);
  const outcomes = await Promise.all(
    Array.from({ length: PUTS }, (_, index) =>
      secrets
        .putSecretValue({
          SecretId: name,
          ClientRequestToken,
          SecretString: `holder ${index}`,
          VersionStages: [LABEL],
        })
        .then(
          () => 'accepted',
          (error: unknown) => (error instanceof Error ? error.name : String(error)),
        ),
    ),
  );
  const { Versions = [] } = await secrets.listSecretVersionIds({ SecretId: name, IncludeDeprecated: true });
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return {
    accepted: count('accepted'),
    existing: count('ResourceExistsException'),
    others: outcomes.filter((one) => one !== 'accepted' && one !== 'ResourceExistsException'),
    versions: Versions.filter(({ VersionId }) => VersionId === ClientRequestToken).length,
  };
}

export function isExclusive({ accepted, existing, versions }: Burst): boolean {
  return accepted === 1 && existing === PUTS - 1 && versions === 1;
}
