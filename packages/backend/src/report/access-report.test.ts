import { defineSecrets, jsonSecret, secretNamed, textSecret } from '@amplify-secrets/runtime';
import { CfnCondition, Fn, NestedStack } from 'aws-cdk-lib';
import {
  CfnPolicy,
  Effect,
  ManagedPolicy,
  Policy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { amplifySecret } from '../amplify-secret/amplify-secret.js';
import { FEATURE, MAIN, makeBackend, makeFunction, PREVIEW, SANDBOX, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '../grant.js';
import { secretsMatching } from '../targets/secrets-matching.js';
import { accessReport } from './access-report.js';
import type { AccessReport } from './report.js';

/** Secret → function or role → what was granted, and what the templates allow. */
function matrix({ secrets, principals }: AccessReport): Record<string, Record<string, string>> {
  const nameOf = (id: string) => principals.find((principal) => principal.id === id)?.name ?? `unknown ${id}`;
  return Object.fromEntries(
    secrets.flatMap(({ places }) =>
      places.map(({ name, access }) => [
        name,
        Object.fromEntries(
          access.map(({ principal, granted, allowed, possible }) => [
            nameOf(principal),
            `${granted.join('+') || '-'} / ${[...allowed, ...possible.map((each) => `${each}?`)].join('+') || '-'}`,
          ]),
        ),
      ]),
    ),
  );
}

function statement(actions: string[], resources: string[], more: object = {}): PolicyStatement {
  return new PolicyStatement({ actions, resources, ...more });
}

const GET = 'secretsmanager:GetSecretValue';
const own = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;

describe('accessReport of a branch', () => {
  const { root, amplifyFunction } = makeBackend(MAIN);
  grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
  grantSecretReadWrite(amplifyFunction('refresh'), secrets.upworkTokens);
  grantSecretWrite(amplifyFunction('importer'), secrets.upworkTokens);
  grantSecretRead(amplifyFunction('health'), secretsMatching(secrets, '*'));
  grantSecretRead(amplifyFunction('legacy'), 'old/token', { branches: 'staging' });
  const report = accessReport(root);

  it('reports who can do what, by the grants and by the templates', () => {
    expect(matrix(report)).toEqual({
      'myapp/prod/slack-signing-secret': { health: 'read / read' },
      'myapp/prod/stripe': { health: 'read / read', webhook: 'read / read' },
      'upwork-oauth-tokens': { importer: 'write / write', refresh: 'read+write / read+write' },
    });
  });

  it('reports the statement that allows an access', () => {
    const [place] = report.secrets.find(({ key }) => key === 'stripe')?.places ?? [];
    expect(place?.access.find(({ principal }) => principal.includes('webhook'))?.statements).toEqual([
      {
        policy: 'amplify/function/webhook/ServiceRole/DefaultPolicy',
        logicalId: expect.stringMatching(/^webhookServiceRoleDefaultPolicy[0-9A-F]{8}$/),
        index: 0,
        effect: 'Allow',
        actions: [GET],
        resources: [own('myapp/prod/stripe-??????')],
      },
    ]);
  });

  it('reports the name of each secret in every environment', () => {
    expect(report.secrets.find(({ key }) => key === 'upworkTokens')).toMatchObject({
      id: 'myapp:upworkTokens',
      kind: 'json',
      declared: true,
      environment: 'prod',
      store: 'secrets-manager',
      names: [
        { environment: 'prod', store: 'secrets-manager', name: 'upwork-oauth-tokens' },
        { environment: 'staging', store: 'secrets-manager', name: 'myapp/staging/upwork-tokens' },
        { environment: 'preview', store: 'amplify', name: 'upworkTokens' },
        { environment: 'dev', store: 'secrets-manager', name: 'myapp/dev/upwork-tokens' },
        { environment: 'sandbox', store: 'amplify', name: 'upworkTokens' },
      ],
    });
    expect(report.environments.filter(({ current }) => current)).toEqual([
      { app: 'myapp', name: 'prod', store: 'secrets-manager', current: true },
    ]);
  });

  it('reports a pattern with what it matches', () => {
    expect(report.patterns).toEqual([
      {
        id: 'myapp:*',
        pattern: '*',
        app: 'myapp',
        store: 'secrets-manager',
        names: ['myapp/prod/*'],
        granted: [{ principal: 'amplify/function/health/ServiceRole', access: ['read'] }],
        matches: ['myapp:slackSigningSecret', 'myapp:stripe'],
        secretsOfOtherSets: [],
      },
    ]);
  });

  it('reports grants of other deployments separately', () => {
    expect(report.grantsElsewhere).toEqual([
      {
        principal: 'amplify/function/legacy/ServiceRole',
        target: 'old/token',
        access: ['read'],
        branches: ['staging'],
      },
    ]);
  });

  it('does not report a key in two environments of Amplify’s store as shared', () => {
    expect(report.sharing).toEqual([]);
  });

  it('reports no other statements and nothing that was not evaluated', () => {
    expect(report.otherStatements).toEqual([]);
    expect(report.notEvaluated).toEqual([]);
  });

  it('returns JSON data that is equal for equal backends', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(JSON.stringify(accessReport(root))).toBe(JSON.stringify(report));
  });
});

describe('accessReport in Amplify’s store', () => {
  it('reports the own and the shared parameter separately', () => {
    const { root, amplifyFunction } = makeBackend(PREVIEW);
    grantSecretReadWrite(amplifyFunction('refresh'), secrets.upworkTokens);
    const report = accessReport(root);
    const [ownPlace, shared] = report.secrets.find(({ key }) => key === 'upworkTokens')?.places ?? [];
    expect(ownPlace).toMatchObject({
      shared: false,
      access: [{ granted: ['read', 'write'], allowed: ['read', 'write'] }],
    });
    expect(shared).toMatchObject({
      name: '/amplify/shared/d1a2b3/upworkTokens',
      shared: true,
      access: [{ granted: ['read'], allowed: ['read'] }],
    });
  });

  it('names the secrets of other sets that a pattern matches', () => {
    const shop = defineSecrets({ app: 'shop', environments: { dev: '*' }, secrets: { stripeShop: textSecret() } });
    const { root, amplifyFunction } = makeBackend(SANDBOX);
    const fn = amplifyFunction('health');
    grantSecretRead(fn, [secretsMatching(secrets, 'stripe*'), shop.stripeShop]);
    expect(accessReport(root).patterns).toMatchObject([
      {
        pattern: 'stripe*',
        strayMatch: 'stripeother',
        matches: ['myapp:stripe', 'shop:stripeShop'],
        secretsOfOtherSets: ['"stripeShop" of app "shop"'],
      },
    ]);
  });
});

describe('accessReport, about statements that come from no grant', () => {
  const { root, stack, amplifyFunction } = makeBackend(MAIN);
  const webhook = amplifyFunction('webhook');
  grantSecretRead(webhook, secrets.stripe);
  const byHand = (id: string, ...statements: PolicyStatement[]) => {
    const fn = makeFunction(stack, id);
    for (const each of statements) fn.addToRolePolicy(each);
  };
  byHand('wildcard', statement(['secretsmanager:*'], ['*']));
  byHand('overmatch', statement([GET], [`arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe*`]));
  byHand(
    'tagged',
    statement(
      ['secretsmanager:Get*'],
      [stack.formatArn({ service: 'secretsmanager', resource: 'secret:myapp/prod/*' })],
      { conditions: { StringEquals: { 'aws:ResourceTag/team': 'a' } } },
    ),
  );
  byHand(
    'never',
    statement([GET], [stack.formatArn({ service: 'secretsmanager', resource: 'secret:myapp/prod/stripe' })]),
  );
  byHand('denied', statement([GET], ['*']), statement(['secretsmanager:*'], ['*'], { effect: Effect.DENY }));
  byHand('unless', new PolicyStatement({ notActions: ['iam:*'], notResources: ['arn:aws:s3:::*'] }));
  const report = accessReport(root);

  it('reports what they allow beside what was granted', () => {
    expect(matrix(report)['myapp/prod/stripe']).toEqual({
      webhook: 'read / read',
      wildcard: '- / read+write',
      // Whether that region and account are this deployment's, only the deployment knows.
      overmatch: '- / read?',
      tagged: '- / read?',
      unless: '- / read+write',
    });
  });

  it('lists them, whether they match a declared secret or not', () => {
    expect(report.otherStatements.map(({ policy }) => policy.split('/')[2])).toEqual([
      'denied',
      'denied',
      'never',
      'overmatch',
      'tagged',
      'unless',
      'wildcard',
    ]);
    expect(report.otherStatements.find(({ policy }) => policy.includes('tagged'))).toMatchObject({
      condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } },
    });
    expect(report.otherStatements.find(({ policy }) => policy.includes('unless'))).toMatchObject({
      notActions: ['iam:*'],
    });
  });

  it('looks at each resource, and at what is denied', () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    const arns = ['stripe', 'slack-signing-secret'].map((name) =>
      stack
        .formatArn({ service: 'secretsmanager', resource: `secret:myapp/prod/${name}-??????` })
        .replace('secret/', 'secret:'),
    );
    const role = webhook.resources.lambda.role;
    role?.addToPrincipalPolicy(statement([GET, 'secretsmanager:BatchGetSecretValue'], arns));
    role?.addToPrincipalPolicy(statement([GET], arns.slice(0, 1), { effect: Effect.DENY }));
    expect(accessReport(root).otherStatements.map(({ effect, resources }) => [effect, resources])).toEqual([
      ['Allow', [own('myapp/prod/slack-signing-secret-??????')]],
      ['Deny', [own('myapp/prod/stripe-??????')]],
    ]);
  });

  it('reports an access as possible where the policy is under a condition', () => {
    const { root, stack } = makeBackend(MAIN);
    grantSecretRead(makeFunction(stack, 'granted'), secrets.stripe);
    const fn = makeFunction(stack, 'sometimes');
    const policy = new Policy(stack, 'policy', { statements: [statement([GET], ['*'])] });
    fn.role?.attachInlinePolicy(policy);
    const resource = policy.node.defaultChild;
    if (!(resource instanceof CfnPolicy)) throw new Error('no policy');
    resource.cfnOptions.condition = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals('a', 'b') });
    expect(matrix(accessReport(root))['myapp/prod/stripe']).toEqual({ granted: 'read / read', sometimes: '- / read?' });
  });

  it('does not report a Deny as an access', () => {
    const [place] = report.secrets.find(({ key }) => key === 'slackSigningSecret')?.places ?? [];
    expect(place?.access.some(({ principal }) => principal.includes('denied'))).toBe(false);
  });
});

