import {
  createSecretsClient,
  defineSecrets,
  getSecret,
  jsonSecret,
  type SecretDefinition,
  textSecret,
} from '@amplify-secrets/runtime';
import { at, type OpenReader } from './reader.js';

/** As in a function that was granted the set: by reference, through the built-in transport. */
export const open: OpenReader = ({ names, form, ttlSeconds }) => {
  const define = (name: string) =>
    form === 'json' ? jsonSecret(['id', 'apiKey', 'webhookSecret'], { name }) : textSecret({ name });
  const secrets = defineSecrets({
    app: 'bench',
    environments: { live: '*' },
    secrets: Object.fromEntries(names.map((name, index) => [`secret${index}`, define(name)])),
  });
  const references = names.map((_, index) => secrets[`secret${index}`]);
  const client = createSecretsClient({
    ttl: ttlSeconds,
    descriptor: { apps: { bench: { environment: 'live', store: 'secrets-manager' } } },
  });
  return (index) => client.getSecret(at(references, index));
};

interface Stripe {
  readonly webhookSecret: string;
}

export const handlerReading = (stripe: SecretDefinition<Stripe, Stripe, never>) => {
  const secrets = defineSecrets({ app: 'bench', environments: { live: '*' }, secrets: { stripe } });
  return async () => {
    const { webhookSecret } = await getSecret(secrets.stripe);
    return webhookSecret;
  };
};

export const createHandler = () => handlerReading(jsonSecret(['id', 'apiKey', 'webhookSecret']));
