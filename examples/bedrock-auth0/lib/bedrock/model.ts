import 'server-only';
import { CHAT_MODEL } from '../../amplify/bedrock/models';
import type { Bedrock } from './bedrock';
import type { Way } from './way';
import { WAYS } from './ways';

/** A model of the AI SDK that each call finds with the credential of that moment. */
export function modelOf(way: Way): Bedrock['model'] {
  const { use } = WAYS[way];
  return {
    specificationVersion: 'v3',
    provider: 'amazon-bedrock',
    modelId: CHAT_MODEL,
    supportedUrls: {},
    doGenerate: (options) => use(async ({ model }) => model.doGenerate(options)),
    doStream: (options) => use(async ({ model }) => model.doStream(options)),
  };
}
