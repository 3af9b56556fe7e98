import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { type SecretReference, secretSetOf } from '@amplify-secrets/runtime/contract';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { findPlace, type PlaceOptions } from '../deployment/find-place.js';
import { parameterStore } from '../stores/parameter-store.js';
import { secretsManagerStore } from '../stores/secrets-manager-store.js';
import { type Target, targetIn } from './target.js';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), slackToken: textSecret(), settings: jsonSecret() },
});

/** A secret in the place of the options, with the credentials of `aws.env()`. */
export function targetWith(
  variables: Readonly<Record<string, string>>,
  reference: SecretReference,
  options: PlaceOptions,
): Target {
  const set = secretSetOf(secrets);
  if (set === undefined) throw new Error('defineSecrets returns a set.');
  const defaults = { packageName: 'shop-web', userName: 'ana', appId: undefined, production: undefined };
  const place = findPlace(set, options, defaults);
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = variables;
  const { AWS_SESSION_TOKEN: sessionToken } = variables;
  const config = {
    region: 'us-east-1',
    endpoint,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
  const { folders, writeFolder } = place;
  const store =
    writeFolder === undefined
      ? secretsManagerStore(async () => new SecretsManagerClient(config))
      : parameterStore(async () => new SSMClient(config), { folders, writeFolder, isShared: () => false });
  return targetIn(store, place, reference);
}
