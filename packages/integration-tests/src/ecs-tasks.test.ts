import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Backend,
  can,
  type Deployment,
  findFunction,
  type LocalAws,
  type Role,
  startLocalAws,
  synthesizeEach,
} from '@amplify-secrets/local';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const MAIN: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'tasks', name: 'jan' };

const SECRETS = `
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), databasePassword: textSecret() },
});
`;
const BACKEND = `
import { ecsSecrets, grantSecretRead, secretsDescriptor } from '@amplify-secrets/backend';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Code, DockerImageCode, DockerImageFunction, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({
  report: defineFunction((scope) => new LambdaFunction(scope, 'report', {
    runtime: Runtime.PYTHON_3_13, handler: 'index.handler', code: Code.fromInline('def handler(event, context): pass'),
  })),
  render: defineFunction((scope) => new DockerImageFunction(scope, 'render', {
    code: DockerImageCode.fromEcr(Repository.fromRepositoryName(scope, 'images', 'images')),
  })),
});
grantSecretRead(backend.report, secrets.stripe);
grantSecretRead(backend.render, secrets.databasePassword);

const stack = backend.createStack('containers');
const task = new FargateTaskDefinition(stack, 'Worker');
grantSecretRead(task.taskRole, secrets.databasePassword);
const inSandbox = stack.node.getContext('amplify-backend-type') === 'sandbox';
task.addContainer('worker', {
  image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/node:22'),
  environment: { AMPLIFY_SECRETS: secretsDescriptor(task, secrets) },
  secrets: {
    ...(inSandbox
      ? ecsSecrets(secrets.stripe, { as: 'STRIPE' })
      : ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey', STRIPE_WEBHOOK_SECRET: 'webhookSecret' } })),
    ...ecsSecrets(secrets.databasePassword, { as: 'DATABASE_PASSWORD' }),
  },
});
`;

let project: string;
let main: Backend;
let sandbox: Backend;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'amplify-secrets-tasks-'));
  const files = {
    'amplify/secrets/resource.ts': SECRETS,
    'amplify/backend.ts': BACKEND,
    'amplify/package.json': '{ "type": "module" }',
    'package.json': '{ "name": "tasks", "private": true, "type": "module" }',
    'package-lock.json': '{ "name": "tasks", "lockfileVersion": 3, "packages": {} }',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(project, 'node_modules'));
  [main, sandbox] = await synthesizeEach({ cwd: project, deployments: [MAIN, SANDBOX] });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the variables of an ECS task', () => {
  it('are filled from AWS Secrets Manager on a branch', async () => {
    const aws = await startLocalAws({ backends: [main] });
    try {
      aws.secrets.put('myapp/prod/stripe', JSON.stringify({ apiKey: 'rk_1', webhookSecret: 'whsec_1' }));
      aws.secrets.put('myapp/prod/database-password', 'hunter2');
      expect(await startTask(main, aws)).toEqual({
        STRIPE_API_KEY: 'rk_1',
        STRIPE_WEBHOOK_SECRET: 'whsec_1',
        DATABASE_PASSWORD: 'hunter2',
      });
    } finally {
      await aws.close();
    }
  });

  it("are filled from the deployment's own parameters in a sandbox", async () => {
    const aws = await startLocalAws({ backends: [sandbox] });
    const [own, shared] = descriptorOf(sandbox).folders;
    try {
      aws.parameters.put(`${own}/stripe`, '{"apiKey":"rk_2"}');
      aws.parameters.put(`${shared}/databasePassword`, 'shared');
      await expect(startTask(sandbox, aws)).rejects.toThrow(/databasePassword/);
      aws.parameters.put(`${own}/databasePassword`, 'own');
      expect(await startTask(sandbox, aws)).toEqual({ STRIPE: '{"apiKey":"rk_2"}', DATABASE_PASSWORD: 'own' });
    } finally {
      await aws.close();
    }
  });

  it('are read by the execution role alone; the task role has only its own grants', async () => {
    const aws = await startLocalAws({ backends: [main] });
    try {
      aws.secrets.put('myapp/prod/stripe', '{"apiKey":"rk_1","webhookSecret":"whsec_1"}');
      aws.secrets.put('myapp/prod/database-password', 'hunter2');
      await expect(startTask(main, aws, 'TaskRole')).rejects.toThrow(/GetSecretValue.*myapp\/prod\/stripe/);
    } finally {
      await aws.close();
    }
  });
});

