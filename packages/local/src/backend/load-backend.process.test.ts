import {
  Annotations,
  App,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Fn,
  aws_iam as iam,
  aws_kms as kms,
  aws_lambda as lambda,
  NestedStack,
  Stack,
  Stage,
  aws_secretsmanager as secretsmanager,
  Tags,
} from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { can } from '../access/can.js';
import { folderWith } from '../assembly.test.support.js';
import { temporaryFolder } from '../temporary-folder.js';
import { type LoadBackendOptions, loadBackend } from './load-backend.js';
import type { Backend } from './model.js';

const READ = 'secretsmanager:GetSecretValue';
const STRIPE = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-AbCdEf';
const OTHER = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/other-AbCdEf';
const STRIPE_PATTERN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-??????';

function synthesized(build: (stack: Stack, app: App) => void): string {
  const outdir = temporaryFolder();
  const context = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  const stack = new Stack(app, 'shop');
  build(stack, app);
  if (stack.node.children.length === 0) app.node.tryRemoveChild('shop');
  app.synth();
  return outdir;
}

function loaded(build: (stack: Stack, app: App) => void, options?: LoadBackendOptions): Backend {
  return loadBackend(synthesized(build), options);
}

function addFunction(stack: Stack, id: string, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => 1'),
    ...props,
  });
}

const allow = (resources: string[], actions = [READ]) => new iam.PolicyStatement({ actions, resources });

