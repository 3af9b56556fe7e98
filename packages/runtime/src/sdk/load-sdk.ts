import { SecretsError } from '../contract/errors.js';

// Loaded at the first use: the packages are optional, and few need both. Bundlers accept a missing package where there is a `.catch`.
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
    `sdkTransport needs the package ${name}, which is not installed.`,
    `Run: npm install ${name}`,
  );
}
