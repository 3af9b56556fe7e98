import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
import { at, type OpenReader } from './reader.js';

export const openPowertools: OpenReader = ({ names, form, ttlSeconds }) =>
  form === 'json'
    ? (index) => getSecret(at(names, index), { maxAge: ttlSeconds, transform: 'json' })
    : (index) => getSecret(at(names, index), { maxAge: ttlSeconds });
