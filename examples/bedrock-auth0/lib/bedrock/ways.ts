import 'server-only';
import { secrets } from '../../amplify/secrets/resource';
import { secretClient } from '../secrets';
import { type Bedrock, bedrockWithKey, bedrockWithRole } from './bedrock';
import { isKeyRefused } from './is-key-refused';
import type { Way } from './way';

type Use = <Result>(use: (bedrock: Bedrock) => Promise<Result>) => Promise<Result>;

const options = { close: ({ client }: Bedrock) => client.destroy(), isAuthFailure: isKeyRefused };
let ofTheRole: Bedrock | undefined;

/** How the server comes to Amazon Bedrock. A key that is refused is read again, and what was asked is asked again. */
export const WAYS: Readonly<Record<Way, { readonly use: Use }>> = {
  'short-term-key': secretClient(secrets.bedrockKey, ({ key }) => bedrockWithKey(key), options),
  'long-term-key': secretClient(secrets.bedrockLongTermKey, bedrockWithKey, options),
  'no-key': {
    async use(use) {
      ofTheRole ??= bedrockWithRole();
      return use(ofTheRole);
    },
  },
};
