import { grantSecretRead, grantSecretReadWrite, grantSecretWrite, secretsMatching } from '@amplify-secrets/backend';
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { CfnParameter } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Fixture, fixtures, secrets } from './fixture.js';
import { allow, appUsers, arn, read, readInDocument, sub, variables } from './hand-written.js';
import { shopReadsMaps, shopRefreshesTokens } from './shop.js';

/** What resembles a mistake and is right. */
export const lookAlikes: readonly Fixture[] = fixtures([], {
  // Statements.
  // Another secret than the one that is rotated, and the rotated one for reading.
  'writer of a secret beside a rotated one': ({ lambda, rotates }) => {
    rotates(secrets.databasePassword);
    const worker = lambda('worker');
    worker.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:PutSecretValue'], resources: [arn('legacy/database-??????')] }),
    );
    worker.addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [arn('myapp/prod/database-password-??????')],
      }),
    );
  },
  // The action has no resource type, and needs no secret.
  'rotation function that asks for a random password': ({ rotates }) => {
    rotates(secrets.databasePassword).addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetRandomPassword'],
        resources: ['*'],
      }),
    );
  },
  // GetSecretValue decides on each secret, and AWS gives BatchGetSecretValue no resource type:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  'batch on everything': allow({
    actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:ListSecrets'],
    resources: ['*'],
  }),
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access-abac.html
  'by tag': allow({
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['*'],
    conditions: { StringEquals: { 'secretsmanager:ResourceTag/service': 'mail' } },
  }),
  // Copied from the console with its suffix.
  'complete ARN': read(arn('legacy/mail-a1B2c3')),
  // A secret per tenant: it can be created, and not read.
  'create on everything': allow({
    actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
    resources: ['*'],
  }),
  'deny everything': allow({ effect: Effect.DENY, actions: ['secretsmanager:*'], resources: ['*'] }),
  'pattern with suffix': read(arn('github-*-??????')),
  // `undefined`, `null` and `NaN` are parts of words here.
  'names like unset variables': read(arn('nullable/mail-??????'), arn('undefinedness-??????'), arn('dev-null-??????')),
  // One region and account of each partition, or known only at deployment.
  'places of every kind': readInDocument(
    'arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:legacy/mail-??????',
    'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:legacy/mail-??????',
    sub('legacy/mail-??????'),
  ),
  // A folder that no set declares.
  'folder of another app': read(arn('vendor/*')),
  // None of these returns a value: https://github.com/mattclay/aws-terminator/pull/303
  'metadata of everything': allow({
    actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetRandomPassword', 'secretsmanager:ListSecrets'],
    resources: ['*'],
  }),
  // Only one of the two services has secrets.
  'mixed services': allow({
    actions: ['secretsmanager:GetSecretValue', 's3:GetObject'],
    resources: [arn('legacy/mail-??????'), 'arn:aws:s3:::assets/*'],
  }),
  // The name comes from a parameter of the template.
  'name known at deployment': ({ lambda, stack }) => {
    const name = new CfnParameter(stack, 'SecretName').valueAsString;
    const resource = `arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:${name}`;
    const actions = ['secretsmanager:GetSecretValue'];
    lambda('worker').addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
  },
  // The colons of pseudo parameters and policy variables do not divide the ARN.
  'names with colons inside': readInDocument(
    sub(`billing-\${AWS::StackName}-??????`),
    sub(`billing/\${AWS::Region}/*`),
    arn(`myapp/\${aws:PrincipalTag/env}/*`),
  ),
  'own environment by SecretId': allow({
    actions: ['secretsmanager:GetSecretValue'],
    resources: ['*'],
    conditions: { StringEquals: { 'secretsmanager:SecretId': ['myapp/prod/stripe', 'legacy/mail'] } },
  }),
  // Amplify writes this for secret() in a function.
  'parameters of Amplify': allow({
    actions: ['ssm:GetParameters'],
    resources: ['arn:aws:ssm:us-east-1:123456789012:parameter/amplify/*'],
  }),
  // CDK's grant by name has six question marks: https://github.com/aws/aws-cdk/issues/18555
  'secret by name': ({ lambda, stack }) => {
    Secret.fromSecretNameV2(stack, 'Mail', 'legacy/mail').grantRead(lambda('worker'));
    Secret.fromSecretNameV2(stack, 'Stripe', 'myapp/prod/stripe').grantRead(lambda('webhook'));
  },
  // Since https://github.com/aws/aws-cdk/issues/12411 so has its grant by partial ARN.
  'secret by partial ARN': ({ lambda, stack }) =>
    Secret.fromSecretPartialArn(stack, 'Mail', arn('legacy/mail')).grantRead(lambda('worker')),
  // Its ARN is a reference.
  'secret of the stack': ({ lambda, stack }) => {
    const secret = new Secret(stack, 'Generated');
    secret.grantRead(lambda('worker'));
    secret.grantWrite(lambda('rotate'));
  },

  // Each identity of the pool has a secret, and may read that one alone.
  'secrets of one user each': ({ stack }) => {
    const resource = arn(`users/\${cognito-identity.amazonaws.com:sub}-??????`);
    appUsers(stack, 'authenticated').addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }),
    );
  },
  // Roles of users may call functions, and read parameters that hold no secrets.
  'what users may do': ({ stack }) => {
    const visitors = appUsers(stack, 'unauthenticated');
    const parameters = ['arn:aws:ssm:us-east-1:123456789012:parameter/public/flags'];
    visitors.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParameter'], resources: parameters }));
    visitors.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: ['*'] }));
  },
  // A pipeline signs in with a web identity too, and has no users.
  'web identity of a pipeline': ({ stack }) => {
    const role = new Role(stack, 'Pipeline', {
      assumedBy: new WebIdentityPrincipal(
        'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      ),
    });
    grantSecretRead(role, secrets.stripe);
  },

  // Grants.
  // Each branch writes its own parameter in the store `amplify`.
  'each preview writes its own': shopRefreshesTokens({
    prod: 'main',
    preview: { branches: 'pr-*', store: 'amplify' },
  }),
  // What only another branch reads is not unread, and a preview may have a secret that production has not.
  'granted elsewhere': ({ lambda }) => {
    const shop = defineSecrets({
      app: 'shop',
      environments: { prod: 'main', dev: '*' },
      secrets: { maps: textSecret() },
    });
    grantSecretRead(lambda('shop'), shop.maps, { branches: 'develop' });
    grantSecretRead(lambda('preview'), 'preview-tokens', { branches: 'pr-*' });
    grantSecretRead(lambda('legacy'), 'legacy-mail', { branches: ['main', 'sandbox'] });
  },
  'one branch writes': ({ lambda }) => {
    const shop = defineSecrets({
      app: 'shop',
      environments: { prod: 'main', dev: '*' },
      secrets: { tokens: jsonSecret() },
    });
    grantSecretRead(lambda('worker'), shop.tokens);
    grantSecretReadWrite(lambda('refresh'), shop.tokens, { branches: 'main' });
    grantSecretWrite(lambda('import'), 'legacy-tokens', { branches: 'main' });
  },
  // A preview reads the store `amplify`, and by hand a folder of another app.
  'own environment in preview': {
    branch: 'pr-7',
    write: ({ lambda }) => {
      grantSecretRead(lambda('worker'), [secrets.stripe, secretsMatching(secrets, '*')]);
      const actions = ['secretsmanager:GetSecretValue'];
      lambda('mail').addToRolePolicy(new PolicyStatement({ actions, resources: [arn('vendor/mail-??????')] }));
    },
  },
  // One value in two environments, which nobody writes.
  'sharing read-only': shopReadsMaps(
    { prod: 'main', staging: 'staging', dev: '*' },
    { prod: 'maps-key', staging: 'maps-key' },
  ),
  // The hand-written statement allows what is granted.
  'the grant again': ({ lambda, stack }) => {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    const { partition, region, account } = stack;
    const resource = `arn:${partition}:secretsmanager:${region}:${account}:secret:myapp/prod/stripe-??????`;
    worker.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }));
  },
  // The hand-written statement allows one secret of those that are granted.
  'within a granted pattern': ({ lambda }) => {
    const worker = lambda('worker');
    grantSecretRead(worker, secretsMatching(secrets, '*'));
    const resource = arn('myapp/prod/stripe-??????');
    worker.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }));
  },

  // Environment variables.
  // URLs without a password, and one whose password only CloudFormation knows.
  addresses: ({ lambda, stack }) => {
    const password = new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
    lambda('worker', {
      DATABASE_URL: `postgres://app:${password}@db.internal:5432/app`,
      CALLBACK_URL: 'https://shop.example:8443/callback?token=none',
      OAUTH_TOKEN: 'https://login.example/oauth2/v2.0/token',
    });
  },
  // The key of a web app names its project and is not secret: https://firebase.google.com/docs/projects/api-keys
  'Google key of a browser': ({ lambda }) =>
    lambda('site', { NEXT_PUBLIC_FIREBASE_API_KEY: ['AIza', 'SyA-1234567890abcdefghijklmnopqrstu'].join('') }),
  // Examples from documentation, and words that stand for a value.
  placeholders: variables({
    AWS_EXAMPLE: 'AKIAIOSFODNN7EXAMPLE',
    DB_PASSWORD: 'changeme',
    SESSION_SECRET: '',
    FEATURE_TOKEN: 'enabled',
    TOKEN: '3600',
  }),
  'public keys': variables({
    STRIPE_PUBLISHABLE_KEY: ['pk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_'),
    SUPABASE_ANON_KEY: ['eyJhbGciOiJIUzI1NiJ9', 'eyJyb2xlIjoiYW5vbiJ9', 'c2lnbmF0dXJlLW9mLWFub24'].join('.'),
    JWT_PUBLIC_KEY: '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkq…',
  }),
  // As random as credentials, under names that have their words.
  'ids and digests': variables({
    SECRET_VERSION: '9b2f1c0e-4d5a-4c3b-8e7f-6a5d4c3b2a19',
    SIGNING_KEY_ID: '3f786850e387550fdab836ed7e6dc881',
    API_KEYS_TABLE: 'SessionToken-8tmnge2qc9qpm2evz66w1q9q8h-NONE',
    PASSWORD_PATTERN: '^(?=.*[A-Z])(?=.*[0-9]).{12,64}$',
    SENTRY_DSN: 'https://3f786850e387550fdab836ed7e6dc881@o1.ingest.sentry.io/2',
  }),
  // Amplify leaves this in a function's environment for secret('…').
  'secrets of Amplify': variables({
    STRIPE_SECRET_KEY: '<value will be resolved during runtime>',
    AMPLIFY_SSM_ENV_CONFIG: JSON.stringify({
      STRIPE_SECRET_KEY: { path: '/amplify/d1/main-branch-0123456789/STRIPE' },
    }),
  }),
  // Names, ARNs and paths of secrets.
  'where secrets are': ({ lambda, stack }) =>
    lambda('worker', {
      STRIPE_SECRET: 'myapp/prod/stripe',
      DATABASE_SECRET: arn('database-a1B2c3'),
      UPWORK_TOKEN: 'upwork-oauth-tokens-v2',
      API_KEY: Secret.fromSecretNameV2(stack, 'Api', 'legacy/api').secretArn,
      TLS_PRIVATE_KEY: '/run/secrets/tls.key',
    }),
});
