import { App, Aspects, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnPolicy, ManagedPolicy, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { contextOf, grantsIn, grantsOf, MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import { secretsMatching } from '../targets/secrets-matching.js';

const lost = expect.objectContaining({
  name: 'GrantLostError',
  message: expect.stringMatching(/secretsmanager:GetSecretValue on arn:\$\{AWS::Partition\}:secretsmanager:/),
  classification: 'ERROR',
});

describe('a grant that would be missing from the templates fails synthesis', () => {
  it('for an imported role with mutable: false', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/app', { mutable: false });
    grantSecretRead(role, secrets.stripe);
    expect(() => app.synth()).toThrow(lost);
  });

  it('for withoutPolicyUpdates()', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grantSecretRead(role.withoutPolicyUpdates(), secrets.stripe);
    expect(() => app.synth()).toThrow(lost);
  });

  it('for a role of another account', () => {
    const { app, stack } = makeBackend(MAIN, { env: { account: '111111111111', region: 'us-east-1' } });
    grantSecretRead(Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/app'), secrets.stripe);
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
  });

  it('for a policy that later code removes', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    webhook.resources.lambda.role?.node.tryRemoveChild('DefaultPolicy');
    expect(() => app.synth()).toThrow(lost);
  });

  const overrides: Record<string, (policy: CfnPolicy) => void> = {
    'deletes the statements': (policy) => policy.addPropertyDeletionOverride('PolicyDocument.Statement'),
    'replaces the resource': (policy) =>
      policy.addPropertyOverride('PolicyDocument.Statement.0.Resource', 'arn:aws:s3:::b'),
    'replaces the action': (policy) =>
      policy.addPropertyOverride('PolicyDocument.Statement.0.Action', 'secretsmanager:DescribeSecret'),
    'denies instead': (policy) => policy.addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Deny'),
    'adds a condition': (policy) =>
      policy.addPropertyOverride('PolicyDocument.Statement.0.Condition', { Bool: { 'aws:SecureTransport': 'true' } }),
    'attaches it elsewhere': (policy) => policy.addPropertyOverride('Roles', ['other']),
    'replaces its type': (policy) => policy.addOverride('Type', 'AWS::IAM::UserPolicy'),
    'makes it conditional': (policy) => {
      policy.cfnOptions.condition = new CfnCondition(policy.stack, 'Never', {
        expression: Fn.conditionEquals('a', 'b'),
      });
    },
  };
  it.each(Object.entries(overrides))('for an override that %s', (_what, override) => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    const policy = webhook.resources.lambda.role?.node.findChild('DefaultPolicy').node.defaultChild;
    if (!(policy instanceof CfnPolicy)) throw new Error('no policy');
    override(policy);
    expect(() => app.synth()).toThrow(lost);
  });

  it('for an aspect that empties policies', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    Aspects.of(app).add({
      visit(construct) {
        if (construct instanceof CfnPolicy) construct.addPropertyOverride('PolicyDocument.Statement', []);
      },
    });
    expect(() => app.synth()).toThrow(lost);
  });

  describe('for a function', () => {
    const replaced = expect.objectContaining({
      name: 'GrantLostError',
      message: expect.stringMatching(/role of the function "amplify\/function\/webhook".*replaced/),
    });
    const replacements: Record<string, (lambda: CfnFunction, stack: Stack) => void> = {
      'whose role is replaced': (lambda, stack) => {
        lambda.role = new Role(stack, 'Own', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).roleArn;
      },
      'whose role is overridden': (lambda) =>
        lambda.addPropertyOverride('Role', 'arn:aws:iam::123456789012:role/other'),
      'whose role is deleted': (lambda) => lambda.addPropertyDeletionOverride('Role'),
    };
    it.each(Object.entries(replacements))('%s', (_what, replace) => {
      const { app, stack, amplifyFunction } = makeBackend(MAIN);
      const webhook = amplifyFunction('webhook');
      grantSecretRead(webhook, secrets.stripe);
      const lambda = webhook.resources.lambda.node.defaultChild;
      if (!(lambda instanceof CfnFunction)) throw new Error('no function');
      replace(lambda, stack);
      expect(() => app.synth()).toThrow(replaced);
    });
  });

  it('and is not taken for found in a policy of a like-named role of a sibling stack', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const sibling = new NestedStack(root, 'sibling');
    const webhook = makeFunction(stack, 'webhook');
    const twin = makeFunction(sibling, 'webhook');
    grantSecretRead(webhook, secrets.stripe);
    grantSecretRead(twin, secrets.stripe);
    webhook.role?.node.tryRemoveChild('DefaultPolicy');
    expect(() => app.synth()).toThrow(lost);
  });
});