describe('custom functions of a real backend', () => {
  it.each([
    ['report', 'myapp/prod/stripe', 'myapp/prod/database-password'],
    ['render', 'myapp/prod/database-password', 'myapp/prod/stripe'],
  ])('read their own secret alone and know their deployment: %s', (name, own, other) => {
    const arn = (secret: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${secret}-a1B2c3`;
    expect(can(main, name, 'secretsmanager:GetSecretValue', arn(own)).effect).toBe('allow');
    expect(can(main, name, 'secretsmanager:GetSecretValue', arn(other)).effect).toBe('deny');
    expect(can(main, name, 'secretsmanager:PutSecretValue', arn(own)).effect).toBe('deny');
    expect(JSON.parse(findFunction(main, name).environment.AMPLIFY_SECRETS ?? '')).toEqual({
      v: 1,
      apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } },
    });
  });

  it('get the same descriptor as a container', () => {
    for (const backend of [main, sandbox]) {
      expect(containerOf(backend).Environment).toEqual([
        { Name: 'AMPLIFY_SECRETS', Value: findFunction(backend, 'report').environment.AMPLIFY_SECRETS },
      ]);
    }
  });
});

function descriptorOf(backend: Backend): { readonly folders: readonly string[] } {
  return JSON.parse(findFunction(backend, 'report').environment.AMPLIFY_SECRETS ?? '');
}

/**
 * What the ECS agent does before a container starts: it splits `valueFrom` at its colons, reads with the execution role, and stops
 * when anything is missing. https://github.com/aws/amazon-ecs-agent/tree/master/agent/taskresource
 */
async function startTask(backend: Backend, aws: LocalAws, role = 'ExecutionRole'): Promise<Record<string, unknown>> {
  const config = configOf(aws, roleOf(backend, role));
  const stores = { secrets: new SecretsManagerClient(config), parameters: new SSMClient(config) };
  try {
    const filled: Record<string, unknown> = {};
    for (const { Name, ValueFrom } of containerOf(backend).Secrets) {
      const parts = textOf(ValueFrom).split(':');
      if (parts[2] === 'ssm') {
        const Names = [parts.join(':')];
        const read = await stores.parameters.send(new GetParametersCommand({ Names, WithDecryption: true }));
        if (read.InvalidParameters?.length) throw new Error(`invalid parameters: ${read.InvalidParameters.join(', ')}`);
        filled[Name] = read.Parameters?.[0]?.Value;
        continue;
      }
      const [field, VersionStage, VersionId] = parts.slice(7);
      const { SecretString = '' } = await stores.secrets.send(
        new GetSecretValueCommand({
          SecretId: parts.slice(0, 7).join(':'),
          ...(VersionStage && { VersionStage }),
          ...(VersionId && { VersionId }),
        }),
      );
      filled[Name] = field ? JSON.parse(SecretString)[field] : SecretString;
    }
    return filled;
  } finally {
    stores.secrets.destroy();
    stores.parameters.destroy();
  }
}

function configOf(aws: LocalAws, role: Role) {
  const env = aws.env(role);
  return {
    endpoint: aws.url,
    region: aws.region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: env.AWS_SESSION_TOKEN ?? '',
    },
  };
}

function roleOf(backend: Backend, part: string): Role {
  const [role, ...others] = backend.roles.filter(({ name }) => name.includes(`Worker${part}`));
  if (role === undefined || others.length > 0) throw new Error(`no one role is called like Worker${part}`);
  return role;
}

type Text = string | { readonly 'Fn::Join': [string, (string | { readonly Ref: string })[]] };

interface Container {
  readonly Environment: readonly { readonly Name: string; readonly Value: string }[];
  readonly Secrets: readonly { readonly Name: string; readonly ValueFrom: Text }[];
}

/** The only container in the templates of a backend. */
function containerOf({ cdkOut }: Backend): Container {
  const resources = readdirSync(cdkOut)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values<Resource>(JSON.parse(readFileSync(join(cdkOut, file), 'utf8')).Resources));
  const container = resources.find(({ Type }) => Type === 'AWS::ECS::TaskDefinition')?.Properties
    .ContainerDefinitions[0];
  if (container === undefined) throw new Error('no task is in the templates');
  return container;
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly ContainerDefinitions: readonly Container[] };
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
};

function textOf(value: Text): string {
  if (typeof value === 'string') return value;
  const parts = value['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : (PSEUDO[part.Ref] ?? part.Ref))).join('');
}
