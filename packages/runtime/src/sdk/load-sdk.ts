import { SecretsError } from '../contract/errors.js';

// Loaded on first use: the packages are optional, and few need both. With `.catch`, bundlers take a missing one in their stride.
export const loadSecretsManager = () =>
  import('@aws-sdk/client-secrets-manager').catch((error: unknown) =>
    missing(error, '@aws-sdk/client-secrets-manager'),
  );

export const loadSsm = () =>
  import('@aws-sdk/client-ssm').catch((error: unknown) => missing(error, '@aws-sdk/client-ssm'));

function missing(error: unknown, name: string): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
  throw new SecretsError(
    'SdkMissingError',
    `The transport over the AWS SDK needs the package ${name}, which is not installed.`,
    `Run: npm install ${name}`,
  );
}