describe('accessReport, about every way to attach a policy', () => {
  const { app, root, stack } = makeBackend(MAIN);
  const role = (id: string, props: object = {}) =>
    new Role(stack, id, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), ...props });
  const read = statement([GET], ['*']);
  role('Inline', { inlinePolicies: { own: new PolicyDocument({ statements: [read] }) } });
  new ManagedPolicy(stack, 'nobodys', { statements: [read] });
  role('Managed', { managedPolicies: [new ManagedPolicy(stack, 'managed', { statements: [read] })] });
  const sibling = new NestedStack(root, 'sibling');
  new Policy(sibling, 'afar', { statements: [read], roles: [role('Afar')] });
  const imported = Role.fromRoleName(stack, 'Imported', 'deploys-here');
  grantSecretRead(imported, secrets.stripe);
  const policy = new Policy(stack, 'grantee', {
    roles: [role('Holder')],
    statements: [statement(['s3:GetObject'], ['*'])],
  });
  grantSecretRead(policy, secrets.stripe);
  const raw = new CfnPolicy(stack, 'raw', { policyName: 'raw', roles: [role('Raw').roleName], policyDocument: {} });
  raw.addPropertyOverride('PolicyDocument.Statement', {
    Effect: 'Allow',
    Action: GET,
    Resource: own('myapp/prod/str*').replaceAll(/\$\{[^}]*\}/g, '*'),
  });

  it.each(['before', 'after'])('finds the principal %s the synthesis', (when) => {
    if (when === 'after') app.synth();
    const report = accessReport(root);
    expect(matrix(report)['myapp/prod/stripe']).toEqual({
      'function/Inline': '- / read',
      'function/Managed': '- / read',
      'function/Afar': '- / read',
      'deploys-here': 'read / read',
      'function/Holder': 'read / read',
      'function/Raw': '- / read',
      'function/nobodys': '- / read',
    });
  });
});

