import { CfnResource, NestedStack } from 'aws-cdk-lib';
import {
  CfnManagedPolicy,
  CfnPolicy,
  CfnRole,
  CfnRolePolicy,
  type IRole,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { accessReport } from './access-report.js';
import type { AccessReport } from './report.js';

const GET = 'secretsmanager:GetSecretValue';
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const READ = { ...ALL, Action: GET };
const DENY = { ...ALL, Effect: 'Deny' };
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const maybe = (then: unknown, otherwise: unknown = { Ref: 'AWS::NoValue' }) => ({
  'Fn::If': ['Switch', then, otherwise],
});

type Mistake = (fn: LambdaFunction, role: IRole) => void;

/** What the report says of two functions with the same policy, of which only one also has a grant. */
function reportOn(mistake: Mistake) {
  const { root, stack } = makeBackend(MAIN);
  for (const id of ['granted', 'other']) {
    const fn = makeFunction(stack, id);
    if (id === 'granted') grantSecretRead(fn, secrets.stripe);
    if (fn.role !== undefined) mistake(fn, fn.role);
  }
  const report = accessReport(root);
  return {
    granted: cellOf(report, 'granted'),
    other: cellOf(report, 'other'),
    notes: report.notEvaluated.filter(({ where }) => where.includes('/other/')).map(({ what }) => what),
  };
}

function cellOf({ secrets, principals }: AccessReport, name: string): string {
  const id = principals.find((principal) => principal.name === name)?.id;
  const place = secrets.find(({ key }) => key === 'stripe')?.places[0];
  const own = place?.access.find(({ principal }) => principal === id);
  return [...(own?.allowed ?? []), ...(own?.possible ?? []).map((each) => `${each}?`)].join(' ') || 'no access';
}

function policy(statement: unknown): Mistake {
  return policyOf(document(statement));
}

function policyOf(policyDocument: unknown): Mistake {
  return (fn, { roleName }) => {
    const made = new CfnPolicy(fn, 'Hand', { policyName: 'hand', policyDocument: {}, roles: [roleName] });
    made.addPropertyOverride('PolicyDocument', policyDocument);
  };
}

function ofRole(property: string, value: unknown): Mistake {
  return (_, { node }) => {
    if (node.defaultChild instanceof CfnRole) node.defaultChild.addPropertyOverride(property, value);
  };
}

describe('accessReport, about an Allow that only the deployment decides on', () => {
  it.each<[string, Mistake, string]>([
    ['a parameter for a resource', policy({ ...READ, Resource: { Ref: 'Arn' } }), 'read?'],
    ['an import for a resource', policy({ ...READ, Resource: { 'Fn::ImportValue': 'StripeArn' } }), 'read?'],
    ['an attribute for a resource', policy({ ...READ, Resource: { 'Fn::GetAtt': ['Lookup', 'Arn'] } }), 'read?'],
    ['Fn::If for a resource', policy({ ...READ, Resource: maybe('*', 'arn:aws:s3:::x') }), 'read?'],
    ['Fn::If in resources', policy({ ...READ, Resource: ['arn:aws:s3:::x', maybe('*')] }), 'read?'],
    ['what a parameter leaves of an ARN', policy({ ...READ, Resource: { 'Fn::Sub': `arn:aws:\${Rest}` } }), 'read?'],
    ['a parameter for an action', policy({ ...ALL, Action: { Ref: 'Action' } }), 'read? write?'],
    ['Fn::If in actions', policy({ ...ALL, Action: ['s3:GetObject', maybe(GET)] }), 'read? write?'],
    ['a part of an action', policy({ ...ALL, Action: { 'Fn::Sub': `secretsmanager:Get\${What}` } }), 'read?'],
    [
      'a parameter for what is left out',
      policy({ ...ALL, Action: undefined, NotAction: { Ref: 'P' } }),
      'read? write?',
    ],
    ['a parameter for an effect', policy({ ...READ, Effect: { Ref: 'Effect' } }), 'read?'],
    ['Fn::If for an effect', policy({ ...READ, Effect: maybe('Allow', 'Deny') }), 'read?'],
    [
      'Fn::If for a condition',
      policy({ ...READ, Condition: maybe({ Bool: { 'aws:SecureTransport': 'true' } }) }),
      'read?',
    ],
    ['Fn::If for a statement', policy(maybe(READ)), 'read?'],
    ['the other side of it', policy(maybe({ ...ALL, Action: 's3:*' }, READ)), 'read?'],
    ['one Fn::If in another', policy(maybe(maybe(READ))), 'read?'],
    ['Fn::If for the statements', policyOf({ Statement: maybe([READ], []) }), 'read?'],
    ['Fn::If for the document', policyOf(maybe(document(READ))), 'read?'],
    ['a macro for a statement', policy({ 'Fn::Transform': { Name: 'Include' } }), 'read? write?'],
    ['a macro beside a statement', policy({ ...READ, 'Fn::Transform': { Name: 'Include' } }), 'read? write?'],
    ['a parameter for the document', policyOf({ Ref: 'Document' }), 'read? write?'],
    ['Fn::If in inline policies', ofRole('Policies', [maybe({ PolicyDocument: document(READ) })]), 'read?'],
    ['Fn::If for inline policies', ofRole('Policies', maybe([{ PolicyDocument: document(READ) }])), 'read?'],
    ['Fn::If for an inline document', ofRole('Policies', [{ PolicyDocument: maybe(document(READ)) }]), 'read?'],
    ['a parameter for a managed policy', ofRole('ManagedPolicyArns', [{ Ref: 'Policy' }]), 'read? write?'],
    ['a parameter for managed policies', ofRole('ManagedPolicyArns', { Ref: 'Policies' }), 'read? write?'],
    [
      'Fn::If for whom a policy is attached to',
      (fn, { roleName }) => {
        const made = new CfnManagedPolicy(fn, 'Hand', { policyDocument: document(READ) });
        made.addPropertyOverride('Roles', maybe([fn.stack.resolve(roleName)]));
      },
      'read?',
    ],
    [
      'Fn::If for whose policy it is',
      (fn, { roleName }) => {
        const made = new CfnRolePolicy(fn, 'Hand', { policyName: 'hand', roleName, policyDocument: document(READ) });
        made.addPropertyOverride('RoleName', maybe(fn.stack.resolve(roleName), 'another'));
      },
      'read?',
    ],
    [
      'Fn::If for a managed policy of this backend',
      (fn, role) => {
        const made = new CfnManagedPolicy(fn, 'Hand', { policyDocument: document(READ) });
        ofRole('ManagedPolicyArns', [maybe(fn.stack.resolve(made.ref))])(fn, role);
      },
      'read?',
    ],
  ])('reports a possible access, and leaves a grant alone: %s', (_, mistake, expected) => {
    const { granted, other } = reportOn(mistake);
    expect(other).toBe(expected);
    // Where the same value may deny, the grant is uncertain too.
    expect(granted).toMatch(/^read\??( |$)/);
  });
});

describe('accessReport, about a Deny that only the deployment decides on', () => {
  it.each<[string, Mistake]>([
    ['Fn::If for the statement', policy(maybe(DENY))],
    ['Fn::If for the effect', policy({ ...READ, Effect: maybe('Deny', 'Allow') })],
    ['a parameter for the effect', policy({ ...READ, Effect: { Ref: 'Effect' } })],
    ['a parameter for the actions', policy({ ...DENY, Action: { Ref: 'Actions' } })],
    ['Fn::If for the actions', policy({ ...DENY, Action: maybe('*', 's3:*') })],
    ['Fn::If in what is left out', policy({ ...DENY, Action: undefined, NotAction: ['s3:*', maybe('*')] })],
    ['a parameter for the resource', policy({ ...DENY, Resource: { Ref: 'Arn' } })],
    ['Fn::If for the document', policyOf(maybe(document(DENY)))],
    ['a parameter for the statement', policy({ Ref: 'Statement' })],
    ['Fn::If in inline policies', ofRole('Policies', [maybe({ PolicyDocument: document(DENY) })])],
    ['a parameter for a managed policy', ofRole('ManagedPolicyArns', [{ Ref: 'Policy' }])],
  ])('makes a grant uncertain: %s', (_, mistake) => {
    expect(reportOn(mistake).granted).toMatch(/^read\?/);
  });

  it('does not weaken a Deny that certainly applies', () => {
    const { other, granted } = reportOn((fn, role) => {
      policy(maybe(ALL))(fn, role);
      role.addToPrincipalPolicy(PolicyStatement.fromJson(DENY));
    });
    expect([other, granted]).toEqual(['no access', 'no access']);
  });
});

describe('accessReport, about what it could not evaluate for certain', () => {
  it.each<[string, Mistake, string[]]>([
    ['a statement', policy(maybe(READ)), ['statement 1 is there only if Switch']],
    [
      'an effect',
      policy({ ...READ, Effect: { Ref: 'Effect' } }),
      [`statement 1 has an effect that is known only at deployment: \${Effect}`],
    ],
    [
      'an action',
      policy({ ...ALL, Action: { Ref: 'Action' } }),
      [`statement 1 has actions that are known only at deployment: \${Action}`],
    ],
    ['a document', policyOf({ Ref: 'Document' }), [`statement 1 is known only at deployment: \${Document}`]],
    ['inline policies', ofRole('Policies', { Ref: 'Own' }), [`statement 1 is known only at deployment: \${Own}`]],
    ['managed policies', ofRole('ManagedPolicyArns', { Ref: 'Policies' }), [`managed policy \${Policies}`]],
    [
      'managed policies of AWS',
      ofRole('ManagedPolicyArns', maybe(['arn:aws:iam::aws:policy/SecretsManagerReadWrite'])),
      ['managed policy arn:aws:iam::aws:policy/SecretsManagerReadWrite'],
    ],
    [
      'principals',
      (fn) => void new CfnManagedPolicy(fn, 'Hand', { policyDocument: document(READ), roles: [`\${Token}`] }),
      [`attached to \${Token}, whose name is known only at deployment`],
    ],
    ['nothing about secrets', policy(maybe({ ...ALL, Action: 's3:*' })), []],
  ])('notes %s', (_, mistake, notes) => {
    expect(reportOn(mistake).notes).toEqual(notes);
  });

  it('shows the condition of the template in the statement', () => {
    const { root, stack } = makeBackend(MAIN);
    const fn = makeFunction(stack, 'fn');
    grantSecretRead(fn, secrets.stripe);
    if (fn.role !== undefined) policy(maybe(ALL, DENY))(fn, fn.role);
    const { otherStatements } = accessReport(root);
    expect(otherStatements.map(({ effect, condition }) => [effect, condition])).toEqual([
      ['Allow', { 'Fn::If': 'Switch' }],
      ['Deny', { 'Fn::If': 'not Switch' }],
    ]);
  });
});

describe('accessReport, about the principals of a policy', () => {
  it.each(['before', 'after'])('finds them across stacks %s the synthesis', (when) => {
    const { app, root, stack } = makeBackend(MAIN);
    grantSecretRead(makeFunction(stack, 'fn'), secrets.stripe);
    const afar = new ManagedPolicy(new NestedStack(root, 'policies'), 'Afar', {
      statements: [PolicyStatement.fromJson(READ)],
    });
    new Role(stack, 'Holder', { assumedBy: new ServicePrincipal('ecs.amazonaws.com'), managedPolicies: [afar] });
    if (when === 'after') app.synth();
    const report = accessReport(root);
    expect(cellOf(report, 'function/Holder')).toBe('read');
    expect(report.notEvaluated).toEqual([]);
  });

  it('finds a role of the backend that is named as if it were imported', () => {
    const { root, stack } = makeBackend(MAIN);
    new Role(stack, 'Own', { assumedBy: new ServicePrincipal('ecs.amazonaws.com'), roleName: 'deploys' });
    grantSecretRead(Role.fromRoleName(stack, 'Imported', 'deploys'), secrets.stripe);
    const report = accessReport(root);
    expect(report.principals.map(({ name }) => name)).toEqual(['function/Own']);
    expect(cellOf(report, 'function/Own')).toBe('read');
  });
});

describe('P1: notEvaluated, of policies that are not in the templates as policies', () => {
  /** What a stack with this is said to leave unseen. */
  function unseen(make: (stack: NestedStack, fn: LambdaFunction) => void): readonly string[] {
    const { root, stack } = makeBackend(MAIN);
    const fn = makeFunction(stack, 'granted');
    grantSecretRead(fn, secrets.stripe);
    make(stack, fn);
    return accessReport(root).notEvaluated.map(({ where, what }) => `${where}: ${what}`);
  }
  const resource = (type: string, properties: Record<string, unknown>) => (stack: NestedStack) =>
    void new CfnResource(stack, 'Other', { type, properties });
  const AT = 'amplify/function/Other';

  it.each<[string, (stack: NestedStack, fn: LambdaFunction) => void, string]>([
    [
      'a function of SAM',
      resource('AWS::Serverless::Function', { Policies: [document(READ)] }),
      `${AT}: Policies of AWS::Serverless::Function`,
    ],
    [
      'a state machine of SAM',
      resource('AWS::Serverless::StateMachine', { Policies: 'AdministratorAccess' }),
      `${AT}: Policies of AWS::Serverless::StateMachine`,
    ],
    [
      'a permission set',
      resource('AWS::SSO::PermissionSet', { InlinePolicy: document(READ) }),
      `${AT}: InlinePolicy of AWS::SSO::PermissionSet`,
    ],
    [
      'a stack of another template',
      resource('AWS::CloudFormation::Stack', { TemplateURL: 'https://x' }),
      `${AT}: a template that is elsewhere (AWS::CloudFormation::Stack)`,
    ],
    [
      'a module',
      resource('Our::Own::Thing::MODULE', {}),
      `${AT}: a template that is elsewhere (Our::Own::Thing::MODULE)`,
    ],
    [
      'a macro of the template',
      ({ templateOptions }) => {
        templateOptions.transforms = ['OurMacro'];
      },
      'amplify/function: the template as OurMacro changes it',
    ],
    [
      'roles that may be assumed',
      (_stack, fn) => fn.addToRolePolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: ['*'] })),
      'amplify/function/granted/ServiceRole/DefaultPolicy: roles that it may assume: *',
    ],
    [
      'roles by a pattern, with a wildcard for the action',
      (_stack, fn) =>
        fn.addToRolePolicy(
          new PolicyStatement({ actions: ['sts:*'], resources: ['arn:aws:iam::123456789012:role/ops-*'] }),
        ),
      'amplify/function/granted/ServiceRole/DefaultPolicy: roles that it may assume: arn:aws:iam::123456789012:role/ops-*',
    ],
  ])('names %s', (_what, make, entry) => {
    expect(unseen(make)).toEqual([entry]);
  });

  it.each<[string, (stack: NestedStack, fn: LambdaFunction) => void]>([
    ['a function of SAM without policies', resource('AWS::Serverless::Function', { Handler: 'x' })],
    ['a nested stack of CDK', (stack) => void makeFunction(new NestedStack(stack, 'Inner'), 'inner')],
    [
      'one role that may be assumed',
      (_stack, fn) =>
        fn.addToRolePolicy(
          new PolicyStatement({ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::123456789012:role/mail'] }),
        ),
    ],
  ])('does not name %s', (_what, make) => {
    expect(unseen(make)).toEqual([]);
  });
});
