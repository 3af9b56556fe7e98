import { redactSecrets } from '@amplify-secrets/runtime/redact';
import { pino } from 'pino';

export const logger = pino({ hooks: { streamWrite: redactSecrets } });