describe('a grant that is in the templates passes', () => {
  it('for an imported role that may be changed', () => {
    const { stack } = makeBackend(MAIN);
    grantSecretReadWrite(Role.fromRoleName(stack, 'Role', 'app'), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(2);
  });

  it('for a role in another nested stack', () => {
    const { root, stack } = makeBackend(MAIN);
    const roles = new NestedStack(root, 'roles');
    const role = new Role(roles, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const webhook = new LambdaFunction(stack, 'webhook', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('-'),
      role,
    });
    grantSecretRead(webhook, secrets.stripe);
    expect(grantsIn(roles)).toHaveLength(1);
  });

  it('for a role imported into one nested stack by the name of a role in another', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const roles = new NestedStack(root, 'roles');
    const role = new Role(roles, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grantSecretRead(Role.fromRoleName(stack, 'Imported', role.roleName), secrets.stripe);
    expect(() => app.synth()).not.toThrow();
  });

  it('for a role and its policy under one condition', () => {
    const { app, stack } = makeBackend(MAIN);
    const condition = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'b') });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grantSecretRead(role, secrets.stripe);
    for (const construct of role.node.findAll()) {
      if (CfnResource.isCfnResource(construct)) construct.cfnOptions.condition = condition;
    }
    expect(() => app.synth()).not.toThrow();
  });

  it('for more statements than fit into an inline policy', () => {
    const { stack, amplifyFunction } = makeBackend(MAIN);
    const many = Array.from({ length: 120 }, (_, index) => secretsMatching(secrets, `tenant-${index}-*`));
    grantSecretRead(amplifyFunction('router'), many);
    const template = Template.fromStack(stack);
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, whitespace not counted.
    for (const [type, limit] of [
      ['AWS::IAM::Policy', 10_240],
      ['AWS::IAM::ManagedPolicy', 6_144],
    ] as const) {
      const policies = Object.values(template.findResources(type));
      expect(policies).not.toEqual([]);
      for (const policy of policies) expect(JSON.stringify(grantsOf(policy)).length).toBeLessThan(limit);
    }
  });

  it('for a grant that is made after the policy was looked at', () => {
    const { stack, amplifyFunction } = makeBackend(MAIN);
    const router = amplifyFunction('router');
    grantSecretRead(router, secrets.stripe);
    stack.resolve(
      router.resources.lambda.role?.node.findAll().filter((construct) => construct instanceof Policy)[0]?.document,
    );
    grantSecretRead(router, secrets.slackSigningSecret);
    expect(grantsIn(stack).flatMap(({ resources }) => resources)).toHaveLength(3);
  });

  it('for a managed policy that is itself the grantee', () => {
    const { stack } = makeBackend(MAIN);
    grantSecretRead(new ManagedPolicy(stack, 'Policy'), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(1);
  });

  it('next to a validation that adds statements of its own later, as Amplify does', () => {
    const { stack, amplifyFunction } = makeBackend(MAIN, {}, { '@aws-cdk/aws-iam:minimizePolicies': true });
    const { lambda } = amplifyFunction('webhook').resources;
    const resources = ['arn:aws:ssm:us-east-1:123456789012:parameter/x'];
    lambda.node.addValidation({
      validate: () => {
        lambda.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources }));
        return [];
      },
    });
    grantSecretRead(lambda, secrets.stripe);
    expect(grantsIn(stack)).toContainEqual({ actions: ['ssm:GetParameters'], resources });
    expect(grantsIn(stack)).toHaveLength(2);
  });
});

describe('the descriptor', () => {
  it('may not be overwritten after the grant', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    webhook.addEnvironment(
      'AMPLIFY_SECRETS',
      '{"v":1,"apps":{"myapp":{"environment":"dev","store":"secrets-manager"}}}',
    );
    expect(() => app.synth()).toThrow(
      expect.objectContaining({ name: 'GrantLostError', message: expect.stringContaining('AMPLIFY_SECRETS') }),
    );
  });

  it('of an imported function is shown, to be set where it is defined', () => {
    const app = new App({ context: contextOf(MAIN) });
    const stack = new Stack(app, 'plain');
    const role = Role.fromRoleName(stack, 'Role', 'app');
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:app';
    grantSecretRead(LambdaFunction.fromFunctionAttributes(stack, 'Imported', { functionArn, role }), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(1);
    Annotations.fromStack(stack).hasWarning(
      '/plain/Imported',
      Match.stringLikeRegexp(
        `AMPLIFY_SECRETS='{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager"}}}'`,
      ),
    );
  });
});
