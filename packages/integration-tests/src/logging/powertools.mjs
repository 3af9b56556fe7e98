import { redactSecrets } from '@amplify-secrets/runtime/redact';
import { Logger } from '@aws-lambda-powertools/logger';

export const logger = new Logger({
  jsonReplacerFn: (_key, value) => (typeof value === 'string' ? redactSecrets(value) : value),
});
