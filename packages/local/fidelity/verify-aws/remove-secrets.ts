import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { ClientSettings } from './client-settings.js';
import { guard } from './own-client.js';

/** Removes every secret under the prefix at once, and returns the names of those that are left. */
export async function removeSecrets(config: ClientSettings, prefix: string): Promise<readonly string[]> {
  const secrets = new SecretsManager({ maxAttempts: 10, ...config });
  guard(secrets, prefix);
  try {
    const names = await namesUnder(secrets, prefix);
    const left: string[] = [];
    for (const name of names) {
      await secrets
        .deleteSecret({ SecretId: name, ForceDeleteWithoutRecovery: true })
        .catch(() => void left.push(name));
    }
    return left;
  } finally {
    secrets.destroy();
  }
}

/** The filter of AWS ignores nothing of a name, and still each name is compared. */
async function namesUnder(secrets: SecretsManager, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const Filters = [{ Key: 'name' as const, Values: [prefix] }];
    const page = await secrets.listSecrets({
      Filters,
      IncludePlannedDeletion: true,
      ...(NextToken !== undefined && { NextToken }),
    });
    names.push(...(page.SecretList ?? []).flatMap(({ Name }) => (Name?.startsWith(prefix) ? [Name] : [])));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}
