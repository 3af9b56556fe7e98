import { makeClient } from '../client/client.js';
import { checkConfig, type SecretsClientConfig } from '../client/client-config.js';
import { partsOf } from '../client/create-client.js';
import type { SecretsClient } from '../client/secrets-client.js';
import { SecretsError } from '../contract/errors.js';
import { locator } from '../stores/locate-target.js';
import { descriptorIn, regionIn } from './published-descriptor.js';

/** The options of `createSecretsClient`, with the outputs in place of a descriptor. */
export interface NextSecretsConfig extends Omit<SecretsClientConfig, 'descriptor'> {
  /** What amplify_outputs.json holds. It is looked at when something is first read. */
  readonly outputs: object;
  /** @default the region in the outputs, else AWS_REGION, else AWS_DEFAULT_REGION */
  readonly region?: string | undefined;
}

/**
 * The client for server code of Next.js: route handlers, server actions, server components, middleware and `instrumentation.ts`, all on
 * the Node.js runtime. Making it reads nothing, so it belongs into a module that they share. It reads with the compute role that
 * `defineComputeRole` of `@amplify-secrets/backend` made.
 *
 * While `next build` runs its functions reject with SecretReadAtBuildError: what they returned would be kept in static pages. In a bundle
 * for the browser or the Edge runtime this entry does not exist, and the build says so. Throws ClientOptionInvalidError; its functions
 * reject as those of `SecretsClient` do.
 *
 * ```ts
 * // lib/secrets.ts
 * import outputs from '../amplify_outputs.json';
 *
 * export const { getSecret, getSecrets } = createNextSecrets({ outputs });
 * ```
 */
export function createNextSecrets({ outputs, ...config }: NextSecretsConfig): SecretsClient {
  checkConfig(config);
  // A transport has a region of its own.
  const region = config.transport === undefined ? (config.region ?? regionIn(outputs)) : undefined;
  const locate = locator(() => descriptorIn(outputs));
  return makeClient({
    ...partsOf({ ...config, region }),
    locate: (target) => {
      refuseWhileBuilding();
      return locate(target);
    },
  });
}

function refuseWhileBuilding(): void {
  // PHASE_PRODUCTION_BUILD of `next/constants`: `next build` sets it for itself and for the workers that make static pages.
  if (process.env.NEXT_PHASE !== 'phase-production-build') return;
  throw new SecretsError(
    'SecretReadAtBuildError',
    'A secret was read during "next build", which would have kept what was made of it in a static page.',
    "Have Next.js run this code for each request: await connection() of 'next/server' before the read, or export const dynamic = 'force-dynamic' in the page or route.",
  );
}
