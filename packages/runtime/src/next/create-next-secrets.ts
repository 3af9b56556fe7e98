import { makeClient } from '../client/client.js';
import { checkConfig, type SecretsClientConfig } from '../client/client-config.js';
import { partsOf } from '../client/parts.js';
import type { SecretsClient } from '../client/secrets-client.js';
import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { locator } from '../stores/locate-target.js';
import { descriptorIn, regionIn } from './published-descriptor.js';

/** The options of `createSecretsClient`, with the outputs in place of a descriptor. */
export interface NextSecretsConfig extends Omit<SecretsClientConfig, 'descriptor'> {
  /** The content of amplify_outputs.json. Used when a secret is first read. */
  readonly outputs: object;
  /** @default the region in the outputs, else AWS_REGION, else AWS_DEFAULT_REGION */
  readonly region?: string | undefined;
}

/**
 * Creates the client for server code of Next.js: route handlers, server actions, server components, middleware and `instrumentation.ts`,
 * all on the Node.js runtime. It reads with the compute role that `defineComputeRole` of `@amplify-secrets/backend` creates. Creating it
 * reads nothing, so it belongs in a module that all of them import.
 *
 * During `next build`, its functions reject with SecretReadAtBuildError: a value would end up in static pages. Bundles for the browser
 * and the Edge runtime cannot import this entry point. Otherwise its functions reject as those of `SecretsClient` do.
 *
 * @throws {ClientOptionInvalidError} When an option is unknown or not valid.
 *
 * @example
 * ```ts
 * // lib/secrets.ts
 * import outputs from '../amplify_outputs.json';
 *
 * export const { getSecret, getSecrets } = createNextSecrets({ outputs });
 * ```
 */
export function createNextSecrets({ outputs, ...given }: NextSecretsConfig): SecretsClient {
  const config = ownProperties(given);
  checkConfig(config);
  // A transport has its own region.
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
  // PHASE_PRODUCTION_BUILD of `next/constants`: `next build` sets it, also for the workers that render static pages.
  if (process.env.NEXT_PHASE !== 'phase-production-build') return;
  throw new SecretsError(
    'SecretReadAtBuildError',
    'A secret was read during "next build", for a static page.',
    "Read it at each request: await connection() of 'next/server' before; with cacheComponents, in a component inside <Suspense>. Without cacheComponents, export const dynamic = 'force-dynamic' works too.",
  );
}
