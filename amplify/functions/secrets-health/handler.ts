import { getSecret, isSecretsError } from '@amplify-secrets/runtime';
import { secrets } from '../../secrets/resource.js';

/** Which declared secrets this deployment can read, and the error for each that it cannot. Never values. */
export const handler = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(secrets).map(async ([key, reference]) => {
        const health = await getSecret(reference).then(
          () => 'ok',
          (error: unknown) => (isSecretsError(error) ? error.name : 'unknown'),
        );
        return [key, health] as const;
      }),
    ),
  );
