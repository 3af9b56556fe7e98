import { Aspects, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnManagedPolicy,
  CfnPolicy,
  CfnRole,
  ManagedPolicy,
  PermissionsBoundary,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { grantsIn, grantsOf, MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import { accessReport } from '../report/index.js';
import { secretsMatching } from '../targets/secrets-matching.js';

const lost = expect.objectContaining({
  name: 'GrantLostError',
  message: expect.stringMatching(/secretsmanager:GetSecretValue on arn:\$\{AWS::Partition\}:secretsmanager:/),
  classification: 'ERROR',
});

describe('verifyGrants stops the synthesis', () => {
  it('stops it for an imported role with mutable: false', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/app', { mutable: false });
    grantSecretRead(role, secrets.stripe);
    expect(() => app.synth()).toThrow(lost);
  });

  it('stops it for withoutPolicyUpdates()', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grantSecretRead(role.withoutPolicyUpdates(), secrets.stripe);
    expect(() => app.synth()).toThrow(lost);
  });

  it('stops it for a role of another account', () => {
    const { app, stack } = makeBackend(MAIN, { env: { account: '111111111111', region: 'us-east-1' } });
    grantSecretRead(Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/app'), secrets.stripe);
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
  });

  it('stops it for a policy that later code removes', () => {
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
  it.each(Object.entries(overrides))('stops it for an override that %s', (_what, override) => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    const policy = webhook.resources.lambda.role?.node.findChild('DefaultPolicy').node.defaultChild;
    if (!(policy instanceof CfnPolicy)) throw new Error('no policy');
    override(policy);
    expect(() => app.synth()).toThrow(lost);
  });

  it('stops it for an aspect that empties policies', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    Aspects.of(app).add({
      visit(construct) {
        if (construct instanceof CfnPolicy) construct.addPropertyOverride('PolicyDocument.Statement', []);
      },
    });
    expect(() => app.synth()).toThrow(lost);
  });

  it('stops it although a role of the same name in a sibling stack has the policy', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const sibling = new NestedStack(root, 'sibling');
    const webhook = makeFunction(stack, 'webhook');
    const twin = makeFunction(sibling, 'webhook');
    grantSecretRead(webhook, secrets.stripe);
    grantSecretRead(twin, secrets.stripe);
    webhook.role?.node.tryRemoveChild('DefaultPolicy');
    expect(() => app.synth()).toThrow(lost);
  });

  it('stops it where only a policy of another stack names a parameter in the same way', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const sibling = new NestedStack(root, 'sibling');
    for (const each of [stack, sibling]) {
      const name = new CfnParameter(each, 'RoleName').valueAsString;
      grantSecretRead(Role.fromRoleName(each, 'Role', name), secrets.stripe);
    }
    const policy = stack.node.findAll().find((each) => each instanceof CfnPolicy);
    policy?.addPropertyOverride('PolicyDocument.Statement', []);
    expect(() => app.synth()).toThrow(lost);
  });
});

