/** A short-term key is good in the region that it was made in, and nowhere else. */
export const BEDROCK_REGION = 'us-east-1';

/** A model, or an inference profile: `us.` is the United States' one of the model that follows. */
export const CHAT_MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
