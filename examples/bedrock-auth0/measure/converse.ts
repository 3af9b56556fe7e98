import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

export interface Question {
  readonly model: string;
}

/** What a function answers: whether any of its variables has a key of Amazon Bedrock in it. */
export interface Answer {
  readonly isKeyInVariables: boolean;
}

export async function converse(client: BedrockRuntimeClient, { model }: Question): Promise<Answer> {
  await client.send(
    new ConverseCommand({ modelId: model, messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
  );
  return { isKeyInVariables: Object.values(process.env).some((value) => /^(ABSK|bedrock-api-key-)/.test(value ?? '')) };
}
