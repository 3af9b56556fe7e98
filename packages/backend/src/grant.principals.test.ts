import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, loadBackend } from '@amplify-secrets/local';
import { evaluate } from '@amplify-secrets/local/iam';
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import {
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf, MAIN, SANDBOX } from './backend.test.support.js';
import { ecsSecrets } from './ecs-secrets/ecs-secrets.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from './grant.js';
import { secretsDescriptor } from './secrets-descriptor.js';

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});

const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-principals-'));
const schema = join(folder, 'schema.graphql');
let main: Synthesis;
let sandbox: Synthesis;

beforeAll(() => {
  writeFileSync(schema, 'type Query { ping: String }');
  main = synthesize(MAIN);
  sandbox = synthesize(SANDBOX);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Synthesis {
  readonly backend: Backend;
  readonly template: Template;
}

/** One principal of each kind, in a stack such as `backend.createStack` makes. */
function synthesize(deployment: Deployment): Synthesis {
  const app = new App({ outdir: join(folder, deployment.type), context: contextOf(deployment) });
  const stack = new NestedStack(new Stack(app, 'amplify'), 'others');

  const task = new FargateTaskDefinition(stack, 'Task');
  grantSecretReadWrite(task.taskRole, secrets.upworkTokens);
  grantSecretRead(task.obtainExecutionRole(), secrets.slackSigningSecret);
  task.addContainer('app', {
    image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox'),
    secrets: ecsSecrets(secrets.stripe, { as: 'STRIPE' }),
    environment: { AMPLIFY_SECRETS: secretsDescriptor(task, secrets) },
  });

  const api = new GraphqlApi(stack, 'Api', { name: 'api', definition: Definition.fromFile(schema) });
  const source = api.addHttpDataSource('Store', `https://secretsmanager.${stack.region}.amazonaws.com`, {
    authorizationConfig: { signingRegion: stack.region, signingServiceName: 'secretsmanager' },
  });
  grantSecretRead(source, secrets.stripe);

  const definitionBody = DefinitionBody.fromChainable(new Pass(stack, 'Pass'));
  grantSecretWrite(new StateMachine(stack, 'Machine', { definitionBody }), secrets.upworkTokens);

  const python = new LambdaFunction(stack, 'Python', {
    runtime: Runtime.PYTHON_3_13,
    handler: 'index.handler',
    code: Code.fromInline('def handler(event, context): pass'),
  });
  grantSecretRead(python, secrets.stripe);
  const images = Repository.fromRepositoryName(stack, 'Images', 'images');
  const docker = new DockerImageFunction(stack, 'Docker', { code: DockerImageCode.fromEcr(images) });
  grantSecretRead(docker, [secrets.stripe, secrets.slackSigningSecret]);

  return { backend: loadBackend(app.synth().directory), template: Template.fromStack(stack) };
}

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1B2c3`;
const parameter = (path: string) => `arn:aws:ssm:us-east-1:123456789012:parameter${path}`;
const hash = createHash('sha512').update('my-app').update('jan').digest('hex').slice(0, 10);
const own = (key: string) => parameter(`/amplify/myapp/jan-sandbox-${hash}/${key}`);
const shared = (key: string) => parameter(`/amplify/shared/my-app/${key}`);

const NAMES = ['myapp/prod/stripe', 'myapp/prod/slack-signing-secret', 'upwork-oauth-tokens'];
const KEYS = ['stripe', 'slackSigningSecret', 'upworkTokens'];
const near = (name: string) => [name.slice(0, -1), `${name}s`, `${name}-2`, `${name}-a1B2c3`, `${name}/x`, `x/${name}`];
/** All that is granted to anybody, what a pattern that is a little too wide would match too, and everything. */
const RESOURCES = [
  ...NAMES.flatMap((name) => [name, ...near(name)]).map(secret),
  ...['myapp/dev/stripe', 'other/prod/stripe', 'myapp/sandbox/upwork-tokens'].map(secret),
  ...NAMES.map((name) => secret(name).replace('us-east-1', 'us-east-2')),
  ...NAMES.map((name) => secret(name).replace('123456789012', '210987654321')),
  ...KEYS.flatMap((key) => [key, ...near(key)]).flatMap((key) => [own(key), shared(key)]),
  ...KEYS.map((key) => own(key).replace('-sandbox-', '-branch-')),
  parameter(`/amplify/myapp/jan-sandbox-${hash}`),
  '*',
];
const ACTIONS = [
  ...['GetSecretValue', 'BatchGetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage', 'UpdateSecret'],
  ...['DescribeSecret', 'ListSecrets', 'DeleteSecret', 'PutResourcePolicy', 'GetResourcePolicy'],
]
  .map((action) => `secretsmanager:${action}`)
  .concat(
    [
      'GetParameter',
      'GetParameters',
      'GetParametersByPath',
      'GetParameterHistory',
      'PutParameter',
      'DeleteParameter',
    ].map((action) => `ssm:${action}`),
  );

// AWS gives these no resource type.
const WITHOUT_RESOURCE = ['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'];

const read = (name: string) => [`secretsmanager:GetSecretValue ${secret(name)}`];
const write = (name: string) =>
  ['PutSecretValue', 'UpdateSecretVersionStage'].map((action) => `secretsmanager:${action} ${secret(name)}`);
const readIn = (key: string) =>
  [own(key), shared(key)].flatMap((arn) => ['GetParameter', 'GetParameters'].map((action) => `ssm:${action} ${arn}`));
const writeIn = (key: string) => [`ssm:PutParameter ${own(key)}`];
const batch = ['secretsmanager:BatchGetSecretValue *'];

/** The part of a role's name that is its construct's → what it may do on main, and in a sandbox. */
const GRANTED: [string, string, readonly string[], readonly string[]][] = [
  [
    'an ECS task role',
    'TaskTaskRole',
    [...read('upwork-oauth-tokens'), ...write('upwork-oauth-tokens')],
    [...readIn('upworkTokens'), ...writeIn('upworkTokens')],
  ],
  [
    'an ECS execution role, by a grant and by ecsSecrets',
    'TaskExecutionRole',
    [...read('myapp/prod/stripe'), ...read('myapp/prod/slack-signing-secret')],
    [...readIn('stripe'), ...readIn('slackSigningSecret')],
  ],
  ['an AppSync HTTP data source', 'ApiStoreServiceRole', read('myapp/prod/stripe'), readIn('stripe')],
  ['a Step Functions state machine', 'MachineRole', write('upwork-oauth-tokens'), writeIn('upworkTokens')],
  ['a Python function', 'PythonServiceRole', read('myapp/prod/stripe'), readIn('stripe')],
  [
    'a Docker function',
    'DockerServiceRole',
    [...read('myapp/prod/stripe'), ...read('myapp/prod/slack-signing-secret'), ...batch],
    [...readIn('stripe'), ...readIn('slackSigningSecret')],
  ],
];

describe.each(GRANTED)('a grant to %s', (_who, part, onMain, inSandbox) => {
  it('allows on main exactly what was granted', () => {
    expect(allowed(main.backend, part)).toEqual([...onMain].sort());
  });

  it('allows in a sandbox exactly what was granted', () => {
    expect(allowed(sandbox.backend, part)).toEqual([...inSandbox].sort());
  });
});

describe('the descriptor of a grant', () => {
  it.each(['Python', 'Docker'])('reaches a %s function through its grant', (id) => {
    expect(JSON.parse(descriptorOf(main, id))).toEqual({
      v: 1,
      apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } },
    });
    expect(JSON.parse(descriptorOf(sandbox, id))).toEqual({
      v: 1,
      apps: { myapp: { environment: 'sandbox', store: 'amplify', digest: expect.any(String) } },
      folders: [`/amplify/myapp/jan-sandbox-${hash}`, '/amplify/shared/my-app'],
    });
  });

  it('reaches a container through its environment', () => {
    for (const each of [main, sandbox]) {
      const [task] = Object.values(each.template.findResources('AWS::ECS::TaskDefinition'));
      expect(task?.Properties.ContainerDefinitions[0].Environment).toEqual([
        { Name: 'AMPLIFY_SECRETS', Value: descriptorOf(each, 'Python') },
      ]);
    }
  });
});

function descriptorOf({ backend }: Synthesis, id: string): string {
  return backend.functions.find(({ logicalId }) => logicalId.startsWith(id))?.environment.AMPLIFY_SECRETS ?? 'null';
}

/** Every action with every resource of those above that a role may use together. Throws where that is not known. */
function allowed({ roles }: Backend, part: string): string[] {
  const [role, ...others] = roles.filter(({ name }) => name.includes(part));
  if (role === undefined || others.length > 0) throw new Error(`not exactly one role has ${part} in its name`);
  return ACTIONS.flatMap((action) =>
    (WITHOUT_RESOURCE.includes(action) ? ['*'] : RESOURCES).flatMap((resource) => {
      const { effect, unknowns } = evaluate({ role, action, resource });
      if (effect === 'unknown') throw new Error(`${part}, ${action} on ${resource}: ${unknowns.join(', ')}`);
      return effect === 'allow' ? [`${action} ${resource}`] : [];
    }),
  ).sort();
}
