import { type Attempt, awsError } from '../aws/aws-error.js';

/** Loads the SDK of a service, opens its client and calls it. Rejects with a SecretsError. */
export type SdkCalls<Sdk, Client> = <T>(
  what: Omit<Attempt, 'profile'>,
  work: (sdk: Sdk, client: Client) => Promise<T>,
) => Promise<T>;

/** `profile` is only for messages. */
export function sdkCalls<Sdk, Client>(
  load: () => Promise<Sdk>,
  open: () => Promise<Client>,
  profile?: string,
): SdkCalls<Sdk, Client> {
  return async (what, work) => {
    try {
      const [sdk, client] = await Promise.all([load(), open()]);
      return await work(sdk, client);
    } catch (error) {
      throw awsError(error, { ...what, profile });
    }
  };
}

/**
 * Whether the SDK had sent the call before and got no answer. AWS may have done it then, and refuses the second one because of what the
 * first one did.
 */
export function isRepeated(error: unknown): boolean {
  const { $metadata }: { readonly $metadata?: { readonly attempts?: number } } = Object(error);
  return ($metadata?.attempts ?? 1) > 1;
}
