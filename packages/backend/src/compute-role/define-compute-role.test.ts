import { CfnOutput, CfnResource, Lazy, type Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';

import { describe, expect, it } from 'vitest';
import {
  FEATURE,
  MAIN,
  makeBackend,
  PREVIEW,
  printed,
  SANDBOX,
  STAGE,
  STANDALONE,
  secrets,
} from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { type ComputeRoleBackend, type ComputeRoleOptions, defineComputeRole } from './define-compute-role.js';

/** A backend whose outputs are merged and written as Amplify's accumulator does: as JSON, when the output is resolved. */
function makeOutputs(deployment = MAIN, props: StackProps = {}) {
  const { app, root, ...rest } = makeBackend(deployment, props);
  const custom: Record<string, unknown> = {};
  const backend: ComputeRoleBackend = {
    stack: root,
    addOutput: (output) => void Object.assign(custom, output.custom),
  };
  new CfnOutput(root, 'customOutputs', {
    value: Lazy.uncachedString({ produce: () => JSON.stringify({ custom }) }),
  });
  return { ...rest, app, root, backend, custom };
}

function publishedIn(root: Stack) {
  const [{ Value } = { Value: undefined }] = Object.values(Template.fromStack(root).findOutputs('customOutputs'));
  const [, parts] = Value['Fn::Join'] ?? ['', [Value]];
  return JSON.parse(
    parts.map((part: string | { Ref: string }) => (typeof part === 'string' ? part : 'us-east-1')).join(''),
  ).custom.amplifySecrets;
}

const BRANCH = (name: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':amplify:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:apps/${name}`,
    ],
  ],
});

const ROLE = { 'Fn::GetAtt': ['AmplifySecretsComputeRole', 'Arn'] };

function trustOf(root: Stack) {
  const roles = Template.fromStack(root).findResources('AWS::IAM::Role');
  const [trust] = Object.values(roles)
    .filter(({ Properties }) => Properties.Description?.startsWith('Server code'))
    .map(({ Properties }) => Properties.AssumeRolePolicyDocument);
  return trust;
}

