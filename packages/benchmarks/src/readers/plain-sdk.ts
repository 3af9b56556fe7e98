import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchValue } from './fetch-value.js';
import { at, type OpenReader } from './reader.js';

export const openPlainSdk: OpenReader = ({ names, form }) => {
  const client = new SecretsManagerClient();
  return (index) => fetchValue(client, at(names, index), form);
};