describe('accessReport, about what it does not evaluate', () => {
  it('names it, with its construct', () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    new Role(stack, 'Admin', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite')],
      permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(
        stack,
        'Boundary',
        'arn:aws:iam::123456789012:policy/boundary',
      ),
    });
    new Secret(stack, 'Made').addToResourcePolicy(
      new PolicyStatement({
        actions: [GET],
        resources: ['*'],
        principals: [new ServicePrincipal('rds.amazonaws.com')],
      }),
    );
    expect(accessReport(root).notEvaluated).toEqual([
      {
        where: 'amplify/function/Admin',
        what: `managed policy arn:\${AWS::Partition}:iam::aws:policy/SecretsManagerReadWrite`,
      },
      { where: 'amplify/function/Admin', what: 'permissions boundary arn:aws:iam::123456789012:policy/boundary' },
      { where: 'amplify/function/Made/Policy', what: expect.stringMatching(/^resource policy of the secret \$\{Made/) },
    ]);
  });
});

describe('accessReport, about shared names', () => {
  const shared = defineSecrets({
    app: 'shop',
    environments: { prod: 'main', staging: 'staging', dev: '*' },
    secrets: { maps: textSecret({ name: { prod: 'maps-key', staging: 'maps-key' } }), own: textSecret() },
  });

  it('reports one name in two environments, and who can write it here', () => {
    const { root, amplifyFunction } = makeBackend(MAIN);
    grantSecretReadWrite(amplifyFunction('maps'), shared.maps);
    expect(accessReport(root).sharing).toEqual([
      {
        secret: 'shop:maps',
        name: 'maps-key',
        environments: ['prod', 'staging'],
        writers: ['amplify/function/maps/ServiceRole'],
      },
    ]);
  });

  it('reports it in a deployment where the secret has another name', () => {
    const { root, amplifyFunction } = makeBackend(FEATURE);
    grantSecretReadWrite(amplifyFunction('maps'), shared.maps);
    expect(accessReport(root).sharing).toMatchObject([{ name: 'maps-key', writers: [] }]);
  });
});

