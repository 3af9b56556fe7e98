import { redactSecrets } from '@amplify-secrets/runtime/redact';

const scrub = (_key, value) => (typeof value === 'string' ? redactSecrets(value) : value);

/** For `Sentry.init({ beforeSend, beforeSendTransaction: beforeSend })`. */
export const beforeSend = ({ sdkProcessingMetadata, ...event }) => ({
  ...JSON.parse(JSON.stringify(event, scrub)),
  sdkProcessingMetadata,
});
