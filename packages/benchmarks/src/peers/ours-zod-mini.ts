import { jsonSecret } from '@amplify-secrets/runtime';
import * as z from 'zod/v4-mini';
import { handlerReading } from './ours.js';

export const createHandler = () =>
  handlerReading(jsonSecret(z.object({ id: z.string(), apiKey: z.string(), webhookSecret: z.string() })));
