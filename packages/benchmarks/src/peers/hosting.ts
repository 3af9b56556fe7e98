import { getSecret } from '@aws-blocks/hosting';
import { at, type OpenReader } from './reader.js';

/** It finds its secrets through variables that its CDK construct sets on the compute; here we set them. */
export const open: OpenReader = ({ names, form, ttlSeconds }) => {
  process.env.HOSTING_SECRET_CACHE_TTL = String(ttlSeconds);
  const keys = names.map((name, index) => {
    const key = `${form}_${index}`;
    process.env[`HOSTING_SECRET_PARAM_${key}`] = name;
    if (form === 'json') process.env[`HOSTING_SECRET_JSON_${key}`] = '1';
    return key;
  });
  return (index) => getSecret(at(keys, index));
};

export const createHandler = () => async () => {
  // A code generator writes its types from an application's secret('STRIPE') calls.
  const stripe = (await getSecret('STRIPE')) as unknown as Record<string, string>;
  return stripe.webhookSecret;
};