describe('a role in the templates', () => {
  it('has its default policy, named by logical id and Sid', () => {
    const backend = loaded((stack) => {
      const statement = new iam.PolicyStatement({ sid: 'ReadStripe', actions: [READ], resources: [STRIPE_PATTERN] });
      addFunction(stack, 'webhook').addToRolePolicy(statement);
    });
    expect(can(backend, 'webhook', READ, STRIPE)).toMatchObject({
      effect: 'allow',
      statement: expect.stringMatching(/^webhookServiceRoleDefaultPolicy\w+#ReadStripe$/),
    });
    expect(can(backend, 'webhook', READ, OTHER)).toMatchObject({ effect: 'deny', reason: 'implicit-deny' });
    expect(backend.unresolved).toEqual([]);
  });

  it('has its inline policies', () => {
    const backend = loaded((stack) => {
      const role = new iam.Role(stack, 'role', {
        assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
        inlinePolicies: { stripe: new iam.PolicyDocument({ statements: [allow([STRIPE_PATTERN])] }) },
      });
      addFunction(stack, 'webhook', { role });
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
  });

  it('has the managed policies that it lists or that list it', () => {
    const backend = loaded((stack) => {
      const listed = addFunction(stack, 'listed');
      listed.role?.addManagedPolicy(new iam.ManagedPolicy(stack, 'one', { statements: [allow([STRIPE_PATTERN])] }));
      const attached = addFunction(stack, 'attached');
      const roles = attached.role ? [attached.role] : [];
      new iam.ManagedPolicy(stack, 'two', { statements: [allow([STRIPE_PATTERN])], roles });
    });
    expect(can(backend, 'listed', READ, STRIPE).effect).toBe('allow');
    expect(can(backend, 'attached', READ, STRIPE).effect).toBe('allow');
  });

  it('has its AWS::IAM::RolePolicy', () => {
    const backend = loaded((stack) => {
      const fn = addFunction(stack, 'webhook');
      new iam.CfnRolePolicy(stack, 'extra', {
        policyName: 'extra',
        roleName: fn.role?.roleName ?? '',
        policyDocument: new iam.PolicyDocument({ statements: [allow([STRIPE_PATTERN])] }),
      });
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
  });

  it('has its overflow policies, into which CDK moves what does not fit', () => {
    const backend = loaded((stack) => {
      const fn = addFunction(stack, 'many');
      for (let n = 0; n < 200; n += 1)
        fn.addToRolePolicy(allow([secretArn(n)], [n % 2 ? READ : 'secretsmanager:DescribeSecret']));
    });
    const policies = backend.functions[0]?.role.policies.map(({ name }) => name) ?? [];
    expect(policies.filter((name) => name.includes('OverflowPolicy')).length).toBeGreaterThan(0);
    for (const n of [1, 101, 199])
      expect(can(backend, 'many', READ, secretArn(n).replace('??????', 'AbCdEf')).effect).toBe('allow');
    expect(can(backend, 'many', READ, secretArn(200).replace('??????', 'AbCdEf')).effect).toBe('deny');
  });

  it('has its policies in other nested stacks', () => {
    const backend = loaded((stack) => {
      const functions = new NestedStack(stack, 'functions');
      const fn = addFunction(functions, 'webhook');
      const grants = new NestedStack(stack, 'grants');
      const secret = new secretsmanager.Secret(stack, 'secret', { secretName: 'shop/prod/db' });
      const roles = fn.role ? [fn.role] : [];
      new iam.Policy(grants, 'policy', { roles, statements: [allow([secret.secretArn])] });
    });
    const arn = backend.secrets[0]?.arn ?? '';
    expect(arn).toMatch(/:secret:shop\/prod\/db-[A-Za-z0-9]{6}$/);
    expect(backend.secrets[0]?.name).toBe('shop/prod/db');
    expect(can(backend, 'webhook', READ, arn).effect).toBe('allow');
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('deny');
    expect(backend.unresolved).toEqual([]);
  });

  it('has its permissions boundary', () => {
    const backend = loaded((stack) => {
      const boundary = new iam.ManagedPolicy(stack, 'boundary', { statements: [allow([STRIPE_PATTERN])] });
      const fn = addFunction(stack, 'webhook');
      fn.addToRolePolicy(allow(['*']));
      iam.PermissionsBoundary.of(fn).apply(boundary);
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
    expect(can(backend, 'webhook', READ, OTHER)).toMatchObject({ effect: 'deny', reason: 'boundary' });
  });
});

describe('access through what is not in the templates', () => {
  it('is unknown with an AWS managed policy whose document is not known', () => {
    const backend = loaded((stack) => {
      addFunction(stack, 'webhook').role?.addManagedPolicy(
        iam.ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite'),
      );
    });
    expect(can(backend, 'webhook', READ, STRIPE)).toMatchObject({
      effect: 'unknown',
      unknowns: [expect.stringContaining('policy/SecretsManagerReadWrite')],
    });
  });

  it('is unknown with an imported boundary', () => {
    const backend = loaded((stack) => {
      const fn = addFunction(stack, 'webhook');
      fn.addToRolePolicy(allow(['*']));
      iam.PermissionsBoundary.of(fn).apply(iam.ManagedPolicy.fromManagedPolicyName(stack, 'foreign', 'foreign'));
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
  });

  it('is unknown with an imported role', () => {
    const backend = loaded((stack) => {
      const role = iam.Role.fromRoleArn(stack, 'foreign', 'arn:aws:iam::123456789012:role/foreign', { mutable: false });
      addFunction(stack, 'webhook', { role });
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
  });

  it('is unknown for the actions of a statement whose resource is unresolved, and for no others', () => {
    const backend = loaded((stack) => {
      const api = new CfnResource(stack, 'api', {
        type: 'AWS::AppSync::GraphQLApi',
        properties: { Name: 'api', AuthenticationType: 'API_KEY' },
      });
      const fn = addFunction(stack, 'webhook');
      fn.addToRolePolicy(allow([api.getAtt('Arn').toString()], ['appsync:GraphQL']));
      fn.addToRolePolicy(allow([Fn.importValue('other-secret')], ['secretsmanager:DescribeSecret']));
      fn.addToRolePolicy(allow([STRIPE_PATTERN]));
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
    expect(can(backend, 'webhook', READ, OTHER).effect).toBe('deny');
    expect(can(backend, 'webhook', 'secretsmanager:DescribeSecret', STRIPE).effect).toBe('unknown');
    expect(backend.unresolved).toEqual([
      expect.stringMatching(
        /^shop\/webhookServiceRoleDefaultPolicy\w+: PolicyDocument\.Statement\.0\.Resource: Arn of api/,
      ),
      expect.stringMatching(/PolicyDocument\.Statement\.1\.Resource: the export other-secret has no value/),
    ]);
  });

  it('is unknown with a policy that is unresolved anywhere else', () => {
    const backend = loaded((stack) => {
      const unresolved = Fn.importValue('nowhere');
      addFunction(stack, 'webhook').addToRolePolicy(
        new iam.PolicyStatement({
          actions: [READ],
          resources: ['*'],
          conditions: { StringEquals: { 'aws:PrincipalAccount': unresolved } },
        }),
      );
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
  });

  it('is unknown for every role when the role of a policy is unresolved', () => {
    const backend = loaded((stack) => {
      addFunction(stack, 'webhook');
      new CfnResource(stack, 'stray', {
        type: 'AWS::IAM::Policy',
        properties: {
          PolicyName: 'stray',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
          Roles: [Fn.importValue('nowhere')],
        },
      });
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
  });

  it('is known for a role whose name alone is unresolved', () => {
    const backend = loaded((stack) => {
      const roleName = Fn.importValue('nowhere');
      const role = new iam.Role(stack, 'role', {
        roleName,
        assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      });
      addFunction(stack, 'webhook', { role }).addToRolePolicy(allow([STRIPE_PATTERN]));
      addFunction(stack, 'other');
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
    expect(can(backend, 'webhook', READ, OTHER).effect).toBe('deny');
    expect(can(backend, 'other', READ, STRIPE).effect).toBe('deny');
  });

  it('is unknown with a policy whose condition is unresolved', () => {
    const backend = loaded((stack) => {
      const fn = addFunction(stack, 'webhook');
      const stage = new CfnParameter(stack, 'Stage').valueAsString;
      const condition = new CfnCondition(stack, 'Prod', { expression: Fn.conditionEquals(stage, 'prod') });
      const policy = new iam.Policy(stack, 'extra', { statements: [allow(['*'])], roles: fn.role ? [fn.role] : [] });
      const resource = policy.node.defaultChild;
      if (!(resource instanceof iam.CfnPolicy)) throw new TypeError('a policy without a resource');
      resource.cfnOptions.condition = condition;
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
  });

  it('is unknown with a nested stack whose template is missing, which may attach anything', () => {
    const backend = loaded((stack) => {
      addFunction(stack, 'webhook').addToRolePolicy(allow(['*']));
      new CfnResource(stack, 'foreign', {
        type: 'AWS::CloudFormation::Stack',
        properties: { TemplateURL: 'https://s3.us-east-1.amazonaws.com/somebody/template.json' },
      });
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('unknown');
    expect(backend.unresolved).toEqual(["shop/foreign: the nested stack's template is not in the assembly"]);
  });
});

describe('a resource policy in the templates', () => {
  it('denies access to a secret', () => {
    const backend = loaded((stack) => {
      const secret = new secretsmanager.Secret(stack, 'secret', { secretName: 'shop/prod/db' });
      secret.addToResourcePolicy(
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: [READ],
          resources: ['*'],
        }),
      );
      addFunction(stack, 'webhook').addToRolePolicy(allow(['*']));
    });
    expect(can(backend, 'webhook', READ, backend.secrets[0]?.arn ?? '')).toMatchObject({
      effect: 'deny',
      reason: 'explicit-deny',
    });
    expect(can(backend, 'webhook', READ, STRIPE).effect).toBe('allow');
  });

  it('denies the use of a key that it does not allow', () => {
    const backend = loaded((stack) => {
      const key = new kms.Key(stack, 'key', {
        policy: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              principals: [new iam.ArnPrincipal('arn:aws:iam::123456789012:role/somebody')],
              actions: ['kms:*'],
              resources: ['*'],
            }),
          ],
        }),
      });
      new secretsmanager.Secret(stack, 'secret', { encryptionKey: key });
      addFunction(stack, 'webhook').addToRolePolicy(allow(['*'], ['kms:Decrypt']));
    });
    const [keyArn] = [...backend.keyPolicies.keys()];
    expect(backend.secrets[0]?.kmsKeyId).toBe(keyArn);
    expect(can(backend, 'webhook', 'kms:Decrypt', keyArn ?? '').effect).toBe('deny');
  });
});

describe('a backend of several stacks', () => {
  const build = (stack: Stack, app: App) => {
    addFunction(stack, 'exporter');
    new CfnOutput(stack, 'Pattern', { value: STRIPE_PATTERN, exportName: 'shop-stripe' });
    const consumer = new Stack(app, 'consumer');
    addFunction(consumer, 'webhook').addToRolePolicy(allow([Fn.importValue('shop-stripe')]));
  };

  it('imports what its own stacks export', () => {
    expect(can(loaded(build), 'webhook', READ, STRIPE).effect).toBe('allow');
  });

  it('imports what others export when it is given', () => {
    const foreign = (stack: Stack) => addFunction(stack, 'webhook').addToRolePolicy(allow([Fn.importValue('theirs')]));
    expect(can(loaded(foreign), 'webhook', READ, STRIPE).effect).toBe('unknown');
    expect(can(loaded(foreign, { exports: { theirs: STRIPE_PATTERN } }), 'webhook', READ, STRIPE).effect).toBe('allow');
  });

  it('keeps the stages of a pipeline apart, even where they use the same names', () => {
    const backend = loaded((_stack, app) => {
      for (const [id, account] of [
        ['beta', '111111111111'],
        ['prod', '222222222222'],
      ] as const) {
        const stage = new Stage(app, id, { env: { account, region: 'us-east-1' } });
        const stack = new Stack(stage, 'backend', { stackName: 'backend' });
        const role = new iam.Role(stack, 'role', { roleName: 'reader', assumedBy: new iam.AccountRootPrincipal() });
        addFunction(stack, `${id}-reader`, { role });
        if (id === 'prod') role.addToPolicy(allow([STRIPE_PATTERN.replace('123456789012', account)]));
      }
    });
    const arn = STRIPE.replace('123456789012', '222222222222');
    expect(can(backend, 'prod-reader', READ, arn).effect).toBe('allow');
    expect(backend.roles.map(({ account, policies }) => [account, policies.length])).toEqual([
      ['111111111111', 0],
      ['222222222222', 1],
    ]);
  });

  it('has the account and region that a stack was synthesised for', () => {
    const backend = loaded((_stack, app) => {
      addFunction(new Stack(app, 'fixed', { env: { account: '210987654321', region: 'eu-west-1' } }), 'far');
    });
    expect(backend.functions[0]?.arn).toMatch(/^arn:aws:lambda:eu-west-1:210987654321:function:/);
    expect(backend).toMatchObject({ account: '210987654321', region: 'eu-west-1' });
  });
});

describe('a function in the templates', () => {
  it('is named by the tag of Amplify or by its construct, and no two alike', () => {
    const backend = loaded((stack) => {
      addFunction(stack, 'worker');
      Tags.of(addFunction(stack, 'Lambda2')).add('amplify:friendly-name', 'worker');
      addFunction(stack, 'plain');
    });
    const names = Object.fromEntries(backend.functions.map(({ logicalId, name }) => [logicalId.slice(0, -8), name]));
    expect(names).toEqual({ worker: 'shop/worker', Lambda2: 'worker', plain: 'plain' });
  });

  it('has the variables of its environment that resolve', () => {
    const backend = loaded((stack) => {
      const environment = { REGION: stack.region, LOST: Fn.importValue('nowhere') };
      addFunction(stack, 'webhook', { environment });
    });
    expect(backend.functions[0]?.environment).toEqual({ REGION: 'us-east-1' });
    expect(backend.unresolved).toEqual([expect.stringContaining('Environment.Variables.LOST: the export nowhere')]);
  });

  it('is listed in the error for an unknown name', () => {
    const backend = loaded((stack) => void addFunction(stack, 'webhook'));
    expect(() => can(backend, 'webhok', READ, STRIPE)).toThrowError(
      expect.objectContaining({ name: 'FunctionUnknownError', resolution: 'Use one of its functions: webhook.' }),
    );
  });
});

describe('a note of the synthesis', () => {
  it('is listed with its construct’s path', () => {
    const backend = loaded((stack) => {
      const fn = addFunction(stack, 'webhook');
      Annotations.of(fn).addWarningV2('kit:wide', 'The pattern also takes more.');
      Annotations.of(fn).addInfo('Granted on main only.');
    });
    expect(backend.notes).toEqual([
      '/shop/webhook: The pattern also takes more. [ack: kit:wide]',
      '/shop/webhook: Granted on main only.',
    ]);
  });
});

describe('loadBackend', () => {
  it('returns the same names for the same assembly', () => {
    const folder = synthesized((stack) => {
      addFunction(stack, 'webhook');
      new secretsmanager.Secret(stack, 'generated');
    });
    expect(loadBackend(folder)).toEqual(loadBackend(folder));
  });
});

describe('a folder that is not a cloud assembly', () => {
  it.each([
    ['no manifest', () => temporaryFolder(), 'manifest.json is missing'],
    ['a damaged manifest', () => folderWith({ 'manifest.json': '{' }), 'manifest.json is not a JSON object'],
    ['a missing template', () => folderWith({ 'manifest.json': manifest('gone.json') }), 'gone.json is missing'],
  ])('is refused with %s', (_name, make, reason) => {
    expect(() => loadBackend(make())).toThrowError(
      expect.objectContaining({
        name: 'AssemblyInvalidError',
        message: expect.stringContaining(reason),
        resolution: expect.stringContaining('cdk.out'),
      }),
    );
  });
});

function manifest(templateFile: string): string {
  return JSON.stringify({ artifacts: { shop: { type: 'aws:cloudformation:stack', properties: { templateFile } } } });
}

function secretArn(n: number): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/a-rather-long-name-of-a-secret-${n}-??????`;
}
