import { Aws, CfnMapping, CfnOutput, CfnParameter, Fn, NestedStack, type Stack } from 'aws-cdk-lib';
import { CfnIdentityPoolRoleAttachment, CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import {
  FederatedPrincipal,
  ManagedPolicy,
  Policy,
  PolicyStatement,
  Role,
  ServicePrincipal,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { MAIN, PREVIEW } from '../../backend.test.support.js';
import { configureGuard } from '../../configure-guard.js';
import { grantSecretRead, grantSecretReadWrite } from '../../grant.js';
import type { GuardFinding } from '../finding.js';
import { makeGuarded, SECRET, secrets } from '../guard.test.support.js';

const IDENTITY_POOL = 'cognito-identity.amazonaws.com';
const AMR = `${IDENTITY_POOL}:amr`;
const READ = ['secretsmanager:GetSecretValue'];

type Conditions = Record<string, Record<string, unknown>>;

function makeRole(stack: Stack, conditions: Conditions, provider = IDENTITY_POOL, id = 'Users'): Role {
  return new Role(stack, id, {
    assumedBy: new FederatedPrincipal(provider, conditions, 'sts:AssumeRoleWithWebIdentity'),
  });
}

function ofUsers(findings: readonly GuardFinding[]): readonly GuardFinding[] {
  return findings.filter(({ name }) => name === 'SecretOpenToUsers');
}

/** The severities of what is found when a role is granted a secret. */
function severities(make: (stack: Stack) => Role): readonly string[] {
  const guarded = makeGuarded();
  grantSecretRead(make(guarded.stack), secrets.stripe);
  return ofUsers(guarded.findings()).map(({ severity }) => severity);
}

describe('R08: secretOpenToUsers, by a grant', () => {
  it('is an error for visitors who have not signed in, and says what to write', () => {
    const guarded = makeGuarded();
    const visitors = makeRole(guarded.stack, { 'ForAnyValue:StringLike': { [AMR]: 'unauthenticated' } });
    grantSecretReadWrite(visitors, secrets.stripe, { branches: 'main' });
    expect(guarded.findings()).toEqual([
      {
        name: 'SecretOpenToUsers',
        severity: 'error',
        where: 'amplify/function/Users',
        about: ['stripe', 'myapp/prod/stripe'],
        message:
          'grantSecretReadWrite of "stripe" of app "myapp" lets everybody who opens the app, without signing in, read and write it. A Cognito identity pool gives the credentials of the role to their devices.',
        resolution: expect.stringContaining('grantSecretRead(backend.myFunction, secrets.mySecret);'),
      },
    ]);
    expect(() => guarded.app.synth()).toThrow(/SecretOpenToUsers in amplify\/function\/Users/);
  });

  it('is a warning for users who have signed in', () => {
    expect(severities((stack) => makeRole(stack, { 'ForAnyValue:StringLike': { [AMR]: 'authenticated' } }))).toEqual([
      'warning',
    ]);
  });

  it.each<[string, string, Conditions, string?]>([
    ['no condition on amr', 'error', { StringEquals: { [`${IDENTITY_POOL}:aud`]: 'eu-west-1:1' } }],
    ['either amr', 'error', { 'ForAnyValue:StringEquals': { [AMR]: ['authenticated', 'unauthenticated'] } }],
    ['amr with a wildcard', 'error', { 'ForAnyValue:StringLike': { [AMR]: '*authenticated' } }],
    ['an excluded provider alone', 'error', { 'ForAllValues:StringNotLike': { [AMR]: 'graph.facebook.com' } }],
    ['unauthenticated excluded', 'warning', { 'ForAllValues:StringNotEquals': { [AMR]: 'unauthenticated' } }],
    ['one provider', 'warning', { 'ForAnyValue:StringLike': { [AMR]: 'cognito-idp.*' } }],
    ['an amr that only the deployment knows', 'warning', { StringEquals: { [AMR]: Fn.importValue('amr') } }],
    ['the provider of GovCloud', 'error', {}, 'cognito-identity-us-gov.amazonaws.com'],
    ['the provider in China', 'error', {}, 'cognito-identity.cn-north-1.amazonaws.com.cn'],
  ])('reads in a trust policy: %s, of severity %s', (_what, severity, conditions, provider) => {
    expect(severities((stack) => makeRole(stack, conditions, provider))).toEqual([severity]);
  });

  it.each<[string, (stack: Stack) => Role]>([
    ['a function', (stack) => new Role(stack, 'Users', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })],
    ['a pipeline', (stack) => makeRole(stack, {}, 'arn:aws:iam::123456789012:oidc-provider/token.actions.example')],
    [
      'another identity provider',
      (stack) => new Role(stack, 'Users', { assumedBy: new WebIdentityPrincipal('accounts.google.com') }),
    ],
  ])('finds nothing in a role of %s', (_what, make) => {
    expect(severities(make)).toEqual([]);
  });

  it('finds nothing where the grant is not for this deployment', () => {
    const guarded = makeGuarded();
    grantSecretRead(makeRole(guarded.stack, {}), secrets.stripe, { branches: 'staging' });
    expect(guarded.findings()).toEqual([]);
  });

  it('finds a grant in the store of Amplify, and one to a policy that the role has', () => {
    const guarded = makeGuarded(PREVIEW);
    const role = makeRole(guarded.stack, {});
    grantSecretRead(role, secrets.stripe);
    grantSecretRead(new Policy(guarded.stack, 'Shared', { roles: [role] }), secrets.slackSigningSecret);
    expect(guarded.findings().map(({ severity, about }) => [severity, about[0]])).toEqual([
      ['error', 'stripe'],
      ['error', 'slackSigningSecret'],
    ]);
  });
});

describe('R08: secretOpenToUsers, by what attaches the role', () => {
  const plain = (stack: Stack, id: string) =>
    new Role(stack, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

  it('reads the roles of an identity pool, its rules, the groups of a user pool, and the guests of RUM', () => {
    const guarded = makeGuarded();
    const { stack } = guarded;
    const [guest, user, admin, group, rum] = ['Guest', 'User', 'Admin', 'Group', 'Rum'].map((id) => plain(stack, id));
    new CfnIdentityPoolRoleAttachment(stack, 'Attachment', {
      identityPoolId: 'eu-west-1:1',
      roles: { unauthenticated: guest?.roleArn, authenticated: user?.roleArn },
      roleMappings: {
        rules: {
          type: 'Rules',
          rulesConfiguration: {
            rules: [{ claim: 'isAdmin', matchType: 'Equals', roleArn: admin?.roleArn ?? '', value: 'yes' }],
          },
        },
      },
    });
    new CfnUserPoolGroup(stack, 'Admins', { userPoolId: 'pool', ...(group && { roleArn: group.roleArn }) });
    new CfnAppMonitor(stack, 'Monitor', {
      name: 'site',
      domain: 'shop.example',
      appMonitorConfiguration: rum ? { guestRoleArn: rum.roleArn } : {},
    });
    for (const role of [guest, user, admin, group, rum]) if (role !== undefined) grantSecretRead(role, secrets.stripe);
    expect(guarded.findings().map(({ severity, where }) => [where.split('/').at(-1), severity])).toEqual([
      ['Guest', 'error'],
      ['User', 'warning'],
      ['Admin', 'warning'],
      ['Group', 'warning'],
      ['Rum', 'error'],
    ]);
  });

  it('finds a role that another stack attaches, and one that is imported by its ARN', () => {
    const guarded = makeGuarded();
    const { root, stack } = guarded;
    const role = plain(stack, 'Guest');
    const arn = 'arn:aws:iam::123456789012:role/made/elsewhere';
    const imported = Role.fromRoleArn(stack, 'Imported', arn);
    new CfnIdentityPoolRoleAttachment(new NestedStack(root, 'auth'), 'Attachment', {
      identityPoolId: 'eu-west-1:1',
      roles: { unauthenticated: role.roleArn, authenticated: arn },
    });
    grantSecretRead(role, secrets.stripe);
    grantSecretRead(imported, secrets.stripe);
    expect(ofUsers(guarded.findings()).map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(() => guarded.app.synth()).toThrow(/SecretOpenToUsers in amplify\/function\/Guest/);
  });
});

describe('R08: secretOpenToUsers, by a reference to what attaches the role', () => {
  const attach = (stack: Stack, roles: unknown) =>
    new CfnIdentityPoolRoleAttachment(stack, 'Attachment', { identityPoolId: 'eu-west-1:1', roles });
  const trusting = (stack: Stack, provider: string) => makeRole(stack, {}, provider, 'Guest');

  it.each<[string, (role: Role, stack: Stack, root: Stack) => void]>([
    ['an ARN of its name', (role, stack) => attach(stack, arnOf(role.roleName))],
    ['Fn::Sub of its ARN', (role, stack) => attach(stack, guest(Fn.sub(`\${R}`, { R: role.roleArn })))],
    [
      'a parameter of a nested stack',
      (role, _stack, root) => {
        const auth = new NestedStack(root, 'auth', { parameters: { Guest: role.roleArn } });
        attach(auth, guest(new CfnParameter(auth, 'Guest').valueAsString));
      },
    ],
    [
      'an output of a nested stack',
      (role, stack, root) => {
        new CfnOutput(stack, 'GuestArn', { value: role.roleArn });
        attach(root, guest(String(stack.nestedStackResource?.getAtt('Outputs.GuestArn'))));
      },
    ],
    [
      'an export',
      (role, stack, root) => {
        new CfnOutput(stack, 'GuestArn', { value: role.roleArn, exportName: 'Guest' });
        attach(root, guest(Fn.importValue('Guest')));
      },
    ],
    [
      'a choice around all roles',
      (role, stack) => attach(stack, Fn.conditionIf('HasGuests', guest(role.roleArn), { Ref: 'AWS::NoValue' })),
    ],
  ])('finds it behind %s', (_what, attachTo) => {
    const guarded = makeGuarded();
    const role = new Role(guarded.stack, 'Guest', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    attachTo(role, guarded.stack, guarded.root);
    grantSecretRead(role, secrets.stripe);
    expect(ofUsers(guarded.findings()).map(({ severity }) => severity)).toEqual(['error']);
  });

  it.each<[string, (stack: Stack) => Role]>([
    ['Fn::Sub', (stack) => trusting(stack, Fn.sub(`\${P}.amazonaws.com`, { P: 'cognito-identity' }))],
    ['a parameter', (stack) => trusting(stack, new CfnParameter(stack, 'P', { default: IDENTITY_POOL }).valueAsString)],
    [
      'a mapping',
      (stack) => {
        new CfnMapping(stack, 'Providers', { mapping: { aws: { users: IDENTITY_POOL } } });
        return trusting(stack, Fn.findInMap('Providers', Aws.PARTITION, 'users'));
      },
    ],
  ])('finds the identity pool of a trust policy behind %s', (_what, make) => {
    expect(severities(make)).toEqual(['error']);
  });

  function guest(arn: string) {
    return { unauthenticated: arn };
  }

  function arnOf(name: string) {
    return guest(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/users/${name}`);
  }
});

describe('R08: secretOpenToUsers, of referenceAuth', () => {
  it('finds the roles that it imports, by the ids that it gives them', () => {
    const guarded = makeGuarded();
    const auth = new Construct(guarded.stack, 'amplifyAuth');
    const ids = ['unauthenticatedUserRole', 'authenticatedUserRole', 'ADMINSGroupRole'];
    for (const id of ids) {
      grantSecretRead(Role.fromRoleArn(auth, id, `arn:aws:iam::123456789012:role/${id}-1`), secrets.stripe);
    }
    const other = Role.fromRoleArn(guarded.stack, 'WorkerGroupRole', 'arn:aws:iam::123456789012:role/worker');
    grantSecretRead(other, secrets.stripe);
    expect(guarded.findings().map(({ severity, where }) => [severity, where.split('/').at(-1)])).toEqual([
      ['error', 'unauthenticatedUserRole'],
      ['warning', 'authenticatedUserRole'],
      ['warning', 'ADMINSGroupRole'],
    ]);
  });
});

describe('R08: secretOpenToUsers, by hand', () => {
  function found(conditions: Conditions, statement: { readonly actions?: string[]; readonly resources: string[] }) {
    const guarded = makeGuarded(MAIN);
    makeRole(guarded.stack, conditions).addToPolicy(new PolicyStatement({ actions: READ, ...statement }));
    return ofUsers(guarded.findings()).map(({ severity, message }) => [severity, message.split('.')[0]]);
  }

  it.each<[string, string[], string]>([
    ['one secret', READ, `${SECRET}vendor/mail-a1B2c3`],
    ['a pattern', READ, `${SECRET}vendor/*`],
    ['everything', READ, '*'],
    ['writing', ['secretsmanager:PutSecretValue'], `${SECRET}vendor/mail-a1B2c3`],
    ['sharing', ['secretsmanager:PutResourcePolicy'], `${SECRET}vendor/mail-a1B2c3`],
    ['a parameter of Amplify', ['ssm:GetParameter'], 'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/d1/*'],
  ])('finds %s', (_what, actions, resource) => {
    expect(found({}, { actions, resources: [resource] })).toEqual([['error', expect.stringContaining(resource)]]);
  });

  it('is a warning for users who have signed in', () => {
    const signedIn = { StringEquals: { [AMR]: 'authenticated' } };
    expect(found(signedIn, { resources: [`${SECRET}vendor/*`] })).toEqual([
      ['warning', `The statement on "${SECRET}vendor/*" lets every signed-in user of the app read secrets`],
    ]);
  });

  it('finds nothing in the secrets of one identity, or in parameters that hold no secrets', () => {
    expect(found({}, { resources: [`${SECRET}users/\${${IDENTITY_POOL}:sub}-??????`] })).toEqual([]);
    const resources = ['arn:aws:ssm:us-east-1:123456789012:parameter/public/flags'];
    expect(found({}, { actions: ['ssm:GetParameter'], resources })).toEqual([]);
    expect(found({}, { actions: ['secretsmanager:ListSecrets'], resources: ['*'] })).toEqual([]);
  });

  it('finds a secret that the app makes, and no other access to it', () => {
    const guarded = makeGuarded();
    const role = makeRole(guarded.stack, {});
    const secret = new Secret(guarded.stack, 'Made');
    role.addToPolicy(new PolicyStatement({ actions: [...READ, 's3:GetObject'], resources: [Fn.ref('Made')] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:DescribeSecret'], resources: [secret.secretArn] }),
    );
    expect(ofUsers(guarded.findings())).toEqual([]);
    secret.grantRead(role);
    expect(ofUsers(guarded.findings()).map(({ severity }) => severity)).toEqual(['error']);
  });

  it('finds a grant of a secret that the app makes once', () => {
    const guarded = makeGuarded();
    grantSecretRead(makeRole(guarded.stack, {}), new Secret(guarded.stack, 'Made'));
    expect(ofUsers(guarded.findings()).map(({ message }) => message.split(' ')[0])).toEqual(['grantSecretRead']);
  });

  it('finds a managed policy of AWS', () => {
    const guarded = makeGuarded();
    makeRole(guarded.stack, {}).addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
    expect(ofUsers(guarded.findings())).toEqual([
      expect.objectContaining({ severity: 'error', where: 'amplify/function/Users', about: ['AdministratorAccess'] }),
    ]);
  });

  it('is accepted by the role, or by the secret', () => {
    for (const at of ['function/Users', 'stripe']) {
      const guarded = makeGuarded();
      const reason = 'Keys of a demo account.';
      configureGuard(guarded.root, { guard: 'error', accept: [{ finding: 'SecretOpenToUsers', at, reason }] });
      grantSecretRead(makeRole(guarded.stack, {}), secrets.stripe);
      expect(guarded.findings().map(({ accepted }) => accepted)).toEqual([reason]);
      expect(() => guarded.app.synth()).not.toThrow();
    }
  });
});
