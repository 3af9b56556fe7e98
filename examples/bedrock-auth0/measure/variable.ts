import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { BEDROCK_REGION } from '../amplify/bedrock/models.js';
import { converse, type Question } from './converse.js';

// The SDK finds the key in AWS_BEARER_TOKEN_BEDROCK by itself.
const client = new BedrockRuntimeClient({ region: BEDROCK_REGION });

/** The guide's way, with either kind of key. */
export const handler = async (question: Question) => converse(client, question);
