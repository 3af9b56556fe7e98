import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { LanguageModel } from 'ai';
import { BEDROCK_REGION, CHAT_MODEL } from '../../amplify/bedrock/models';

/** Both clients of Amazon Bedrock, with one credential: the AI SDK's, for answers that stream, and the AWS SDK's. */
export interface Bedrock {
  readonly model: Exclude<LanguageModel, string> & { readonly specificationVersion: 'v3' };
  readonly client: BedrockRuntimeClient;
}

const region = BEDROCK_REGION;

/** With an API key, short-term or long-term: `Authorization: Bearer …`. */
export function bedrockWithKey(apiKey: string): Bedrock {
  return {
    model: createAmazonBedrock({ region, apiKey })(CHAT_MODEL),
    client: new BedrockRuntimeClient({
      region,
      token: { token: apiKey },
      authSchemePreference: ['httpBearerAuth'],
    }),
  };
}

/** With the credentials of the server's role, by AWS's signature. */
export function bedrockWithRole(): Bedrock {
  const client = new BedrockRuntimeClient({ region });
  const { credentials } = client.config;
  return { model: createAmazonBedrock({ region, credentialProvider: () => credentials() })(CHAT_MODEL), client };
}
