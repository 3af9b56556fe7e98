import { CredentialProvider } from '@gomomento/sdk';

/** A disposable token and a v1 key carry their endpoint. A v2 key does not: it is in `MOMENTO_ENDPOINT`, which is no secret. */
export function credentialsOf(token: string): CredentialProvider {
  const endpoint = process.env.MOMENTO_ENDPOINT;
  try {
    return endpoint === undefined
      ? CredentialProvider.fromString(token)
      : CredentialProvider.fromApiKeyV2({ apiKey: token, endpoint });
  } catch {
    // Not the SDK's own error: it quotes what it cannot parse.
    throw new Error(
      'The secret "momentoToken" must be the token as Momento shows it, without JSON, quotes or line ends. Resolution: npx amplify-secrets set momentoToken --env <environment>. A v2 key also needs its endpoint in the variable MOMENTO_ENDPOINT.',
    );
  }
}