describe('verifyGrants passes', () => {
  it('accepts a statement in a managed policy that only the role names', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grantSecretRead(role.withoutPolicyUpdates(), secrets.stripe);
    const policy = new ManagedPolicy(stack, 'Policy');
    grantSecretRead(policy, secrets.stripe);
    role.addManagedPolicy(policy);
    expect(() => app.synth()).not.toThrow();
  });

  it('accepts a role that is imported by a parameter', () => {
    const { app, stack, root } = makeBackend(MAIN);
    const name = new CfnParameter(root, 'RoleName').valueAsString;
    grantSecretRead(Role.fromRoleName(stack, 'Role', name), secrets.stripe);
    expect(() => app.synth()).not.toThrow();
  });

  it('accepts a grant to an imported role that may be changed', () => {
    const { stack } = makeBackend(MAIN);
    grantSecretReadWrite(Role.fromRoleName(stack, 'Role', 'app'), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(2);
  });

  it('accepts a grant to a role in another nested stack', () => {
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

  it('accepts a grant to a role imported into one nested stack by the name of a role in another', () => {
    const { app, root, stack } = makeBackend(MAIN);
    const roles = new NestedStack(root, 'roles');
    const role = new Role(roles, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grantSecretRead(Role.fromRoleName(stack, 'Imported', role.roleName), secrets.stripe);
    expect(() => app.synth()).not.toThrow();
  });

  it('accepts a role and its policy under one condition', () => {
    const { app, stack } = makeBackend(MAIN);
    const condition = new CfnCondition(stack, 'Sometimes', { expression: Fn.conditionEquals('a', 'b') });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    grantSecretRead(role, secrets.stripe);
    for (const construct of role.node.findAll()) {
      if (CfnResource.isCfnResource(construct)) construct.cfnOptions.condition = condition;
    }
    expect(() => app.synth()).not.toThrow();
  });

  it('accepts more statements than fit into an inline policy', () => {
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

  it('accepts a grant that is made after the policy was resolved', () => {
    const { stack, amplifyFunction } = makeBackend(MAIN);
    const router = amplifyFunction('router');
    grantSecretRead(router, secrets.stripe);
    stack.resolve(
      router.resources.lambda.role?.node.findAll().filter((construct) => construct instanceof Policy)[0]?.document,
    );
    grantSecretRead(router, secrets.slackSigningSecret);
    expect(grantsIn(stack).flatMap(({ resources }) => resources)).toHaveLength(3);
  });

  it('accepts a managed policy that is itself the grantee', () => {
    const { stack } = makeBackend(MAIN);
    grantSecretRead(new ManagedPolicy(stack, 'Policy'), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(1);
  });

  it('accepts a validation that adds other statements later, as Amplify does', () => {
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

describe('F04: verifyGrants, where later code writes the policy in another way', () => {
  type Rewrite = (policy: CfnPolicy, role: CfnRole) => void;

  /** What a grant to a function becomes. */
  function synthesized(rewrite: Rewrite, options: GrantOptions = {}) {
    const { app, amplifyFunction, grants } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe, options);
    const role = webhook.resources.lambda.role?.node.defaultChild;
    Aspects.of(app).add({
      visit(construct) {
        if (construct instanceof CfnPolicy && role instanceof CfnRole) rewrite(construct, role);
      },
    });
    return { app, grants };
  }

  const toManaged: Rewrite = (policy) => {
    policy.addOverride('Type', 'AWS::IAM::ManagedPolicy');
    policy.addPropertyDeletionOverride('PolicyName');
  };
  /** Takes the statements out of the policy. */
  const moved = (policy: CfnPolicy): unknown => {
    const document: unknown = policy.stack.resolve(policy.policyDocument);
    policy.addPropertyOverride('PolicyDocument.Statement', []);
    return document;
  };

  const kept: Record<string, Rewrite> = {
    'a managed policy by its type': toManaged,
    'a managed policy that only the role names': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyDeletionOverride('Roles');
      role.addPropertyOverride('ManagedPolicyArns', [{ Ref: policy.stack.resolve(policy.logicalId) }]);
    },
    'a managed policy that the role names by its ARN': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyDeletionOverride('Roles');
      policy.addPropertyOverride('ManagedPolicyName', 'secrets');
      policy.addPropertyOverride('Path', '/app/');
      const arn = { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:policy/app/secrets` };
      role.addPropertyOverride('ManagedPolicyArns', [arn]);
    },
    'a policy for one role': (policy) => {
      const [role] = policy.stack.resolve(policy.roles) as unknown[];
      policy.addOverride('Type', 'AWS::IAM::RolePolicy');
      policy.addPropertyDeletionOverride('Roles');
      policy.addPropertyOverride('RoleName', role);
    },
    'an inline policy of the role': (policy, role) =>
      role.addPropertyOverride('Policies', [{ PolicyName: 'secrets', PolicyDocument: moved(policy) }]),
    'another construct': (policy, role) => {
      const policyDocument = moved(policy);
      if (policy.stack.node.tryFindChild('Made') !== undefined) return;
      new CfnManagedPolicy(policy.stack, 'Made', { policyDocument, roles: [role.ref] });
    },
    'a document with Fn::Sub for Fn::Join': (policy) => {
      const document = JSON.stringify(policy.stack.resolve(policy.policyDocument));
      policy.addPropertyOverride('PolicyDocument', JSON.parse(document.replaceAll(JOIN, SUB)));
    },
  };

  it.each(Object.entries(kept))('finds the grant in %s', (_what, rewrite) => {
    expect(() => synthesized(rewrite).app.synth()).not.toThrow();
  });

  it.each(Object.entries(kept))('finds the use of a key in %s', (_what, rewrite) => {
    const encryptionKey = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(() => synthesized(rewrite, { encryptionKey }).app.synth()).not.toThrow();
  });

  it('finds the grant under a permissions boundary of CDK', () => {
    const { app, stack, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    PermissionsBoundary.of(app).apply(ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    expect(stack.node.findAll().some((each) => each instanceof CfnRole)).toBe(true);
    expect(() => app.synth()).not.toThrow();
  });

  it('finds a grant to a policy that becomes a managed one', () => {
    const { app, stack } = makeBackend(MAIN);
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    const policy = new Policy(stack, 'Shared', { roles: [role] });
    grantSecretRead(policy, secrets.stripe);
    const resource = policy.node.defaultChild;
    if (resource instanceof CfnPolicy && role.node.defaultChild instanceof CfnRole) {
      toManaged(resource, role.node.defaultChild);
    }
    expect(() => app.synth()).not.toThrow();
  });

  const dropped: Record<string, Rewrite> = {
    'a managed policy for nobody': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyDeletionOverride('Roles');
    },
    'a managed policy for another role': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyOverride('Roles', ['other']);
    },
    'a managed policy of the same name in another account': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyDeletionOverride('Roles');
      policy.addPropertyOverride('ManagedPolicyName', 'secrets');
      role.addPropertyOverride('ManagedPolicyArns', ['arn:aws:iam::210987654321:policy/secrets']);
    },
    'a managed policy that denies': (policy, role) => {
      toManaged(policy, role);
      policy.addPropertyOverride('PolicyDocument.Statement.0.Effect', 'Deny');
    },
    'a policy of no role': (policy) => policy.addOverride('Type', 'AWS::IAM::RolePolicy'),
    'an inline policy under a condition': (policy, role) =>
      role.addPropertyOverride('Policies', [
        { 'Fn::If': ['Sometimes', { PolicyName: 'secrets', PolicyDocument: moved(policy) }, { Ref: 'AWS::NoValue' }] },
      ]),
    'no policy at all': (policy) => policy.addOverride('Type', 'AWS::SNS::Topic'),
  };

  it.each(Object.entries(dropped))('stops the synthesis for %s', (_what, rewrite) => {
    expect(() => synthesized(rewrite).app.synth()).toThrow(lost);
  });

  it.each(Object.entries(kept))('lets the guard and the report read the grant in %s', (_what, rewrite) => {
    const { app } = synthesized(rewrite);
    const root = app.node.findChild('amplify');
    if (!Stack.isStack(root)) throw new Error('There is no root stack.');
    app.synth();
    const report = accessReport(root);
    expect(report.secrets.find(({ key }) => key === 'stripe')?.places[0]?.access).toEqual([
      expect.objectContaining({ granted: ['read'], allowed: ['read'] }),
    ]);
    expect(report.otherStatements).toEqual([]);
    expect(report.findings.filter(({ name }) => name !== 'SecretUnread')).toEqual([]);
  });
});

const JOIN =
  /\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":secretsmanager:",\{"Ref":"AWS::Region"\},":",\{"Ref":"AWS::AccountId"\},"([^"]*)"\]\]\}/g;
const SUB = `{"Fn::Sub":"arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}$1"}`;
