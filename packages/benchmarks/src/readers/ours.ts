import { createSecretsClient, defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { at, type OpenReader } from './reader.js';

/** As in a function that was granted the set: by reference, through the built-in transport. */
export const openOurs: OpenReader = ({ names, form, ttlSeconds }) => {
  const define = (name: string) =>
    form === 'json' ? jsonSecret(['id', 'apiKey', 'webhookSecret'], { name }) : textSecret({ name });
  const secrets = defineSecrets({
    app: 'bench',
    environments: { live: '*' },
    secrets: Object.fromEntries(names.map((name, index) => [`secret${index}`, define(name)])),
  });
  const references = names.map((_, index) => secrets[`secret${index}`]);
  const { getSecret } = createSecretsClient({
    ttl: ttlSeconds,
    descriptor: { apps: { bench: { environment: 'live', store: 'secrets-manager' } } },
  });
  return (index) => getSecret(at(references, index));
};