describe('defineComputeRole', () => {
  it.each([MAIN, FEATURE, SANDBOX])('gives the role the logical id AmplifySecretsComputeRole, in %j', (deployment) => {
    const { root, backend } = makeOutputs(deployment);
    defineComputeRole(backend);
    const roles = Template.fromStack(root).findResources('AWS::IAM::Role');
    expect(roles.AmplifySecretsComputeRole?.Properties.Description).toMatch(/^Server code in Amplify Hosting/);
  });

  it('lets only Amplify Hosting assume the role, for the deployed branch of its account', () => {
    const { root, backend } = makeOutputs();
    defineComputeRole(backend);
    expect(trustOf(root).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'amplify.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': BRANCH('d1a2b3/branches/main') },
        },
      },
    ]);
  });

  it('names the branch in both spellings of a slash', () => {
    const { root, backend } = makeOutputs(FEATURE);
    defineComputeRole(backend);
    expect(trustOf(root).Statement[0].Condition.ArnLike['aws:SourceArn']).toEqual([
      BRANCH('d1a2b3/branches/feature/checkout'),
      BRANCH('d1a2b3/branches/feature%2Fcheckout'),
    ]);
  });

  it('returns a role that can be granted secrets', () => {
    const { root, backend } = makeOutputs();
    const role = defineComputeRole(backend);
    grantSecretRead(role, secrets.stripe);
    Template.fromStack(root).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: 'AmplifySecretsComputeRole' }],
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'secretsmanager:GetSecretValue' })] },
    });
  });

  it.each([
    ['a sandbox', SANDBOX],
    ['a standalone deployment', STANDALONE],
    ['a stage of a pipeline', STAGE],
  ])('creates a role in %s too, which nobody can assume and nothing attaches', (_what, deployment) => {
    const { root, backend } = makeOutputs(deployment);
    grantSecretRead(defineComputeRole(backend), secrets.stripe);
    const template = Template.fromStack(root);
    expect(trustOf(root).Statement[0].Condition.ArnLike['aws:SourceArn']).toEqual(BRANCH('none/branches/none'));
    template.resourceCountIs('Custom::ComputeRoleAttachment', 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('AWS::IAM::Policy', 1);
  });

  it.each([
    ['an app id with characters that no app id has', { ...MAIN, namespace: 'D1*' }],
    ['a branch with a policy variable', { ...MAIN, name: `main$\{aws:username}` }],
    ['a branch with a quote', { ...MAIN, name: "it's" }],
  ])('refuses %s', (_what, deployment) => {
    const { backend } = makeOutputs(deployment);
    expect(() => defineComputeRole(backend)).toThrow(expect.objectContaining({ name: 'ComputeRoleInvalidError' }));
  });

  it('refuses a second call for a backend', () => {
    const { backend } = makeOutputs();
    defineComputeRole(backend);
    expect(() => defineComputeRole(backend)).toThrow(
      expect.objectContaining({ name: 'ComputeRoleInvalidError', resolution: expect.stringContaining('first call') }),
    );
  });

  it.each([{ attached: false }, { attach: 'no' }])('refuses the options %o', (options) => {
    const { backend, root } = makeOutputs();
    // As a caller without types may write it.
    expect(() => defineComputeRole(backend, options as ComputeRoleOptions)).toThrow(
      expect.objectContaining({ name: 'ComputeRoleInvalidError' }),
    );
    expect(root.node.tryFindChild('AmplifySecretsHosting')).toBeUndefined();
  });

  it('refuses a stack, which has no outputs', () => {
    const { root } = makeOutputs();
    for (const backend of [undefined, {}, root, { stack: root }]) {
      // As a caller without types may write it.
      expect(() => defineComputeRole(backend as unknown as ComputeRoleBackend)).toThrow(
        expect.objectContaining({ name: 'BackendInvalidError' }),
      );
    }
  });
});

describe('the attachment of a compute role', () => {
  it('may do exactly what it needs', () => {
    const { root, backend } = makeOutputs();
    defineComputeRole(backend);
    const template = Template.fromStack(root);
    const [before = ''] = Object.keys(template.findResources('Custom::ComputeRoleBefore'));
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyName: 'attach',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['amplify:GetBranch', 'amplify:UpdateBranch'],
                Resource: BRANCH('d1a2b3/branches/main'),
              },
              { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE, Condition: TO_AMPLIFY },
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AmplifySecretsHostingLogs'), 'Arn'] },
              },
            ],
          },
        },
      ],
    });
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      [
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: { 'Fn::GetAtt': [before, 'RoleArn'] },
          Condition: TO_AMPLIFY,
        },
      ],
    ]);
  });

  it('follows the grants of the role, the permission to pass the earlier role, and Amplify’s own linker', () => {
    const { root, backend } = makeOutputs();
    const linker = new CfnResource(root, 'AmplifyBranchLinker', { type: 'Custom::Linker' });
    grantSecretRead(defineComputeRole(backend), secrets.stripe);
    const template = Template.fromStack(root);
    const [attachment] = Object.values(template.findResources('Custom::ComputeRoleAttachment'));
    const [before] = Object.values(template.findResources('Custom::ComputeRoleBefore'));
    expect(attachment?.DependsOn).toEqual(
      expect.arrayContaining(Object.keys(template.findResources('AWS::IAM::Policy'))),
    );
    expect(Object.keys(template.findResources('AWS::IAM::Policy'))).toHaveLength(2);
    expect(before?.DependsOn).toEqual([root.resolve(linker.logicalId)]);
  });

  it('times out after five minutes, whatever its function does', () => {
    const { root, backend } = makeOutputs(PREVIEW);
    defineComputeRole(backend);
    const template = Template.fromStack(root);
    for (const type of ['Before', 'Attachment']) {
      template.hasResourceProperties(`Custom::ComputeRole${type}`, {
        ServiceTimeout: '300',
        AppId: 'd1a2b3',
        BranchName: 'pr-7',
        RoleArn: ROLE,
      });
    }
  });

  it('is left out by attach: false, with a note that shows the command', () => {
    const { root, backend } = makeOutputs(FEATURE);
    defineComputeRole(backend, { attach: false });
    const template = Template.fromStack(root);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.hasOutput('AmplifySecretsComputeRoleArn', { Value: ROLE });
    expect(notesOn(root)).toEqual([
      expect.stringContaining(
        'aws amplify update-branch --app-id d1a2b3 --branch-name feature/checkout --compute-role-arn "$(aws cloudformation describe-stacks --stack-name amplify ',
      ),
    ]);
    expect(printed()).toEqual([expect.stringMatching(/^Note: The compute role is not attached/)]);
  });

  it('is noted as impossible in a standalone deployment, and not in a sandbox', () => {
    for (const [deployment, count] of [
      [STANDALONE, 1],
      [SANDBOX, 0],
      [MAIN, 0],
    ] as const) {
      const { root, backend } = makeOutputs(deployment);
      defineComputeRole(backend);
      expect(notesOn(root)).toHaveLength(count);
    }
  });
});

