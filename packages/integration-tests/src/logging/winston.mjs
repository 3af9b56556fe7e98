import { redactSecrets } from '@amplify-secrets/runtime/redact';
import winston from 'winston';

const LINE = Symbol.for('message');
const redact = winston.format((info) => ({ ...info, [LINE]: redactSecrets(info[LINE]) }));

export const logger = winston.createLogger({
  format: winston.format.combine(winston.format.json(), redact()),
  transports: [new winston.transports.Console()],
});
