import { SecretsError } from '../contract/errors.js';

/**
 * The region to call. It becomes part of a host name, so it is checked.
 *
 * @throws {RegionMissingError} When neither the configuration nor the environment has a region.
 */
export function regionFrom(configured: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const region = configured ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (isRegion(region)) return region;
  throw regionMissing();
}

export function isRegion(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)+$/.test(value);
}

export function regionMissing(): SecretsError {
  return new SecretsError(
    'RegionMissingError',
    'There is no AWS region in AWS_REGION or AWS_DEFAULT_REGION.',
    "Set AWS_REGION=eu-west-1, or configureSecrets({ region: 'eu-west-1' }).",
  );
}