describe('accessReport, about secrets without a set or a reader', () => {
  it('reports a secret by the name, the ARN or the construct that was granted', () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    const fn = amplifyFunction('webhook');
    const made = new Secret(stack, 'Made');
    grantSecretRead(
      fn,
      ['old/token', 'old/mail-*', 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:theirs-a1B2c3'],
      { branches: 'main' },
    );
    grantSecretRead(fn, [made, secretNamed(secrets, 'github-acme'), secretNamed(secrets, 'slack-signing-secret')]);
    const report = accessReport(root);
    expect(matrix(report)).toMatchObject({
      'old/token': { webhook: 'read / read' },
      theirs: { webhook: 'read / read' },
      'amplify/function/Made': { webhook: 'read / read' },
      'myapp/prod/github-acme': { webhook: 'read / read' },
    });
    // Named in another way, it is the declared secret.
    expect(report.secrets.filter(({ places }) => places[0]?.name === 'myapp/prod/slack-signing-secret')).toHaveLength(
      1,
    );
    expect(report.patterns).toMatchObject([{ id: 'old/mail-*', names: ['old/mail-*'] }]);
    expect(report.otherStatements).toEqual([]);
  });

  it('reports a secret of amplifySecret separately from those that nobody reads', () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), secrets.stripe);
    amplifySecret(secrets.slackSigningSecret).resolve(stack, MAIN);
    const { amplifySecretUses, unread } = accessReport(root);
    expect(amplifySecretUses).toEqual(['myapp:slackSigningSecret']);
    expect(unread).toEqual(['myapp:upworkTokens']);
  });

  it('names declared secrets that nobody reads', () => {
    const { root, amplifyFunction } = makeBackend(MAIN);
    grantSecretWrite(amplifyFunction('importer'), secrets.stripe);
    expect(accessReport(root).unread).toEqual(['myapp:slackSigningSecret', 'myapp:stripe', 'myapp:upworkTokens']);
  });

  it('reports the statement of a customer-managed key with the secret', () => {
    const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const bank = defineSecrets({
      app: 'bank',
      environments: { prod: 'main' },
      secrets: { a: jsonSecret(['x']), b: jsonSecret(['x']) },
    });
    const { root, amplifyFunction } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('webhook'), [bank.a, bank.b], { encryptionKey: key });
    const [place] = accessReport(root).secrets[0]?.places ?? [];
    expect(place?.access[0]?.statements.map(({ actions, resources }) => [actions, resources])).toEqual([
      [[GET], [own('bank/prod/a-??????')]],
      [['kms:Decrypt'], [key]],
    ]);
  });
});
