import 'server-only';
import OpenAI from 'openai';
import { secrets } from '../amplify/secrets/resource';
import { checkKey } from './check-key';
import { secretClient } from './secrets';

export const MODEL = 'gpt-4.1-mini';

/** One client for each version of the key. Where OpenAI refuses the key, the secret is read again, and the request repeated with a newer one. */
export const openai = secretClient(
  secrets.openai,
  ({ OPENAI_API_KEY }) => new OpenAI({ apiKey: checkKey(OPENAI_API_KEY) }),
);
