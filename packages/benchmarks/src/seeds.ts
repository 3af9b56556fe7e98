import type { LocalAws } from '@amplify-secrets/local';
import type { SecretForm } from './peers/reader.js';

/** What the store holds: a thousand secrets of each form, and the one that the handlers read. */
export const SECRET_COUNT = 1_000;
const HANDLER_SECRET = 'bench/live/stripe';

/** What a deployment's grants give our handler, and its construct gives that of @aws-blocks/hosting. */
export const HANDLER_WIRING: Readonly<Record<string, string>> = {
  AMPLIFY_SECRETS: '{"v":1,"apps":{"bench":{"environment":"live","store":"secrets-manager"}}}',
  HOSTING_SECRET_PARAM_STRIPE: HANDLER_SECRET,
  HOSTING_SECRET_JSON_STRIPE: '1',
};

export function namesOf(form: SecretForm, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `bench/live/${form}/${index}`);
}

export function seed({ secrets }: LocalAws, count = SECRET_COUNT): void {
  secrets.put(HANDLER_SECRET, jsonValue(0));
  for (const [index, name] of namesOf('json', count).entries()) secrets.put(name, jsonValue(index));
  for (const [index, name] of namesOf('text', count).entries()) secrets.put(name, token('sk_bench_', index));
}

function jsonValue(index: number): string {
  return JSON.stringify({
    id: token('id_', index),
    apiKey: token('sk_bench_', index),
    webhookSecret: token('whsec_', index),
  });
}

function token(prefix: string, index: number): string {
  return `${prefix}${String(index).padStart(40 - prefix.length, '0')}`;
}
