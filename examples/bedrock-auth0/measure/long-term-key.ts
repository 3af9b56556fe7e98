import { secretClient } from '@amplify-secrets/runtime';
import { secrets } from '../amplify/secrets/resource.js';
import { bedrockWithKey } from '../lib/bedrock/bedrock.js';
import { isKeyRefused } from '../lib/bedrock/is-key-refused.js';
import { converse, type Question } from './converse.js';

const bedrock = secretClient(secrets.bedrockLongTermKey, bedrockWithKey, { isAuthFailure: isKeyRefused });

export const handler = async (question: Question) => bedrock.use(({ client }) => converse(client, question));
