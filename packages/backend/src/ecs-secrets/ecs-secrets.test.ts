import { binarySecret, defineSecrets, jsonSecret, secretNamed, textSecret } from '@amplify-secrets/runtime';
import type { Deployment, SecretReference } from '@amplify-secrets/runtime/contract';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  ContainerImage,
  FargateTaskDefinition,
  FireLensLogDriver,
  FirelensLogRouterType,
  type Secret,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import {
  allows,
  contextOf,
  FEATURE,
  grantsIn,
  MAIN,
  makeBackend,
  SANDBOX,
  secretArn,
} from '../backend.test.support.js';
import { openBackend } from '../open-backend.js';
import { ecsSecrets } from './ecs-secrets.js';
import type { EcsSecretsOptions } from './ecs-secrets-options.js';

interface Schema<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => { readonly value: Output };
    readonly types?: { readonly input: Input; readonly output: Output };
  };
}
const pool: Schema<{ readonly url: string; readonly size: number }, { readonly address: string }> = {
  '~standard': { version: 1, vendor: 'test', validate: () => ({ value: { address: '' } }) },
};

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', dev: '*' },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    pool: jsonSecret(pool),
    untyped: jsonSecret(),
    password: textSecret(),
    certificate: binarySecret(),
    slackSigningSecret: textSecret(),
    tokens: textSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});
const elsewhere = defineSecrets({
  app: 'elsewhere',
  environments: { prod: 'main', sandbox: { store: 'secrets-manager' } },
  secrets: { stripe: jsonSecret(['apiKey']) },
});

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox');

function makeTask(deployment?: Deployment) {
  const backend = makeBackend(deployment);
  const task = new FargateTaskDefinition(backend.stack, 'Task');
  return {
    ...backend,
    task,
    run: (variables: Record<string, Secret>) => task.addContainer('app', { image, secrets: variables }),
  };
}

/** `valueFrom` of every variable of every container, with pseudo parameters filled in. */
function valuesFrom(stack: Stack): Record<string, string> {
  const tasks = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  const listed = tasks
    .flatMap(({ Properties }) => Properties.ContainerDefinitions)
    .flatMap(({ Secrets = [], LogConfiguration }) => [...Secrets, ...(LogConfiguration?.SecretOptions ?? [])]);
  return Object.fromEntries(listed.map(({ Name, ValueFrom }) => [Name, textOf(ValueFrom)]));
}

function textOf(value: { 'Fn::Join': [string, (string | { Ref: string })[]] }): string {
  return value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
}

const refused = (problem: RegExp, resolution: RegExp) =>
  expect.objectContaining({
    name: 'EcsSecretInvalidError',
    message: expect.stringMatching(problem),
    resolution: expect.stringMatching(resolution),
  });

