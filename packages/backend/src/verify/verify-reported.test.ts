import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { type CustomizeRolesOptions, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { contextOf, MAIN, makeFunction, printed, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite } from '../grant.js';
import { accessReport } from '../report/index.js';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The statements of CDK's policy report, by the path of the role. */
function reported(options: CustomizeRolesOptions | undefined, grant: (stack: Stack) => void) {
  const outdir = mkdtempSync(join(tmpdir(), 'customize-roles-'));
  try {
    const app = new App({ outdir, context: contextOf(MAIN) });
    Role.customizeRoles(app, options);
    const stack = new Stack(app, 'S');
    grant(stack);
    app.synth();
    const { roles } = JSON.parse(readFileSync(join(outdir, 'iam-policy-report.json'), 'utf8'));
    return Object.fromEntries(
      roles.map(
        (role: { roleConstructPath: string; identityPolicyStatements: { Action: unknown; Resource: unknown }[] }) => [
          role.roleConstructPath,
          role.identityPolicyStatements.map(
            ({ Action, Resource }) => `${Action} ${String(Resource).split(':secret:').at(-1)}`,
          ),
        ],
      ),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

describe('R05: grants to a role of Role.customizeRoles', () => {
  it.each<[string, CustomizeRolesOptions | undefined]>([
    ['no role is made', undefined],
    ['every role is made by others', { usePrecreatedRoles: { 'S/F/ServiceRole': 'made-by-admins' } }],
    ['roles are made too', { preventSynthesis: false }],
  ])('name every secret in the policy report where %s', (_what, options) => {
    const found = reported(options, (stack) => {
      const fn = makeFunction(stack, 'F');
      grantSecretRead(fn, secrets.stripe);
      grantSecretReadWrite(fn, secrets.slackSigningSecret, { encryptionKey: KEY });
    });
    expect(found).toEqual({
      'S/F/ServiceRole': [
        'secretsmanager:GetSecretValue myapp/prod/stripe-??????',
        'secretsmanager:GetSecretValue myapp/prod/slack-signing-secret-??????',
        `kms:Decrypt ${KEY}`,
        'secretsmanager:BatchGetSecretValue *',
        'secretsmanager:PutSecretValue,secretsmanager:UpdateSecretVersionStage myapp/prod/slack-signing-secret-??????',
        expect.stringContaining('kms:GenerateDataKey'),
      ],
    });
  });

  it('say which statements have to be attached', () => {
    reported(undefined, (stack) => grantSecretRead(makeFunction(stack, 'F'), secrets.stripe));
    expect(printed()).toContain(
      'Warning: The role "S/F/ServiceRole" is made outside of this backend (Role.customizeRoles), so its grants are in no template.\n' +
        '  Give whoever makes the role its statements: the section "(S/F/ServiceRole)" of iam-policy-report.txt in the cloud assembly.\n',
    );
  });

  it('hold for a role that is granted itself, beside others', () => {
    const found = reported({ usePrecreatedRoles: { 'S/One': 'one', 'S/Two': 'two' } }, (stack) => {
      const assumedBy = new ServicePrincipal('ecs-tasks.amazonaws.com');
      grantSecretRead(new Role(stack, 'One', { assumedBy }), secrets.stripe);
      grantSecretRead(new Role(stack, 'Two', { assumedBy }), secrets.slackSigningSecret);
      new Topic(stack, 'Topic');
    });
    expect(found).toEqual({
      'S/One': ['secretsmanager:GetSecretValue myapp/prod/stripe-??????'],
      'S/Two': ['secretsmanager:GetSecretValue myapp/prod/slack-signing-secret-??????'],
    });
  });

  it('are lost, and found to be, where the report loses them', () => {
    const removed = (stack: Stack) => {
      grantSecretRead(makeFunction(stack, 'F'), secrets.stripe);
      stack.node.root.node.tryRemoveChild('PolicySynthesizer');
    };
    expect(() => reported(undefined, removed)).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
  });

  it('are in the access report, which names the role as not evaluated', () => {
    const app = new App({ context: contextOf(MAIN) });
    Role.customizeRoles(app);
    const stack = new Stack(app, 'S');
    for (const id of ['F', 'G']) grantSecretRead(makeFunction(stack, id), secrets.stripe);
    const { secrets: rows, notEvaluated } = accessReport(stack);
    const access = rows.find(({ key }) => key === 'stripe')?.places[0]?.access;
    expect(access?.map(({ principal, granted }) => [principal, granted])).toEqual([
      ['S/F/ServiceRole', ['read']],
      ['S/G/ServiceRole', ['read']],
    ]);
    expect(notEvaluated).toContainEqual({
      where: 'S/F/ServiceRole',
      what: 'a role that is made elsewhere (Role.customizeRoles)',
    });
  });
});
