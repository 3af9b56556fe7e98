import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import { at, HANDLER_SECRET, type OpenReader } from './reader.js';

export const open: OpenReader = ({ names, form, ttlSeconds }) =>
  form === 'json'
    ? (index) => getSecret(at(names, index), { maxAge: ttlSeconds, transform: 'json' })
    : (index) => getSecret(at(names, index), { maxAge: ttlSeconds });

export const createHandler = () => async () => {
  const stripe = await getSecret<Record<string, string>>(HANDLER_SECRET, { maxAge: 300, transform: 'json' });
  return stripe?.webhookSecret;
};