describe('the valueFrom of ecsSecrets', () => {
  it('is the ARN without its suffix in AWS Secrets Manager, then field, stage and version', () => {
    const { stack, run } = makeTask(MAIN);
    run({
      ...ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey', STRIPE_WEBHOOK_SECRET: 'webhookSecret' } }),
      ...ecsSecrets(secrets.password, { as: 'PASSWORD' }),
      ...ecsSecrets(secrets.untyped, { as: 'UNTYPED' }),
    });
    const prefix = 'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:';
    expect(valuesFrom(stack)).toEqual({
      STRIPE_API_KEY: `${prefix}myapp/prod/stripe:apiKey::`,
      STRIPE_WEBHOOK_SECRET: `${prefix}myapp/prod/stripe:webhookSecret::`,
      PASSWORD: `${prefix}myapp/prod/password`,
      UNTYPED: `${prefix}myapp/prod/untyped`,
    });
  });

  it("is the ARN of the deployment's own parameter in Amplify's store", () => {
    const { stack, run } = makeTask(SANDBOX);
    run(ecsSecrets(secrets.stripe, { as: 'STRIPE' }));
    expect(valuesFrom(stack).STRIPE).toMatch(
      /^arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter\/amplify\/myapp\/jan-sandbox-[0-9a-f]{10}\/stripe$/,
    );
  });

  it('is that of each deployment where one call is used in two', () => {
    const shared = ecsSecrets(secrets.password, { as: 'PASSWORD' });
    const app = new App();
    const stacks = [MAIN, FEATURE].map((deployment) => {
      const stage = new Stage(app, deployment.name.replace('/', '-'));
      for (const [key, value] of Object.entries(contextOf(deployment))) stage.node.setContext(key, value);
      const stack = new Stack(stage, 'Stack');
      new FargateTaskDefinition(stack, 'Task').addContainer('app', { image, secrets: shared });
      return stack;
    });
    const [prod, dev] = stacks.map((stack) => valuesFrom(stack).PASSWORD);
    expect(prod).toMatch(/:secret:myapp\/prod\/password$/);
    expect(dev).toMatch(/:secret:myapp\/dev\/password$/);
  });

  it('needs the option deployment in a plain CDK stack', () => {
    const { stack, run } = makeTask();
    run(ecsSecrets(secrets.password, { as: 'PASSWORD', deployment: MAIN }));
    expect(valuesFrom(stack).PASSWORD).toMatch(/:secret:myapp\/prod\/password$/);
  });

  it('is granted to a role of another stack', () => {
    const app = new App();
    const executionRole = new Role(new Stack(app, 'Roles'), 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    const stack = new Stack(app, 'Tasks');
    const variables = ecsSecrets(secrets.password, { as: 'PASSWORD', deployment: MAIN });
    new FargateTaskDefinition(stack, 'Task', { executionRole }).addContainer('app', { image, secrets: variables });
    expect(valuesFrom(stack).PASSWORD).toMatch(/:secret:myapp\/prod\/password$/);
  });

  it('serves log drivers too', () => {
    const { stack, task } = makeTask(MAIN);
    task.addFirelensLogRouter('router', { image, firelensConfig: { type: FirelensLogRouterType.FLUENTBIT } });
    task.addContainer('app', {
      image,
      logging: new FireLensLogDriver({ secretOptions: ecsSecrets(secrets.stripe, { fields: { apikey: 'apiKey' } }) }),
    });
    expect(valuesFrom(stack).apikey).toMatch(/:secret:myapp\/prod\/stripe:apiKey::$/);
    expect(allows(grantsIn(stack), 'secretsmanager:GetSecretValue', secretArn('myapp/prod/stripe'))).toBe(true);
  });
});

describe('the grant of ecsSecrets', () => {
  it('lets the execution role read exactly its secrets, and in no batch', () => {
    const { stack, run, root } = makeTask(MAIN);
    run({
      ...ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey', STRIPE_WEBHOOK_SECRET: 'webhookSecret' } }),
      ...ecsSecrets(secrets.password, { as: 'PASSWORD' }),
    });
    expect(grantsIn(stack)).toEqual([
      {
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['stripe', 'password'].map(
          (name) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/${name}-??????`,
        ),
      },
    ]);
    const { grants } = openBackend(root);
    expect(grants.map(({ grantee, target }) => [grantee.construct.node.id, target.label])).toEqual([
      ['ExecutionRole', '"stripe" of app "myapp"'],
      ['ExecutionRole', '"password" of app "myapp"'],
    ]);
  });

  it('gives the task role nothing', () => {
    const { stack, run } = makeTask(MAIN);
    run(ecsSecrets(secrets.password, { as: 'PASSWORD' }));
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual([
      [{ Ref: expect.stringMatching(/^TaskExecutionRole/) }],
    ]);
  });

  it('includes the key that the secret is encrypted under', () => {
    const { stack, run } = makeTask(MAIN);
    run(ecsSecrets(secrets.password, { as: 'PASSWORD', encryptionKey: new Key(stack, 'Key') }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{ Action: 'secretsmanager:GetSecretValue' }, { Action: 'kms:Decrypt', Effect: 'Allow' }],
      },
    });
  });

  it('fails the synthesis when the role is immutable', () => {
    const { stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    const executionRole = role.withoutPolicyUpdates();
    const task = new FargateTaskDefinition(stack, 'Task', { executionRole });
    task.addContainer('app', { image, secrets: ecsSecrets(secrets.password, { as: 'PASSWORD' }) });
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
  });
});

describe('ecsSecrets', () => {
  it('refuses a field of a parameter in the deployment that needs it', () => {
    const { run } = makeTask(SANDBOX);
    const variables = ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey' } });
    expect(() => run(variables)).toThrow(
      refused(
        /"stripe" is in Amplify's store in environment "sandbox"/,
        /\{ sandbox: \{ store: 'secrets-manager' \} \}.*ecsSecrets\(secrets\.stripe, \{ as: /,
      ),
    );
  });

  it('accepts a field in the store that the resolution names', () => {
    const { stack, run } = makeTask(SANDBOX);
    run(ecsSecrets(elsewhere.stripe, { fields: { STRIPE_API_KEY: 'apiKey' } }));
    expect(valuesFrom(stack).STRIPE_API_KEY).toMatch(/:secret:elsewhere\/sandbox\/stripe:apiKey::$/);
  });

  it.each<[string, SecretReference, RegExp]>([
    ['by default', secrets.slackSigningSecret, /name: \{ prod: 'myapp\/prod\/slack-signing-secret-1' \}/],
    ['by its own name', secrets.tokens, /name: \{ prod: 'upwork-oauth-tokens-1' \}/],
    ['by its leaf', secretNamed(secrets, 'github-acme01'), /secretNamed\(secrets, 'github-acme01-1'\)/],
  ])('refuses in every deployment a name that ends like a suffix %s', (_how, reference, resolution) => {
    expect(() => ecsSecrets(reference, { as: 'TEXT' })).toThrow(
      refused(/mistake "-(secret|tokens|acme01)"/, resolution),
    );
    expect(() => ecsSecrets(secretNamed(secrets, 'github-acme01-1'), { as: 'TEXT' })).not.toThrow();
  });

  it("accepts such a name in Amplify's store, where ARNs have no suffix", () => {
    const { stack, run } = makeTask(MAIN);
    const parameters = defineSecrets({
      app: 'parameters',
      environments: { prod: { branches: 'main', store: 'amplify' } },
      secrets: { slack: textSecret({ name: { prod: 'slack-secret' } }) },
    });
    run(ecsSecrets(parameters.slack, { as: 'SLACK' }));
    expect(valuesFrom(stack).SLACK).toMatch(/:parameter\/amplify\/d1a2b3\/main-branch-[0-9a-f]{10}\/slack-secret$/);
  });

  it.each<[string, SecretReference, unknown, RegExp]>([
    [
      'a string for a secret',
      // As a caller without types may write it.
      'stripe' as unknown as SecretReference,
      { as: 'STRIPE' },
      /must be a secret of defineSecrets/,
    ],
    ['a field that is not declared', secrets.stripe, { fields: { KEY: 'apikey' } }, /declares no field "apikey"/],
    ['a field with a colon', secrets.untyped, { fields: { KEY: 'a:b' } }, /without a colon/],
    ['a field without a name', secrets.untyped, { fields: { KEY: '' } }, /without a colon/],
    ['a field of a textSecret', secrets.password, { fields: { KEY: 'apiKey' } }, /has no fields/],
    ['a binary secret', secrets.certificate, { as: 'CERTIFICATE' }, /is binary/],
    ['fields without a variable', secrets.stripe, { fields: {} }, /which variables/],
    ['neither fields nor as', secrets.stripe, {}, /which variables/],
    ['no options', secrets.stripe, undefined, /must be a plain object/],
    ['both fields and as', secrets.stripe, { as: 'STRIPE', fields: { KEY: 'apiKey' } }, /which variables/],
    ['a name that no variable can have', secrets.password, { as: 'DB-PASSWORD' }, /and got "DB-PASSWORD"/],
    ['an empty name', secrets.password, { as: '' }, /and got ""/],
    ['an unknown option', secrets.password, { as: 'PASSWORD', branches: 'main' }, /unknown option "branches"/],
  ])('refuses %s', (_what, reference, options, problem) => {
    expect(() => ecsSecrets(reference, options as EcsSecretsOptions<unknown>)).toThrow(refused(problem, /./));
  });
});

describe('options with neither fields nor as', () => {
  it('are refused with a field that the secret has, and without one where it has none', () => {
    const attempt = (reference: SecretReference) => () => ecsSecrets(reference, {} as EcsSecretsOptions<unknown>);
    expect(attempt(secrets.stripe)).toThrow(
      refused(
        /either "fields" or "as"/,
        /^Write: ecsSecrets\(secrets\.stripe, \{ as: 'MY_VARIABLE' \}\)\. For single fields: ecsSecrets\(secrets\.stripe, \{ fields: \{ MY_VARIABLE: 'apiKey' \} \}\)\.$/,
      ),
    );
    expect(attempt(secrets.password)).toThrow(
      refused(/either "fields" or "as"/, /^Write: ecsSecrets\(secrets\.password, \{ as: 'MY_VARIABLE' \}\)\.$/),
    );
  });
});

describe('the types of ecsSecrets', () => {
  const never = (): boolean => false;

  it('refuse a field that is not declared or is not a string', () => {
    ecsSecrets(secrets.pool, { fields: { URL: 'url' } });
    ecsSecrets(secrets.untyped, { fields: { URL: 'anything' } });
    if (never()) {
      // @ts-expect-error a typing error
      ecsSecrets(secrets.stripe, { fields: { KEY: 'apikey' } });
      // @ts-expect-error a number
      ecsSecrets(secrets.pool, { fields: { SIZE: 'size' } });
      // @ts-expect-error what the schema makes of it, not what is stored
      ecsSecrets(secrets.pool, { fields: { ADDRESS: 'address' } });
      // @ts-expect-error a string has a length, and no fields
      ecsSecrets(secrets.password, { fields: { LENGTH: 'length' } });
      // @ts-expect-error bytes have none
      ecsSecrets(secrets.certificate, { fields: { LENGTH: 'length' } });
    }
  });

  it('refuse fields together with as, and neither of them', () => {
    if (never()) {
      // @ts-expect-error
      ecsSecrets(secrets.stripe, { as: 'STRIPE', fields: { KEY: 'apiKey' } });
      // @ts-expect-error
      ecsSecrets(secrets.stripe, {});
    }
  });
});
