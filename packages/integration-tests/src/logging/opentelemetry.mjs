import { redactSecrets } from '@amplify-secrets/runtime/redact';

const scrub = (value) => (typeof value === 'string' ? redactSecrets(value) : value);

function scrubAll(attributes = {}) {
  for (const [key, value] of Object.entries(attributes)) {
    attributes[key] = Array.isArray(value) ? value.map(scrub) : scrub(value);
  }
}

/** A span processor, to be the first of `spanProcessors`. */
export const redactSpans = {
  onStart: () => {},
  onEnd: (span) => {
    scrubAll(span.attributes);
    for (const event of span.events) scrubAll(event.attributes);
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
