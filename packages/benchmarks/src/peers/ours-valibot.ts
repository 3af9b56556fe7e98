import { jsonSecret } from '@amplify-secrets/runtime';
import * as v from 'valibot';
import { handlerReading } from './ours.js';

export const createHandler = () =>
  handlerReading(jsonSecret(v.object({ id: v.string(), apiKey: v.string(), webhookSecret: v.string() })));
