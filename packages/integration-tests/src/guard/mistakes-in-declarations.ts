import { amplifySecret, grantSecretRead, grantSecretReadWrite, grantSecretWrite } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Fixture, fixtures, secrets } from './fixture.js';
import { variables } from './hand-written.js';
import { shopReadsMaps, shopRefreshesTokens } from './shop.js';

/** Declarations, grants and environment variables that people wrote, with the place where each was seen. */
export const mistakesInDeclarations: readonly Fixture[] = [
  ...fixtures(['SecretOfAnotherEnvironment'], {
    // secretsMatching(secrets, '*') would stay in its environment.
    'raw pattern over environments': ({ lambda }) => grantSecretRead(lambda('worker'), 'myapp/*', { branches: 'main' }),
  }),

  ...fixtures(['ProductionSecretInPreview'], {
    // The value of another stage for `pr-` stages: https://github.com/anomalyco/sst/issues/6322
    'name shared with previews': shopReadsMaps(
      { prod: 'main', preview: 'pr-*' },
      { prod: 'maps-key', preview: 'maps-key' },
    ),
    // One set of variables for a branch and the previews into it: https://github.com/aws-amplify/amplify-hosting/issues/625
    'one name for main and previews': ({ lambda }) =>
      grantSecretRead(lambda('worker'), 'legacy-api', { branches: ['main', 'pr-*'] }),
    // https://github.com/yinlinchen/amplify-preview-actions/issues/16
    'previews of develop': shopReadsMaps({ prod: 'main', dev: ['develop', 'pr-*'] }),
    // Refused by Amplify's maintainers: https://github.com/aws-amplify/amplify-cli/issues/13087
    'previews of production': shopReadsMaps({ prod: ['main', 'pr-*'], dev: '*' }),
    // Previews are public even where the base branch is not: https://github.com/aws-amplify/amplify-hosting/issues/3326
    'production granted in preview': {
      branch: 'pr-7',
      write: ({ lambda }) => grantSecretRead(lambda('worker'), 'myapp/prod/stripe', { branches: 'pr-*' }),
    },
    // A resource reads the secret without a grant.
    'read in previews without a grant': {
      branch: 'pr-7',
      write: ({ stack }) => {
        const shop = defineSecrets({
          app: 'shop',
          environments: { prod: ['main', 'pr-*'] },
          secrets: { googleClientSecret: textSecret() },
        });
        amplifySecret(shop.googleClientSecret).resolve(stack, { type: 'branch', namespace: 'd1a2b3', name: 'pr-7' });
      },
    },
  }),

  ...fixtures(['SharedSecretWritten'], {
    // Only a warning, since the two Amplify apps may be in two accounts.
    'one name in two apps': shopRefreshesTokens(
      { prod: { branches: 'main', appId: 'd1a2b3' }, staging: { branches: 'staging', appId: 'd4e5f6' } },
      'shop-oauth-tokens',
    ),
    // A refresh token that rotates has one owner: https://github.com/tieubao/til/pull/633
    'tokens of two environments': shopRefreshesTokens({ prod: 'main', staging: 'staging' }, 'shop-oauth-tokens'),
  }),

  ...fixtures(['WrittenByManyBranches'], {
    // One name for production and for every developer's sandbox.
    'sandboxes write production': ({ lambda }) =>
      grantSecretWrite(lambda('import'), 'legacy-tokens', { branches: ['main', 'sandbox'] }),
    // Of two refreshes with one token one fails: https://github.com/FlowFuse/flowfuse/issues/8270
    'tokens of every branch': ({ lambda }) => grantSecretReadWrite(lambda('refresh'), secrets.upworkTokens),
  }),

  ...fixtures(['SecretUnread'], {
    // Nobody notices until the first request: https://github.com/aws-amplify/amplify-backend/issues/2075
    'forgotten grant': ({ lambda }) => {
      const shop = defineSecrets({
        app: 'shop',
        environments: { prod: 'main', dev: '*' },
        secrets: { maps: textSecret(), mail: textSecret() },
      });
      grantSecretRead(lambda('shop'), shop.maps);
    },
  }),

  ...fixtures(['EnvironmentSecretNotGranted'], {
    // The variable stays without its value, silently: https://github.com/aws-amplify/amplify-backend/issues/2075
    'variable without its grant': ({ lambda }) => {
      const { branchSecretPath: path, sharedSecretPath: sharedPath } = amplifySecret(
        secrets.databasePassword,
      ).resolvePath({ type: 'branch', namespace: 'd1a2b3', name: 'main' });
      lambda('worker', { AMPLIFY_SSM_ENV_CONFIG: JSON.stringify({ DB_PASSWORD: { path, sharedPath } }) });
    },
  }),

  ...fixtures(['CredentialInEnvironment'], {
    // process.env.STRIPE_SECRET_KEY of the build: https://github.com/jayarerita/amplify-tanstack-directory-template
    'key from the build': variables({ STRIPE_SECRET_KEY: ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_') }),
    // The secret key under the name of the publishable one.
    'live key for the browser': ({ lambda }) =>
      lambda('checkout', { NEXT_PUBLIC_STRIPE_KEY: ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_') }),
    // https://github.com/aws-amplify/amplify-cli/issues/684
    'password in environment': variables({ DB_PASSWORD: 'Winter2024!' }),
    // GitHub Apps on functions: https://github.com/probot/probot documents PRIVATE_KEY as a variable.
    'private key in environment': variables({
      PRIVATE_KEY: ['-----BEGIN RSA', 'PRIVATE KEY-----\\nMIIEow…'].join(' '),
    }),
    // The long-term key that AWS documents for this variable.
    'key of Amazon Bedrock': variables({
      AWS_BEARER_TOKEN_BEDROCK: `ABSK${Buffer.from(`BedrockAPIKey-abcd-at-123456789012:${'a1B2c3D4'.repeat(4)}`).toString('base64')}`,
    }),
    'secret in a JSON value': variables({
      PARTNER: JSON.stringify({ id: 'app', clientSecret: 'q8Zk2LxN7vR4tWm1Yc5Hs9Jd' }),
    }),
    // Named like the variables that Amplify sets.
    'token named like Amplify': variables({
      AMPLIFY_GITHUB_TOKEN: ['ghp', 'a1B2c3D4e5F6'.repeat(3)].join('_'),
    }),
    // https://github.com/DhananjayThomble/URL-Shortener-App/pull/315
    'unwrapped secret': ({ lambda, stack }) => {
      const secret = Secret.fromSecretNameV2(stack, 'Jwt', 'legacy/jwt');
      lambda('worker', { JWT_SIGNING: secret.secretValue.unsafeUnwrap() });
    },
  }),
  ...fixtures(['CredentialInEnvironment', 'CredentialInEnvironment'], {
    // https://github.com/awslabs/aws-athena-query-federation/pull/3399
    'connection in environment': variables({
      DATABASE_URL: 'postgres://app:7Hq2zLx9@db.internal:5432/app',
      DEFAULT: 'mysql://jdbc:mysql://db.internal:3306/app?user=app&password=7Hq2zLx9',
    }),
    // https://github.com/aws-amplify/amplify-hosting/issues/3205
    'keys of an IAM user': variables({
      S3_ACCESS_KEY_ID: 'AKIA' + 'Z7QX2M4NVB5KTR3W',
      S3_SECRET_ACCESS_KEY: 'q8Zk2LxN7vR4tWm1Yc5Hs9Jd3Fb6Ga0Pe/Ui+oX',
    }),
  }),
];
