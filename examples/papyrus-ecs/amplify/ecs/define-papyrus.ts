import { ecsSecrets, grantSecretRead, secretsDescriptor } from '@amplify-secrets/backend';
import { RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import { Repository, RepositoryEncryption, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { secrets } from '../secrets/resource.js';
import { environmentOf } from './environment-of.js';
import { settingsOf } from './settings.js';

export const CONTAINER_PORT = 5000;

/** All that ECS needs to run the app, but for the network: the log group, the repository of its images, and the task definition. */
export function definePapyrus(stack: Stack): void {
  const descriptor = secretsDescriptor(stack, secrets);
  const environment = environmentOf(descriptor);
  // Names are unique in an account: other branches, and sandboxes, get those that CloudFormation makes.
  const name = environment === 'prd' ? 'papyrus' : undefined;
  Tags.of(stack).add('project', 'portfolio');

  const logGroup = new LogGroup(stack, 'Logs', {
    ...(name !== undefined && { logGroupName: `/ecs/${name}` }),
    retention: RetentionDays.ONE_DAY,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const repository = new Repository(stack, 'Images', {
    ...(name !== undefined && { repositoryName: name }),
    imageTagMutability: TagMutability.MUTABLE,
    encryption: RepositoryEncryption.AES_256,
    removalPolicy: RemovalPolicy.DESTROY,
    emptyOnDelete: true,
  });

  const task = new FargateTaskDefinition(stack, 'Task', {
    ...(name !== undefined && { family: name }),
    cpu: 256,
    memoryLimitMiB: 512,
  });
  task.addContainer('app', {
    image: ContainerImage.fromEcrRepository(repository, 'latest'),
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: 'app' }),
    portMappings: [{ containerPort: CONTAINER_PORT }],
    environment: { AWS_REGION: stack.region, AMPLIFY_SECRETS: descriptor },
    // The execution role reads these, once, before the container starts.
    secrets: {
      ...ecsSecrets(secrets.auth0, {
        fields: { AUTH0_CLIENT_ID: 'client_id', AUTH0_CLIENT_SECRET: 'client_secret' },
      }),
      ...ecsSecrets(secrets.session, { fields: { SESSION_SECRET: 'secret_key' } }),
      ...settingsOf(stack, environment),
    },
  });
  // The app reads this one itself, with the task role, so that it follows when the password changes.
  grantSecretRead(task.taskRole, secrets.db);
}
