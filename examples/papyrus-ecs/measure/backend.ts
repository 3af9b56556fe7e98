import { ecsSecrets, secretsDescriptor } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { environmentOf } from '../amplify/ecs/environment-of.js';
import { settingsOf } from '../amplify/ecs/settings.js';
import { secrets } from '../amplify/secrets/resource.js';

/** The secrets of the article, all of them as variables that ECS fills. */
const stack = defineBackend({}).createStack('injected');
new FargateTaskDefinition(stack, 'Task').addContainer('app', {
  image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/node:22'),
  environment: { AWS_REGION: stack.region },
  secrets: {
    ...ecsSecrets(secrets.db, {
      fields: { DB_USER: 'username', DB_PASSWORD: 'password', DB_HOST: 'host', DB_NAME: 'name' },
    }),
    ...ecsSecrets(secrets.auth0, { fields: { AUTH0_CLIENT_ID: 'client_id', AUTH0_CLIENT_SECRET: 'client_secret' } }),
    ...ecsSecrets(secrets.session, { fields: { SESSION_SECRET: 'secret_key' } }),
    ...settingsOf(stack, environmentOf(secretsDescriptor(stack, secrets))),
  },
});
