import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchValue } from './fetch-value.js';
import { at, HANDLER_SECRET, type OpenReader } from './reader.js';

export const open: OpenReader = ({ names, form }) => {
  const client = new SecretsManagerClient();
  return (index) => fetchValue(client, at(names, index), form);
};

export const createHandler = () => {
  const client = new SecretsManagerClient();
  return async () => (await fetchValue(client, HANDLER_SECRET, 'json')).webhookSecret;
};