describe('the descriptor of a compute role', () => {
  it('is published with the region and with every later grant', () => {
    const { root, backend, custom } = makeOutputs();
    const role = defineComputeRole(backend);
    expect(JSON.stringify(custom)).toContain('"apps":{}');
    grantSecretRead(role, secrets.stripe);
    grantSecretRead(role, secrets.slackSigningSecret);
    expect(publishedIn(root)).toEqual({
      v: 1,
      apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } },
      region: 'us-east-1',
    });
  });

  it('has the folders of the deployment where the store is Amplify’s', () => {
    const { root, backend } = makeOutputs(SANDBOX);
    grantSecretRead(defineComputeRole(backend), secrets.stripe);
    expect(publishedIn(root)).toMatchObject({
      apps: { myapp: { environment: 'sandbox', store: 'amplify' } },
      folders: [expect.stringMatching(/^\/amplify\/myapp\/jan-sandbox-/), '/amplify/shared/my-app'],
    });
  });

  it('names the region of a stack that has one', () => {
    const { root, backend } = makeOutputs(MAIN, { env: { region: 'eu-west-1', account: '123456789012' } });
    grantSecretRead(defineComputeRole(backend), secrets.stripe);
    expect(publishedIn(root)).toMatchObject({ region: 'eu-west-1' });
  });

  it('is published without a grant, so that the server can say what is missing', () => {
    const { root, backend } = makeOutputs();
    defineComputeRole(backend);
    expect(publishedIn(root)).toEqual({ v: 1, apps: {}, region: 'us-east-1' });
  });

  it('leaves out what a function was granted', () => {
    const { root, backend, amplifyFunction } = makeOutputs();
    defineComputeRole(backend);
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    expect(publishedIn(root).apps).toEqual({});
  });

  it.each<[string, (custom: Record<string, unknown>) => void]>([
    ['removed', (custom) => delete custom.amplifySecrets],
    ['replaced', (custom) => (custom.amplifySecrets = { v: 1, apps: {} })],
    [
      'frozen before the last grant',
      (custom) => (custom.amplifySecrets = JSON.parse(JSON.stringify(custom.amplifySecrets))),
    ],
  ])('fails the synthesis when it was %s', (_what, change) => {
    const { root, backend, custom } = makeOutputs();
    const role = defineComputeRole(backend);
    change(custom);
    grantSecretRead(role, secrets.stripe);
    expect(() => Template.fromStack(root)).toThrow(
      expect.objectContaining({ name: 'GrantLostError', message: expect.stringContaining('custom.amplifySecrets') }),
    );
  });
});

const TO_AMPLIFY = { StringEquals: { 'iam:PassedToService': 'amplify.amazonaws.com' } };

function notesOn(root: Stack): string[] {
  return Annotations.fromStack(root)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}
