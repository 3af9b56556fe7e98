import { type Format, formatsOf, HEX_32, UUID } from './format.js';
import {
  certificate,
  encode,
  moment,
  pem,
  publicKey,
  type RandomText,
  signedToken,
  sshPublicKey,
} from './random-text.js';

const DIGITS = /^\d+$/;
const WORDS = /^[\w -]+$/;
const HTTPS = /^https:\/\/[\w.-]+(:\d+)?(\/[\w./:{}~-]*)?(\?[\w=&.-]+)?$/;
const PUBLIC_PEM =
  /^-----BEGIN (PUBLIC KEY|CERTIFICATE)-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END (PUBLIC KEY|CERTIFICATE)-----\n$/;

const arn = (r: RandomText, service: string, resource: string) =>
  `arn:aws:${service}:${r.region()}:${r.account()}:${resource}`;
const userPoolUrl = (r: RandomText) => {
  const region = r.region();
  return `https://cognito-idp.${region}.amazonaws.com/${region}_${r.alnum(9)}`;
};
const userPoolArn = (r: RandomText) => {
  const region = r.region();
  return `arn:aws:cognito-idp:${region}:${r.account()}:userpool/${region}_${r.alnum(9)}`;
};
const arnOf = (service: string) => new RegExp(`^arn:aws:${service}:([a-z]+-[a-z]+-\\d)?:\\d{12}:\\S+$`);
const id =
  (prefix: string, digits = 17) =>
  (r: RandomText) =>
    `${prefix}-0${r.hex(digits - 1)}`;
const variableOf = (name: string) => `\${${name}}`;
const among =
  (...values: readonly [string, ...string[]]) =>
  (r: RandomText) =>
    r.pick(values);
const secretPath = (r: RandomText) =>
  `${r.word()}/${r.stage()}/${r.pick(['stripe', 'stripe-api-key', 'db-password', 'openai', 'jwt-signing-key', 'slack/bot-token', 'upwork-oauth-tokens'])}`;
const domain = (r: RandomText) =>
  `${r.pick(['', 'api.', 'auth.', 'app.'])}${r.word()}.${r.pick(['example.com', 'acme.dev', 'internal'])}`;
const version = (r: RandomText) => `${r.whole(12)}.${r.whole(30)}.${r.whole(10)}`;

const aws: readonly Format[] = [
  ...formatsOf(
    'AWS',
    'AWS general reference: Amazon Resource Names; service authorization reference',
    [
      'secret ARN',
      'SECRET_ARN STRIPE_SECRET_ARN DB_SECRET_ARN API_KEY_SECRET_ARN DATABASE_CREDENTIALS_ARN',
      arnOf('secretsmanager'),
      (r) => arn(r, 'secretsmanager', `secret:${secretPath(r)}-${r.alnum(6)}`),
    ],
    [
      'KMS key ARN',
      'KMS_KEY_ARN TOKEN_KEY_ARN ENCRYPTION_KEY_ARN SIGNING_KEY',
      arnOf('kms'),
      (r) => arn(r, 'kms', `key/${r.uuid()}`),
    ],
    [
      'function ARN',
      'WORKER_FUNCTION_ARN TOKEN_AUTHORIZER_ARN',
      arnOf('lambda'),
      (r) => arn(r, 'lambda', `function:${r.word()}-${r.stage()}-handler`),
    ],
    [
      'layer ARN',
      'POWERTOOLS_LAYER_ARN SECRETS_EXTENSION_LAYER',
      arnOf('lambda'),
      (r) => arn(r, 'lambda', `layer:AWS-Parameters-and-Secrets-Lambda-Extension:${r.within(2, 60)}`),
    ],
    [
      'role ARN',
      'ASSUME_ROLE_ARN PUSH_ROLE_ARN',
      arnOf('iam'),
      (r) => `arn:aws:iam::${r.account()}:role/${r.word()}-${r.stage()}-role`,
    ],
    [
      'state machine ARN',
      'STATE_MACHINE_ARN ROTATE_TOKENS_STATE_MACHINE',
      arnOf('states'),
      (r) => arn(r, 'states', `stateMachine:${r.word()}-${r.stage()}`),
    ],
    ['certificate ARN', 'CERTIFICATE_ARN ACM_CERT_ARN', arnOf('acm'), (r) => arn(r, 'acm', `certificate/${r.uuid()}`)],
    [
      'parameter ARN',
      'API_TOKEN_PARAMETER_ARN SSM_PARAM_ARN',
      arnOf('ssm'),
      (r) => arn(r, 'ssm', `parameter/${secretPath(r)}`),
    ],
    ['user pool ARN', 'USER_POOL_ARN COGNITO_ARN', arnOf('cognito-idp'), (r) => userPoolArn(r)],
  ),
  ...formatsOf(
    'AWS',
    'AWS docs: identifiers of each service',
    [
      'KMS key id',
      'KMS_KEY_ID ENCRYPTION_KEY_ID DATA_KMS_KEY',
      /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      (r) => r.pick([() => r.uuid(), () => `mrk-${r.hex(32)}`])(),
    ],
    [
      'KMS alias',
      'KMS_KEY_ALIAS SECRETS_KEY',
      /^alias\/[\w/-]+$/,
      (r) => `alias/${r.word()}/${r.pick(['secrets', 'tokens', 'data'])}`,
    ],
    [
      'user pool id',
      'USER_POOL_ID COGNITO_USER_POOL_ID AMPLIFY_USERPOOL_ID',
      /^[a-z]+-[a-z]+-\d_[A-Za-z0-9]{9}$/,
      (r) => `${r.region()}_${r.alnum(9)}`,
    ],
    [
      'user pool client id',
      'USER_POOL_CLIENT_ID COGNITO_CLIENT_ID COGNITO_APP_CLIENT',
      /^[a-z0-9]{26}$/,
      (r) => r.lower(26),
    ],
    [
      'identity pool id',
      'IDENTITY_POOL_ID COGNITO_IDENTITY_POOL',
      /^[a-z]+-[a-z]+-\d:[0-9a-f-]{36}$/,
      (r) => `${r.region()}:${r.uuid()}`,
    ],
    ['GraphQL API id', 'APPSYNC_API_ID GRAPHQL_API_ID', /^[a-z0-9]{26}$/, (r) => r.lower(26)],
    [
      'GraphQL endpoint',
      'GRAPHQL_ENDPOINT AMPLIFY_DATA_GRAPHQL_ENDPOINT APPSYNC_URL',
      HTTPS,
      (r) => `https://${r.lower(26)}.appsync-api.${r.region()}.amazonaws.com/graphql`,
    ],
    ['Amplify app id', 'AMPLIFY_APP_ID AWS_APP_ID', /^d[a-z0-9]{13}$/, (r) => `d${r.lower(13)}`],
    [
      'network ids',
      'VPC_ID SUBNET_IDS SECURITY_GROUP_IDS',
      /^(vpc|subnet|sg)-0[0-9a-f]{16}(,subnet-0[0-9a-f]{16})*$/,
      (r) => r.pick([id('vpc'), id('sg'), (s: RandomText) => `${id('subnet')(s)},${id('subnet')(s)}`])(r),
    ],
    [
      'bucket name',
      'UPLOADS_BUCKET BUCKET_NAME MEDIA_BUCKET_NAME STORAGE_BUCKET_NAME',
      /^[a-z0-9-]{10,63}$/,
      (r) => `amplify-${r.word()}-${r.pick(['dev', 'main'])}-${r.word()}bucket${r.hex(8)}-${r.lower(12)}`,
    ],
    [
      'table name',
      'TABLE_NAME TODO_TABLE_NAME SESSION_TOKENS_TABLE API_KEYS_TABLE',
      /^[A-Z][A-Za-z]+-[a-z0-9]{26}-NONE$/,
      (r) => `${r.pick(['Todo', 'ApiKey', 'SessionToken', 'Customer'])}-${r.lower(26)}-NONE`,
    ],
    ['distribution id', 'CLOUDFRONT_DISTRIBUTION_ID CDN_ID', /^E[A-Z0-9]{13}$/, (r) => `E${r.upper(13)}`],
    ['CloudFront key pair id', 'CLOUDFRONT_KEY_PAIR_ID CF_PUBLIC_KEY_ID', /^K[A-Z0-9]{13}$/, (r) => `K${r.upper(13)}`],
    ['hosted zone id', 'HOSTED_ZONE_ID ZONE_ID', /^Z[A-Z0-9]{13,20}$/, (r) => `Z${r.upper(r.within(13, 20))}`],
    ['API key id', 'API_KEY_ID USAGE_PLAN_KEY_ID', /^[a-z0-9]{10}$/, (r) => r.lower(10)],
    [
      'REST endpoint',
      'API_ENDPOINT REST_API_URL TOKEN_SERVICE_URL',
      HTTPS,
      (r) => `https://${r.lower(10)}.execute-api.${r.region()}.amazonaws.com/${r.stage()}`,
    ],
    [
      'queue URL',
      'QUEUE_URL DEAD_LETTER_QUEUE_URL',
      HTTPS,
      (r) => `https://sqs.${r.region()}.amazonaws.com/${r.account()}/${r.word()}-${r.stage()}`,
    ],
    ['account id', 'ACCOUNT_ID TRUSTED_ACCOUNT', /^\d{12}$/, (r) => r.account()],
    [
      'log group',
      'LOG_GROUP_NAME AUDIT_LOG_GROUP',
      /^\/aws\/lambda\/[\w-]+$/,
      (r) => `/aws/lambda/${r.word()}-${r.stage()}-${r.upper(12)}`,
    ],
    [
      'parameter path',
      'STRIPE_KEY_PARAMETER SSM_PREFIX API_TOKEN_PARAM SECRET_PATH',
      /^\/[\w/.-]+$/,
      (r) =>
        `/${r.pick([`amplify/d${r.lower(13)}/main-branch-${r.hex(10)}`, `${r.word()}/${r.stage()}`])}/${r.pick(['STRIPE_SECRET_KEY', 'db/password', 'slack-token'])}`,
    ],
    [
      'secret name',
      'STRIPE_SECRET_NAME SECRET_NAME DB_PASSWORD_SECRET SECRET_ID JWT_SECRET_NAME',
      /^[\w/.-]+$/,
      secretPath,
    ],
    ['secret version id', 'SECRET_VERSION_ID SECRET_VERSION', UUID, (r) => r.uuid()],
    [
      'secret version stage',
      'SECRET_VERSION_STAGE SECRET_STAGE',
      /^AWS(CURRENT|PENDING|PREVIOUS)$/,
      among('AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'),
    ],
    [
      'database host',
      'DB_HOST DATABASE_HOST RDS_PROXY_ENDPOINT',
      /^[a-z0-9.-]+\.rds\.amazonaws\.com$/,
      (r) => `${r.word()}-${r.stage()}.${r.pick(['cluster-', 'proxy-'])}${r.lower(12)}.${r.region()}.rds.amazonaws.com`,
    ],
    ['database resource id', 'DB_RESOURCE_ID RDS_DBI', /^db-[A-Z0-9]{26}$/, (r) => `db-${r.upper(26)}`],
    [
      'image URI',
      'IMAGE_URI WORKER_IMAGE',
      /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/[a-z]+@sha256:[0-9a-f]{64}$/,
      (r) => `${r.account()}.dkr.ecr.${r.region()}.amazonaws.com/${r.word()}@sha256:${r.hex(64)}`,
    ],
    [
      'key of the documentation',
      'EXAMPLE_ACCESS_KEY TEST_AWS_ACCESS_KEY_ID FAKE_ACCESS_KEY_ID',
      /^AK[A-Z0-9]{11}EXAMPLE$/,
      () => ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''),
    ],
    [
      'secret key of the documentation',
      'TEST_AWS_SECRET_ACCESS_KEY FAKE_SECRET_KEY EXAMPLE_SECRET_KEY',
      /^[\w/]{30}EXAMPLEKEY$/,
      () => ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
    ],
    ['asset hash', 'ASSET_HASH CDK_ASSET_HASH', /^[0-9a-f]{64}$/, (r) => r.hex(64)],
    ['code digest', 'CODE_SHA256 LAMBDA_CODE_SHA', /^[A-Za-z0-9+/]{43}=$/, (r) => r.base64(32)],
    [
      'model id',
      'BEDROCK_MODEL_ID MODEL_ID INFERENCE_PROFILE',
      /^[a-z.]+\.(claude|nova)-[\w.:-]+$/,
      among(
        'anthropic.claude-3-5-sonnet-20241022-v2:0',
        'us.anthropic.claude-sonnet-4-20250514-v1:0',
        'eu.amazon.nova-lite-v1:0',
        'anthropic.claude-3-haiku-20240307-v1:0',
      ),
    ],
    ['Pinpoint app id', 'PINPOINT_APP_ID ANALYTICS_APP_ID', HEX_32, (r) => r.hex(32)],
    ['issuer', 'COGNITO_ISSUER TOKEN_ISSUER JWT_ISSUER', HTTPS, userPoolUrl],
    ['JWKS URL', 'JWKS_URL JWKS_URI PUBLIC_KEYS_URL', HTTPS, (r) => `${userPoolUrl(r)}/.well-known/jwks.json`],
  ),
  ...formatsOf(
    'AWS',
    'Amplify Gen 2: secrets and environment variables of functions',
    [
      'secret placeholder',
      'STRIPE_SECRET_KEY OPENAI_API_KEY DB_PASSWORD SLACK_BOT_TOKEN JWT_SECRET GITHUB_TOKEN',
      /^<value will be resolved during runtime>$/,
      among('<value will be resolved during runtime>'),
    ],
    [
      'secret paths',
      'AMPLIFY_SSM_ENV_CONFIG SSM_CONFIG',
      /^\{"[\w/.-]+":\{"name":"[A-Z_]+","sharedPath":"[\w/.-]+"\}\}$/,
      (r) => {
        const name = r.pick(['STRIPE_SECRET_KEY', 'OPENAI_API_KEY', 'DB_PASSWORD']);
        return JSON.stringify({
          [`/amplify/d${r.lower(13)}/main-branch-${r.hex(10)}/${name}`]: {
            name,
            sharedPath: `/amplify/shared/d${r.lower(13)}/${name}`,
          },
        });
      },
    ],
  ),
];

const published: readonly Format[] = [
  ...formatsOf(
    'Stripe',
    'Stripe docs: API keys (publishable), object ids',
    [
      'publishable key',
      'STRIPE_PUBLISHABLE_KEY NEXT_PUBLIC_STRIPE_KEY STRIPE_PK',
      /^pk_(live|test)_[A-Za-z0-9]{24,99}$/,
      (r) => `pk_${r.pick(['live', 'test'])}_${r.pick([() => r.alnum(24), () => `51${r.alnum(97)}`])()}`,
    ],
    ['price id', 'STRIPE_PRICE_ID STRIPE_PRO_PRICE', /^price_1[A-Za-z0-9]{23}$/, (r) => `price_1${r.alnum(23)}`],
    [
      'account id',
      'STRIPE_ACCOUNT_ID STRIPE_CONNECT_ACCOUNT',
      /^acct_1[A-Za-z0-9]{15}$/,
      (r) => `acct_1${r.alnum(15)}`,
    ],
    [
      'webhook endpoint id',
      'STRIPE_WEBHOOK_ENDPOINT_ID STRIPE_WEBHOOK_ID',
      /^we_1[A-Za-z0-9]{23}$/,
      (r) => `we_1${r.alnum(23)}`,
    ],
    [
      'API version',
      'STRIPE_API_VERSION STRIPE_VERSION',
      /^20\d\d-\d\d-\d\d(\.[a-z]+)?$/,
      among('2024-06-20', '2025-03-31.basil', '2023-10-16', '2025-09-30.clover'),
    ],
  ),
  ...formatsOf('Clerk', 'Clerk docs: publishable keys (base64 of the domain)', [
    'publishable key',
    'CLERK_PUBLISHABLE_KEY NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    /^pk_(live|test)_[A-Za-z0-9+/]{20,60}={0,2}$/,
    (r) => `pk_${r.pick(['live', 'test'])}_${encode(`clerk.${r.word()}.${r.word()}.com$`)}`,
  ]),
  ...formatsOf(
    'Sentry',
    'Sentry docs: the DSN is public; releases',
    [
      'DSN',
      'SENTRY_DSN NEXT_PUBLIC_SENTRY_DSN',
      /^https:\/\/[0-9a-f]{32}@o\d+\.ingest(\.us)?\.sentry\.io\/\d+$/,
      (r) => `https://${r.hex(32)}@o${r.digits(16)}.ingest${r.pick(['', '.us'])}.sentry.io/${r.digits(16)}`,
    ],
    [
      'release',
      'SENTRY_RELEASE RELEASE_ID',
      /^[a-z]+@[\w.+]+$/,
      (r) => `${r.word()}@${r.pick([version(r), r.hex(40)])}`,
    ],
  ),
  ...formatsOf(
    'Google',
    'Google docs: reCAPTCHA site keys, Firebase configuration is public, OAuth client ids, Analytics ids',
    [
      'reCAPTCHA site key',
      'RECAPTCHA_SITE_KEY NEXT_PUBLIC_RECAPTCHA_SITE_KEY',
      /^6L[c-f][\w-]{37}$/,
      (r) => `6L${r.of('cdef', 1)}${r.url(5)}AAAAA${r.url(27)}`,
    ],
    [
      'Firebase web key',
      'NEXT_PUBLIC_FIREBASE_API_KEY VITE_FIREBASE_API_KEY FIREBASE_WEB_API_KEY EXPO_PUBLIC_FIREBASE_API_KEY',
      /^AIza[\w-]{35}$/,
      (r) => `AIzaSy${r.url(33)}`,
    ],
    [
      'Firebase web configuration',
      'FIREBASE_CONFIG NEXT_PUBLIC_FIREBASE_CONFIG',
      /^\{"apiKey":"AIza[\w-]{35}","authDomain":"[^"]+","projectId":"[^"]+","messagingSenderId":"\d{12}","appId":"1:\d{12}:web:[0-9a-f]{22}"\}$/,
      (r) => {
        const project = `${r.word()}-${r.hex(5)}`;
        const sender = r.digits(12);
        return JSON.stringify({
          apiKey: `AIzaSy${r.url(33)}`,
          authDomain: `${project}.firebaseapp.com`,
          projectId: project,
          messagingSenderId: sender,
          appId: `1:${sender}:web:${r.hex(22)}`,
        });
      },
    ],
    [
      'OAuth client id',
      'GOOGLE_CLIENT_ID AUTH_GOOGLE_ID',
      /^\d{12}-[a-z0-9]{32}\.apps\.googleusercontent\.com$/,
      (r) => `${r.digits(12)}-${r.lower(32)}.apps.googleusercontent.com`,
    ],
    [
      'measurement id',
      'GA_MEASUREMENT_ID NEXT_PUBLIC_GA_ID',
      /^(G-[A-Z0-9]{10}|GTM-[A-Z0-9]{7})$/,
      (r) => r.pick([`G-${r.upper(10)}`, `GTM-${r.upper(7)}`]),
    ],
    ['spreadsheet id', 'GOOGLE_SHEET_ID SPREADSHEET_KEY', /^1[\w-]{43}$/, (r) => `1${r.url(43)}`],
    [
      'service account address',
      'GOOGLE_CLIENT_EMAIL GCP_SERVICE_ACCOUNT_EMAIL',
      /^[a-z]+@[a-z0-9-]+\.iam\.gserviceaccount\.com$/,
      (r) => `${r.word()}@${r.word()}-${r.digits(6)}.iam.gserviceaccount.com`,
    ],
  ),
  ...formatsOf('Mapbox', 'Mapbox docs: public tokens begin with pk.', [
    'public token',
    'MAPBOX_PUBLIC_TOKEN NEXT_PUBLIC_MAPBOX_TOKEN',
    /^pk\.eyJ[\w-]{40,120}\.[\w-]{22}$/,
    (r) =>
      `pk.${Buffer.from(JSON.stringify({ u: `${r.word()}${r.digits(3)}`, a: `cl${r.lower(23)}` })).toString('base64url')}.${r.url(22)}`,
  ]),
  ...formatsOf('PostHog', 'PostHog docs: the project key is public', [
    'project key',
    'POSTHOG_PROJECT_KEY NEXT_PUBLIC_POSTHOG_KEY',
    /^phc_[A-Za-z0-9]{43}$/,
    (r) => `phc_${r.alnum(43)}`,
  ]),
  ...formatsOf(
    'Supabase',
    'Supabase docs: anon and publishable keys are public',
    [
      'anon key',
      'SUPABASE_ANON_KEY NEXT_PUBLIC_SUPABASE_ANON_KEY',
      /^eyJ[\w-]{20,60}\.eyJ[\w-]{80,200}\.[\w-]{43}$/,
      (r) =>
        signedToken(r, 'HS256', {
          iss: 'supabase',
          ref: r.of('abcdefghijklmnopqrstuvwxyz', 20),
          role: 'anon',
          iat: moment(r),
          exp: moment(r) + 315_360_000,
        }),
    ],
    [
      'publishable key',
      'SUPABASE_PUBLISHABLE_KEY NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY',
      /^sb_publishable_[\w-]{22}_[\w-]{8}$/,
      (r) => `sb_publishable_${r.url(22)}_${r.url(8)}`,
    ],
  ),
  ...formatsOf(
    'Algolia',
    'Algolia docs: the search-only key is public; application ids',
    ['search-only key', 'NEXT_PUBLIC_ALGOLIA_SEARCH_KEY ALGOLIA_SEARCH_ONLY_API_KEY', HEX_32, (r) => r.hex(32)],
    ['application id', 'ALGOLIA_APP_ID NEXT_PUBLIC_ALGOLIA_APP_ID', /^[A-Z0-9]{10}$/, (r) => r.upper(10)],
  ),
  ...formatsOf('Datadog', 'Datadog docs: client tokens are public', [
    'client token',
    'DD_CLIENT_TOKEN NEXT_PUBLIC_DATADOG_CLIENT_TOKEN',
    /^pub[0-9a-f]{32}$/,
    (r) => `pub${r.hex(32)}`,
  ]),
  ...formatsOf('LaunchDarkly', 'LaunchDarkly docs: the client-side id is public', [
    'client-side id',
    'LAUNCHDARKLY_CLIENT_SIDE_ID NEXT_PUBLIC_LD_CLIENT_ID',
    /^[0-9a-f]{24}$/,
    (r) => r.hex(24),
  ]),
  ...formatsOf('PayPal', 'PayPal docs: the client id goes into the page', [
    'client id',
    'PAYPAL_CLIENT_ID NEXT_PUBLIC_PAYPAL_CLIENT_ID',
    /^A[\w-]{79}$/,
    (r) => `A${r.url(79)}`,
  ]),
  ...formatsOf('Adyen', 'Adyen docs: the client key is public', [
    'client key',
    'ADYEN_CLIENT_KEY NEXT_PUBLIC_ADYEN_CLIENT_KEY',
    /^(live|test)_[A-Z0-9]{32}$/,
    (r) => `${r.pick(['live', 'test'])}_${r.upper(32)}`,
  ]),
  ...formatsOf('Square', 'Square docs: application ids go into the page', [
    'application id',
    'SQUARE_APPLICATION_ID NEXT_PUBLIC_SQUARE_APP_ID',
    /^sq0idp-[\w-]{22}$/,
    (r) => `sq0idp-${r.url(22)}`,
  ]),
  ...formatsOf('Braintree', 'Braintree docs: tokenization keys are public', [
    'tokenization key',
    'BRAINTREE_TOKENIZATION_KEY NEXT_PUBLIC_BRAINTREE_KEY',
    /^(production|sandbox)_[a-z0-9]{8}_[a-z0-9]{16}$/,
    (r) => `${r.pick(['production', 'sandbox'])}_${r.lower(8)}_${r.lower(16)}`,
  ]),
  ...formatsOf('Razorpay', 'Razorpay docs: the key id goes into the page', [
    'key id',
    'RAZORPAY_KEY_ID NEXT_PUBLIC_RAZORPAY_KEY',
    /^rzp_(live|test)_[A-Za-z0-9]{14}$/,
    (r) => `rzp_${r.pick(['live', 'test'])}_${r.alnum(14)}`,
  ]),
  ...formatsOf('Mailgun', 'gitleaks mailgun-pub-key; Mailgun docs: the validation key is public', [
    'public validation key',
    'MAILGUN_PUBLIC_KEY MAILGUN_PUBLIC_VALIDATION_KEY',
    /^pubkey-[0-9a-f]{32}$/,
    (r) => `pubkey-${r.hex(32)}`,
  ]),
  ...formatsOf('Langfuse', 'Langfuse docs: public and secret keys', [
    'public key',
    'LANGFUSE_PUBLIC_KEY LANGFUSE_PK',
    new RegExp(`^pk-lf-${UUID.source.slice(1)}`),
    (r) => `pk-lf-${r.uuid()}`,
  ]),
  ...formatsOf(
    'Discord',
    'Discord docs: interactions are verified with the public key',
    ['public key', 'DISCORD_PUBLIC_KEY DISCORD_APP_PUBLIC_KEY', /^[0-9a-f]{64}$/, (r) => r.hex(64)],
    [
      'ids',
      'DISCORD_APPLICATION_ID DISCORD_GUILD_ID DISCORD_CLIENT_ID',
      /^1\d{17,18}$/,
      (r) => `1${r.digits(r.within(17, 18))}`,
    ],
  ),
  ...formatsOf(
    'Twilio',
    'Twilio docs: SIDs',
    ['account SID', 'TWILIO_ACCOUNT_SID TWILIO_SID', /^AC[0-9a-f]{32}$/, (r) => `AC${r.hex(32)}`],
    [
      'messaging service SID',
      'TWILIO_MESSAGING_SERVICE_SID TWILIO_SERVICE',
      /^MG[0-9a-f]{32}$/,
      (r) => `MG${r.hex(32)}`,
    ],
  ),
  ...formatsOf('SendGrid', 'SendGrid docs: dynamic templates', [
    'template id',
    'SENDGRID_TEMPLATE_ID PASSWORD_RESET_TEMPLATE_ID',
    /^d-[0-9a-f]{32}$/,
    (r) => `d-${r.hex(32)}`,
  ]),
  ...formatsOf(
    'Slack',
    'Slack docs: ids',
    [
      'ids',
      'SLACK_CHANNEL_ID SLACK_APP_ID SLACK_TEAM_ID',
      /^[CAT]0[A-Z0-9]{9}$/,
      (r) => `${r.of('CAT', 1)}0${r.upper(9)}`,
    ],
    ['client id', 'SLACK_CLIENT_ID SLACK_OAUTH_CLIENT', /^\d{12}\.\d{13}$/, (r) => `${r.digits(12)}.${r.digits(13)}`],
  ),
  ...formatsOf(
    'GitHub',
    'GitHub docs: apps',
    [
      'client id',
      'GITHUB_CLIENT_ID AUTH_GITHUB_ID',
      /^(Iv1\.[0-9a-f]{16}|Ov23li[A-Za-z0-9]{14})$/,
      (r) => r.pick([`Iv1.${r.hex(16)}`, `Ov23li${r.alnum(14)}`]),
    ],
    [
      'repository',
      'GITHUB_REPOSITORY REPO_URL',
      /^(git@github\.com:|https:\/\/github\.com\/|)[a-z]+\/[a-z-]+(\.git)?$/,
      (r) =>
        r.pick([
          `git@github.com:acme/${r.word()}.git`,
          `https://github.com/acme/${r.word()}.git`,
          `acme/${r.word()}-${r.word()}`,
        ]),
    ],
  ),
  ...formatsOf(
    'Auth0',
    'Auth0 docs: applications',
    ['client id', 'AUTH0_CLIENT_ID NEXT_PUBLIC_AUTH0_CLIENT_ID', /^[A-Za-z0-9]{32}$/, (r) => r.alnum(32)],
    [
      'domain',
      'AUTH0_DOMAIN AUTH0_ISSUER_BASE_URL',
      /^(https:\/\/)?[a-z]+-[a-z]+\.(us|eu)\.auth0\.com$/,
      (r) => `${r.pick(['', 'https://'])}${r.word()}-${r.stage()}.${r.pick(['us', 'eu'])}.auth0.com`,
    ],
  ),
  ...formatsOf('Okta', 'Okta docs: client ids', [
    'client id',
    'OKTA_CLIENT_ID OKTA_OAUTH2_CLIENT_ID',
    /^0oa[A-Za-z0-9]{14}5d7$/,
    (r) => `0oa${r.alnum(14)}5d7`,
  ]),
  ...formatsOf(
    'Microsoft',
    'Microsoft docs: tenant and application ids',
    ['tenant id', 'AZURE_TENANT_ID MICROSOFT_TENANT_ID', UUID, (r) => r.uuid()],
    ['client id', 'AZURE_CLIENT_ID AZURE_AD_CLIENT_ID', UUID, (r) => r.uuid()],
    [
      'blob endpoint',
      'AZURE_BLOB_ENDPOINT AZURE_STORAGE_URL',
      HTTPS,
      (r) => `https://${r.word()}${r.digits(3)}.blob.core.windows.net/uploads`,
    ],
  ),
  ...formatsOf('Apple', 'Apple docs: team and key ids', [
    'key id',
    'APNS_KEY_ID APPLE_KEY_ID',
    /^[A-Z0-9]{10}$/,
    (r) => r.upper(10),
  ]),
  ...formatsOf(
    'Social networks',
    'docs of Meta, LinkedIn, LINE, X: application ids',
    ['Meta app id', 'FACEBOOK_APP_ID META_APP_ID', /^\d{15,16}$/, (r) => r.digits(r.within(15, 16))],
    ['LinkedIn client id', 'LINKEDIN_CLIENT_ID LINKEDIN_APP_ID', /^[0-9a-z]{14}$/, (r) => `86${r.lower(12)}`],
    ['LINE channel id', 'LINE_CHANNEL_ID LINE_LOGIN_CHANNEL_ID', /^[12]\d{9}$/, (r) => `1${r.digits(9)}`],
  ),
  ...formatsOf(
    'Documents',
    'docs of Notion, Airtable, Figma: ids in the address of the page',
    ['Notion database id', 'NOTION_DATABASE_ID NOTION_PAGE_ID', HEX_32, (r) => r.hex(32)],
    [
      'Airtable ids',
      'AIRTABLE_BASE_ID AIRTABLE_TABLE_ID',
      /^(app|tbl)[A-Za-z0-9]{14}$/,
      (r) => `${r.pick(['app', 'tbl'])}${r.alnum(14)}`,
    ],
    ['Figma file key', 'FIGMA_FILE_KEY FIGMA_FILE_ID', /^[A-Za-z0-9]{22}$/, (r) => r.alnum(22)],
  ),
  ...formatsOf(
    'Cloudflare',
    'Cloudflare docs: account and zone ids, Turnstile site keys',
    ['account and zone ids', 'CLOUDFLARE_ACCOUNT_ID CF_ZONE_ID', HEX_32, (r) => r.hex(32)],
    [
      'Turnstile site key',
      'TURNSTILE_SITE_KEY NEXT_PUBLIC_TURNSTILE_SITE_KEY',
      /^0x4AAAAAA[\w-]{15}$/,
      (r) => `0x4AAAAAA${r.url(15)}`,
    ],
  ),
  ...formatsOf(
    'Ethereum',
    'Ethereum docs: addresses',
    ['address', 'CONTRACT_ADDRESS TOKEN_ADDRESS TREASURY_WALLET', /^0x[0-9a-f]{40}$/, (r) => `0x${r.hex(40)}`],
    ['token symbol', 'TOKEN_SYMBOL PAYMENT_TOKEN', /^[A-Z]{3,5}$/, among('USDC', 'USDT', 'WETH', 'DAI', 'LINK')],
  ),
];

const keys: readonly Format[] = [
  ...formatsOf(
    'generic',
    'RFC 7468, RFC 5280, RFC 4253, RFC 7517, RFC 8292',
    [
      'public key',
      'JWT_PUBLIC_KEY PUBLIC_KEY WEBHOOK_PUBLIC_KEY',
      PUBLIC_PEM,
      (r) => pem('PUBLIC KEY', publicKey(r, r.pick(['RSA', 'EC']))),
    ],
    [
      'public key in base64',
      'JWT_PUBLIC_KEY_BASE64 PUBLIC_KEY_B64',
      /^LS0tLS1CRUdJTiBQVUJMSUMgS0VZ[A-Za-z0-9+/]{140,700}={0,2}$/,
      (r) => encode(pem('PUBLIC KEY', publicKey(r, r.pick(['RSA', 'EC'])))),
    ],
    ['certificate', 'SAML_IDP_CERT CA_CERTIFICATE', PUBLIC_PEM, (r) => pem('CERTIFICATE', certificate(r))],
    [
      'SSH public key',
      'SSH_PUBLIC_KEY DEPLOY_PUBLIC_KEY',
      /^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} [a-z@.]+$/,
      (r) => `ssh-ed25519 ${sshPublicKey(r).toString('base64')} ${r.word()}@ci`,
    ],
    [
      'known host',
      'SSH_KNOWN_HOSTS SFTP_HOST_KEY',
      /^[\w.-]+ ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/,
      (r) => `sftp.${r.word()}.example.com ssh-ed25519 ${sshPublicKey(r).toString('base64')}`,
    ],
    [
      'fingerprint',
      'SSH_FINGERPRINT HOST_KEY_FINGERPRINT TLS_THUMBPRINT',
      /^(SHA256:[A-Za-z0-9+/]{43}|([0-9A-F]{2}:){19}[0-9A-F]{2})$/,
      (r) =>
        r.pick([
          () => `SHA256:${r.base64(32).slice(0, 43)}`,
          () => Array.from({ length: 20 }, () => r.of('0123456789ABCDEF', 2)).join(':'),
        ])(),
    ],
    [
      'VAPID public key',
      'VAPID_PUBLIC_KEY NEXT_PUBLIC_VAPID_KEY',
      /^B[\w-]{86}$/,
      (r) => Buffer.concat([Buffer.from([4]), r.bytes(64)]).toString('base64url'),
    ],
    [
      'public JWK',
      'JWT_JWK PUBLIC_JWK',
      /^\{"kty":"EC","crv":"P-256","x":"[\w-]{43}","y":"[\w-]{43}","kid":"[\w-]+","use":"sig"\}$/,
      (r) =>
        JSON.stringify({
          kty: 'EC',
          crv: 'P-256',
          x: r.bytes(32).toString('base64url'),
          y: r.bytes(32).toString('base64url'),
          kid: r.url(12),
          use: 'sig',
        }),
    ],
    [
      'key id',
      'SIGNING_KEY_ID JWT_KID KEY_ID',
      /^[\w-]{8,43}$/,
      (r) => r.pick([() => r.url(43), () => `${r.word()}-2025-0${r.within(1, 9)}`, () => r.hex(16), () => r.uuid()])(),
    ],
    [
      'key path',
      'PRIVATE_KEY_PATH KEYSTORE_PATH GOOGLE_APPLICATION_CREDENTIALS PASSWORD_FILE',
      /^[\w/.-]+\.(pem|jks|json|txt|p12)$/,
      (r) =>
        `${r.pick(['/var/task/config/', '/opt/certs/', './keys/'])}${r.word()}${r.pick(['.pem', '.jks', '.json', '-password.txt', '.p12'])}`,
    ],
    [
      'age recipient',
      'SOPS_AGE_RECIPIENTS AGE_RECIPIENT',
      /^age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}$/,
      (r) => `age1${r.of('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}`,
    ],
  ),
  ...formatsOf(
    'generic',
    'docs of git, npm, Docker, HTTP: digests',
    [
      'git commit',
      'GIT_COMMIT COMMIT_SHA VERCEL_GIT_COMMIT_SHA BUILD_SHA',
      /^([0-9a-f]{40}|[0-9a-f]{7})$/,
      (r) => r.hex(r.pick([40, 40, 40, 7])),
    ],
    ['SHA-256', 'SCHEMA_SHA256 CONFIG_HASH MIGRATION_CHECKSUM', /^[0-9a-f]{64}$/, (r) => r.hex(64)],
    ['MD5', 'CONFIG_MD5 ETAG TEMPLATE_HASH', /^"?[0-9a-f]{32}"?$/, (r) => r.pick([r.hex(32), `"${r.hex(32)}"`])],
    [
      'subresource integrity',
      'SCRIPT_INTEGRITY CDN_INTEGRITY',
      /^sha384-[A-Za-z0-9+/]{64}$/,
      (r) => `sha384-${r.base64(48)}`,
    ],
    [
      'content security policy',
      'CSP_HEADER CONTENT_SECURITY_POLICY',
      /^default-src 'self'; script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='$/,
      (r) => `default-src 'self'; script-src 'self' 'sha256-${r.base64(32)}'`,
    ],
    ['image digest', 'IMAGE_DIGEST DOCKER_DIGEST', /^sha256:[0-9a-f]{64}$/, (r) => `sha256:${r.hex(64)}`],
    [
      'build id',
      'BUILD_ID NEXT_BUILD_ID DEPLOYMENT_ID',
      /^(dpl_)?[\w-]{20,32}$/,
      (r) => r.pick([r.url(21), `dpl_${r.alnum(28)}`]),
    ],
  ),
  ...formatsOf(
    'generic',
    'RFC 9562; ULID specification',
    ['UUID', 'TENANT_ID ORGANIZATION_ID DEFAULT_PROJECT_ID WORKSPACE_ID CLIENT_UUID', UUID, (r) => r.uuid()],
    [
      'ULID',
      'DEFAULT_TENANT ROOT_FOLDER_ID',
      /^01[0-9A-HJKMNP-TV-Z]{24}$/,
      (r) => `01J${r.of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 23)}`,
    ],
    ['object id', 'DEFAULT_CATEGORY_ID MONGO_TENANT_ID', /^[0-9a-f]{24}$/, (r) => r.hex(24)],
    [
      'OAuth client id',
      'OAUTH_CLIENT_ID OIDC_CLIENT_ID CLIENT_ID UPWORK_CLIENT_ID',
      /^([\w-]{3,40}|[0-9a-f]{32})$/,
      (r) => r.pick([() => r.hex(32), () => `${r.word()}-web`, () => r.uuid(), () => r.lower(20)])(),
    ],
  ),
];

const settings: readonly Format[] = [
  ...formatsOf(
    'generic',
    'RFC 6749, RFC 8414, OpenID Connect Discovery: metadata',
    [
      'token URL',
      'OAUTH_TOKEN_URL TOKEN_URL TOKEN_ENDPOINT UPWORK_TOKEN_URL',
      HTTPS,
      (r) => `https://${domain(r)}${r.pick(['/oauth2/token', '/api/v3/oauth2/token', '/connect/token'])}`,
    ],
    [
      'issuer URL',
      'ISSUER_URL OIDC_ISSUER TOKEN_ISSUER',
      HTTPS,
      (r) => `https://${domain(r)}/${r.pick(['', 'realms/main', 'oauth2/default'])}`,
    ],
    [
      'audience',
      'TOKEN_AUDIENCE JWT_AUDIENCE',
      /^(https:\/\/[\w.-]+|urn:[a-z:]+|[a-z-]+)$/,
      (r) => r.pick([`https://${domain(r)}`, `urn:${r.word()}:api`, `${r.word()}-api`]),
    ],
    [
      'scopes',
      'OAUTH_SCOPES TOKEN_SCOPE',
      /^[\w:./ -]+$/,
      (r) =>
        r.pick([
          'openid profile email',
          `${r.word()}:read ${r.word()}:write`,
          'https://www.googleapis.com/auth/spreadsheets.readonly',
          'offline_access openid',
        ]),
    ],
    [
      'claim name',
      'JWT_ROLE_CLAIM TENANT_CLAIM TOKEN_CLAIM_NAME',
      /^[\w:/.-]+$/,
      (r) =>
        r.pick(['custom:tenantId', 'cognito:groups', `https://${domain(r)}/claims/roles`, 'preferred_username', 'sub']),
    ],
    [
      'grant type',
      'OAUTH_GRANT_TYPE TOKEN_TYPE',
      /^[\w:-]+$/,
      among(
        'client_credentials',
        'authorization_code',
        'refresh_token',
        'Bearer',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
      ),
    ],
    [
      'algorithm',
      'JWT_ALGORITHM TOKEN_SIGNING_ALG PASSWORD_HASH_ALGORITHM SECRET_ENCRYPTION_ALGORITHM',
      /^[\w.-]+$/,
      among('HS256', 'RS256', 'ES256', 'argon2id', 'bcrypt', 'aes-256-gcm', 'PBKDF2WithHmacSHA256', 'HMAC_SHA_256'),
    ],
  ),
  ...formatsOf(
    'generic',
    'settings whose names have the words of a secret: docs of frameworks, HTTP and AWS SDKs',
    [
      'lifetime',
      'TOKEN_TTL ACCESS_TOKEN_EXPIRES_IN SECRET_CACHE_TTL SESSION_KEY_LIFETIME PASSWORD_RESET_EXPIRY',
      /^\d+(s|m|h|d)?$/,
      (r) => `${r.within(1, 90)}${r.pick(['', 's', 'm', 'h', 'd', '00', '000'])}`,
    ],
    [
      'limit',
      'PASSWORD_MIN_LENGTH MAX_TOKENS TOKEN_BUCKET_SIZE API_KEY_LENGTH SECRET_MAX_BYTES',
      DIGITS,
      (r) => `${r.pick([r.within(4, 128), 1024, 2048, 4096, 8192, 100_000])}`,
    ],
    [
      'switch',
      'REQUIRE_API_KEY PASSWORDLESS_ENABLED USE_SECRETS_MANAGER ROTATE_TOKENS ENABLE_TOKEN_CACHE',
      /^(true|false|1|0|on|off|yes|enabled)$/,
      among('true', 'false', '1', '0', 'on', 'off', 'yes', 'enabled'),
    ],
    [
      'header name',
      'API_KEY_HEADER_NAME TOKEN_HEADER IDEMPOTENCY_KEY_HEADER SIGNATURE_HEADER',
      /^[A-Za-z0-9-]+$/,
      among(
        'x-api-key',
        'Authorization',
        'X-Auth-Token',
        'Idempotency-Key',
        'stripe-signature',
        'X-Hub-Signature-256',
        'x-shopify-hmac-sha256',
      ),
    ],
    [
      'cookie name',
      'SESSION_COOKIE_NAME CSRF_TOKEN_COOKIE TOKEN_COOKIE',
      /^[\w.-]+$/,
      (r) =>
        r.pick([
          '__Host-session',
          '__Secure-next-auth.session-token',
          'XSRF-TOKEN',
          `${r.word()}_sid`,
          `${r.word()}.session`,
        ]),
    ],
    [
      'field name',
      'PARTITION_KEY SORT_KEY PRIMARY_KEY PASSWORD_FIELD SECRET_FIELD TOKEN_ATTRIBUTE',
      /^[\w#$]+$/,
      (r) =>
        r.pick([
          'pk',
          'sk',
          'PK',
          'GSI1PK',
          'tenantId',
          'createdAt',
          'password',
          'user_password',
          'accessToken',
          `${r.word()}Id`,
        ]),
    ],
    [
      'key prefix',
      'S3_KEY_PREFIX CACHE_KEY_PREFIX OBJECT_KEY REDIS_KEY_PREFIX',
      /^[\w/:.-]+$/,
      (r) =>
        r.pick([
          `uploads/${r.within(2019, 2026)}/`,
          `${r.word()}:${r.stage()}:`,
          `exports/${r.word()}.csv`,
          `sess:${r.word()}:`,
        ]),
    ],
    [
      'provider name',
      'SECRETS_PROVIDER TOKEN_STORE CREDENTIALS_SOURCE KEY_STORE_TYPE PASSWORD_POLICY AUTH_MODE',
      /^[\w-]+$/,
      among(
        'aws-secrets-manager',
        'ssm',
        'dynamodb',
        'env',
        'redis',
        'PKCS12',
        'nist-800-63b',
        'userPool',
        'apiKey',
        'iam',
        'strict',
      ),
    ],
    [
      'password pattern',
      'PASSWORD_PATTERN PASSWORD_REGEX',
      /^\^.+\$$/,
      (r) =>
        `^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)${r.pick(['', '(?=.*[!@#$%^&*])'])}.{${r.within(8, 16)},${r.pick(['', '64', '128'])}}$`,
    ],
    [
      'password reset page',
      'PASSWORD_RESET_URL FORGOT_PASSWORD_LINK TOKEN_CALLBACK_URL',
      HTTPS,
      (r) =>
        `https://${domain(r)}/${r.pick(['reset-password', 'auth/forgot', 'auth/callback/github', 'account/password/reset'])}`,
    ],
    [
      'tokenizer',
      'TOKENIZER TOKENIZER_NAME TOKEN_ENCODING',
      /^[\w./-]+$/,
      among('cl100k_base', 'o200k_base', 'bert-base-uncased', 'Xenova/claude-tokenizer', 'sentencepiece'),
    ],
    [
      'rotation schedule',
      'SECRET_ROTATION_SCHEDULE KEY_ROTATION_CRON TOKEN_REFRESH_SCHEDULE',
      /^(rate\(\d+ (days|hours|minutes)\)|cron\([\d*?/ A-Z,-]+\))$/,
      (r) =>
        r.pick([
          `rate(${r.within(2, 90)} ${r.pick(['days', 'hours', 'minutes'])})`,
          `cron(${r.whole(60)} ${r.whole(24)} * * ? *)`,
          `cron(0 ${r.whole(24)} ? * MON-FRI *)`,
        ]),
    ],
    [
      'secret map',
      'SECRET_NAMES TOKEN_SECRETS SECRETS_CONFIG',
      /^(\{"[A-Za-z]+":"[\w/.-]+","[A-Za-z]+":"[\w/.-]+"\}|[\w/.-]+,[\w/.-]+)$/,
      (r) =>
        r.pick([
          JSON.stringify({ stripe: secretPath(r), database: secretPath(r) }),
          `${secretPath(r)},${secretPath(r)}`,
        ]),
    ],
    [
      'user name',
      'DB_USER DATABASE_USERNAME SMTP_USER API_USERNAME REDIS_USERNAME',
      /^[\w@.-]+$/,
      (r) =>
        r.pick([
          'postgres',
          'admin',
          'apikey',
          `${r.word()}_app`,
          `svc-${r.word()}`,
          `no-reply@${r.word()}.example.com`,
          'default',
        ]),
    ],
  ),
  ...formatsOf(
    'generic',
    'placeholders: docs of the frameworks, .env.example files',
    [
      'placeholder',
      'STRIPE_SECRET_KEY API_KEY OPENAI_API_KEY DB_PASSWORD SLACK_BOT_TOKEN JWT_SECRET',
      /^.{4,40}$/,
      among(
        'changeme',
        '<your-key>',
        '<your-api-key>',
        'your-api-key-here',
        'YOUR_API_KEY',
        'REPLACE_ME',
        'xxxxxxxx',
        'xxxx',
        'TODO',
        '<secret>',
        'change-me-in-production',
        'INSERT_TOKEN_HERE',
        '[redacted]',
        'none',
        `sk_live_${'x'.repeat(24)}`,
        'placeholder',
      ),
    ],
    [
      'masked value',
      'API_KEY_DISPLAY STRIPE_KEY_MASKED CURRENT_TOKEN_HINT',
      /^([\w-]*\*{4,}\w*|\*{6,}|•{6,})$/,
      (r) => r.pick([`sk_live_****${r.alnum(4)}`, '********', `********${r.digits(4)}`, '••••••••']),
    ],
    [
      'template placeholder',
      'DB_PASSWORD API_TOKEN SENDGRID_API_KEY CLIENT_SECRET',
      /^(\$\{?[\w:.]+\}?|\{\{ ?[\w.]+ ?\}\}|<%= [\w.]+ %>|__[A-Z_]+__|%[A-Z_]+%)$/,
      (r) =>
        r.pick([
          variableOf('DB_PASSWORD'),
          '$API_TOKEN',
          '{{ secrets.SENDGRID_API_KEY }}',
          '{{clientSecret}}',
          '<%= process.env.API_TOKEN %>',
          '__CLIENT_SECRET__',
          '%DB_PASSWORD%',
          variableOf(`${r.word()}.secret`),
        ]),
    ],
    [
      'reference to a vault',
      'STRIPE_SECRET_KEY DB_PASSWORD OPENAI_API_KEY GITHUB_TOKEN',
      /^(op|vault|ssm|secretsmanager|aws-sm|gcp-sm|env|file):\/{0,2}[\w/#.:-]+$/,
      (r) =>
        r.pick([
          `op://${r.word()}/stripe/credential`,
          `vault:secret/data/${r.word()}#password`,
          `ssm:/${secretPath(r)}`,
          `secretsmanager:${secretPath(r)}`,
          `aws-sm://${secretPath(r)}`,
          `file:///run/secrets/${r.word()}`,
          'env:GITHUB_TOKEN',
        ]),
    ],
    [
      'connection string with a placeholder',
      'DATABASE_URL DB_URL CONNECTION_STRING STORE_URI',
      /^[a-z+]+:\/\/\S*(\$\{\w+\}|<\w+>|\{\{\w+\}\}|\*{4,}|%s)\S*@\S+$/,
      (r) =>
        r.pick([
          `postgresql://\${DB_USER}:\${DB_PASSWORD}@${r.word()}.internal:5432/${r.word()}`,
          `mongodb+srv://app:<password>@${r.word()}.${r.lower(6)}.mongodb.net/`,
          `mysql://${r.word()}:{{password}}@db.${r.word()}.internal:3306/${r.word()}`,
          `postgres://app:*****@${r.word()}.internal:5432/${r.word()}`,
          `redis://default:%s@cache.${r.word()}.internal:6379`,
        ]),
    ],
  ),
  ...formatsOf(
    'generic',
    'RFC 3986; docs of the databases: connection without a password',
    [
      'connection string without password',
      'DATABASE_URL DB_URL CONNECTION_STRING BROKER_URL',
      /^(postgresql|redis|rediss|mongodb|amqp|mysql):\/\/(\w+@)?[\w.-]+:\d+(\/\w*)?(\?[\w=&-]+)?$/,
      (r) =>
        r.pick([
          `postgresql://app@${r.word()}.internal:5432/${r.word()}?sslmode=verify-full`,
          `redis://${r.word()}.${r.lower(6)}.0001.use1.cache.amazonaws.com:6379`,
          `mongodb://${r.word()}.internal:27017/${r.word()}?authMechanism=MONGODB-AWS`,
          `amqp://${r.word()}.internal:5672`,
          `mysql://iam_user@${r.word()}.internal:3306/${r.word()}`,
        ]),
    ],
    [
      'ADO.NET without password',
      'SQL_CONNECTION_STRING ConnectionStrings__Main',
      /^Server=tcp:[\w.-]+,1433;Database=\w+;Authentication=Active Directory [A-Za-z ]+;Encrypt=True;$/,
      (r) =>
        `Server=tcp:${r.word()}.database.windows.net,1433;Database=${r.word()};Authentication=Active Directory ${r.pick(['Default', 'Managed Identity'])};Encrypt=True;`,
    ],
    [
      'JDBC URL without password',
      'JDBC_URL SPRING_DATASOURCE_URL',
      /^jdbc:postgresql:\/\/[\w.-]+:5432\/\w+(\?[\w=&-]+)?$/,
      (r) => `jdbc:postgresql://${r.word()}.internal:5432/${r.word()}${r.pick(['', '?sslmode=require'])}`,
    ],
    [
      'endpoint',
      'API_URL BASE_URL WEBHOOK_URL SERVICE_ENDPOINT',
      HTTPS,
      (r) => `https://${domain(r)}/${r.pick(['v1', 'v2/webhooks/stripe', 'api', 'graphql', 'health'])}`,
    ],
    [
      'long address',
      'ASSET_URL DASHBOARD_URL REPORT_LINK',
      HTTPS,
      (r) => `https://${domain(r)}/d/${r.uuid()}/${r.word()}-overview?orgId=${r.within(1, 40)}&from=now-6h`,
    ],
    [
      'origins',
      'ALLOWED_ORIGINS CORS_ORIGINS',
      /^https?:\/\/[\w.:-]+(,https?:\/\/[\w.:-]+)*$/,
      (r) => `https://${domain(r)},http://localhost:${r.pick(['3000', '5173'])}`,
    ],
    [
      'network address',
      'PROXY_HOST ALLOWED_CIDR',
      /^(\d{1,3}\.){3}\d{1,3}(\/\d\d|:\d+)?$/,
      (r) => `10.${r.whole(256)}.${r.whole(256)}.${r.whole(256)}${r.pick(['/16', '/24', ':8080', ''])}`,
    ],
    [
      'address of a mailbox',
      'FROM_EMAIL SUPPORT_ADDRESS ADMIN_EMAIL SES_FROM_ADDRESS',
      /^("?[A-Z][a-z]+"? <)?[\w.+-]+@[\w.-]+>?$/,
      (r) =>
        r.pick([
          `no-reply@${r.word()}.example.com`,
          `${r.word()}+alerts@example.org`,
          `Support <help@${r.word()}.example.com>`,
        ]),
    ],
  ),
  ...formatsOf(
    'generic',
    'docs of Node.js, AWS Lambda Powertools, OpenTelemetry, EventBridge: settings',
    [
      'JSON configuration',
      'APP_CONFIG FEATURE_CONFIG RETRY_POLICY PASSWORD_POLICY_JSON',
      /^\{"[A-Za-z]+":.+\}$/,
      (r) =>
        r.pick([
          JSON.stringify({ retries: r.within(1, 9), timeoutMs: 1000 * r.within(1, 30), region: r.region() }),
          JSON.stringify({ minLength: r.within(8, 16), requireNumbers: true, tokenTtl: 3600 }),
          JSON.stringify({
            theme: 'dark',
            plans: ['free', 'pro'],
            currency: r.pick(['EUR', 'JPY']),
            limit: r.whole(500),
          }),
        ]),
    ],
    [
      'configuration in base64',
      'APP_CONFIG_B64 SETTINGS_BASE64',
      /^[A-Za-z0-9+/]{60,300}={0,2}$/,
      (r) =>
        encode(
          r.pick([
            JSON.stringify({
              featureFlags: { newCheckout: true, betaSearch: false },
              region: r.region(),
              limit: r.whole(1000),
            }),
            `log_level: info\nregion: ${r.region()}\ntable: ${r.word()}-${r.stage()}\nretries: ${r.whole(9)}\n`,
          ]),
        ),
    ],
    [
      'image in base64',
      'LOGO_DATA_URI PLACEHOLDER_IMAGE BLUR_DATA_URL',
      /^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]{100,400}={0,2}$/,
      (r) =>
        `data:image/png;base64,${Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), r.bytes(r.within(80, 200))]).toString('base64')}`,
    ],
    [
      'cron expression',
      'SCHEDULE CRON_EXPRESSION',
      /^([\d*/,-]+ ){4}[\d*/,-]+$/,
      (r) => `${r.whole(60)} ${r.whole(24)} * * ${r.pick(['*', '1-5', '0'])}`,
    ],
    [
      'feature flags',
      'FEATURE_FLAGS ENABLED_FEATURES',
      /^[\w,:=-]+$/,
      (r) => `${r.word()}-v2,${r.word()}-beta,new-${r.word()}`,
    ],
    [
      'version',
      'APP_VERSION RELEASE_VERSION API_VERSION',
      /^v?\d+\.\d+\.\d+(-[\w.]+)?(\+[0-9a-f]+)?$/,
      (r) => `${r.pick(['', 'v'])}${version(r)}${r.pick(['', '-rc.1', `+${r.hex(7)}`])}`,
    ],
    ['environment', 'NODE_ENV STAGE APP_ENV', /^[a-z]+$/, (r) => r.pick(['development', 'test', r.stage()])],
    [
      'log level',
      'LOG_LEVEL POWERTOOLS_LOG_LEVEL',
      /^[A-Za-z]+$/,
      among('debug', 'INFO', 'warn', 'ERROR', 'trace', 'silent'),
    ],
    [
      'Node.js options',
      'NODE_OPTIONS LAMBDA_NODE_OPTIONS',
      /^--[\w=./ -]+$/,
      (r) => `--enable-source-maps --max-old-space-size=${r.within(128, 4096)}`,
    ],
    [
      'service name',
      'POWERTOOLS_SERVICE_NAME OTEL_SERVICE_NAME DD_SERVICE',
      WORDS,
      (r) => `${r.word()}-${r.pick(['token-service', 'api', 'worker', 'secret-rotator'])}`,
    ],
    [
      'resource attributes',
      'OTEL_RESOURCE_ATTRIBUTES DD_TAGS',
      /^[\w.]+[=:][\w.-]+(,[\w.]+[=:][\w.-]+)*$/,
      (r) => `service.name=${r.word()},service.version=${version(r)},deployment.environment=${r.stage()}`,
    ],
    [
      'locale',
      'DEFAULT_LOCALE LANG',
      /^[a-z]{2}([-_][A-Z]{2})?(\.UTF-8)?$/,
      among('en-US', 'ja-JP', 'de', 'pt_BR.UTF-8', 'fr-CA'),
    ],
    [
      'time zone',
      'TIMEZONE DEFAULT_TZ',
      /^[A-Za-z_]+(\/[A-Za-z_]+)?$/,
      among('UTC', 'Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'America/Sao_Paulo'),
    ],
    [
      'model name',
      'OPENAI_MODEL LLM_MODEL EMBEDDING_MODEL',
      /^[\w./:-]+$/,
      among(
        'gpt-4o-mini',
        'claude-3-7-sonnet-20250219',
        'text-embedding-3-small',
        'mistral-large-latest',
        'meta-llama/Llama-3.3-70B-Instruct',
        'gemini-2.0-flash',
      ),
    ],
    [
      'prompt',
      'SYSTEM_PROMPT ASSISTANT_INSTRUCTIONS',
      /^[A-Z][\w ,.'-]+\.$/,
      (r) =>
        `You answer questions about ${r.word()} and ${r.word()}. ${r.pick(['Never reveal the password of a user.', 'If a token has expired, ask to sign in again.', 'Keep it short.'])}`,
    ],
    [
      'message template',
      'SMS_TEMPLATE OTP_MESSAGE PASSWORD_EMAIL_SUBJECT',
      /^[A-Z][\w ,.:{}#'!]+$/,
      (r) =>
        r.pick([
          `Your ${r.word()} code is {####}`,
          'Reset your password',
          `Welcome to ${r.word()}! Your token expires in {minutes} minutes.`,
        ]),
    ],
    [
      'date',
      'CUTOVER_DATE TOKEN_VALID_FROM KEY_CREATED_AT',
      /^20\d\d-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/,
      (r) => `202${r.within(3, 6)}-0${r.within(1, 9)}-1${r.whole(10)}${r.pick(['', 'T00:00:00Z'])}`,
    ],
    [
      'query',
      'HEALTH_QUERY REPORT_SQL',
      /^(SELECT|query) .+$/,
      (r) =>
        r.pick([
          `SELECT id, password_changed_at FROM ${r.word()} WHERE created_at > now() - interval '${r.within(1, 30)} days'`,
          `query { list${r.word()}(limit: ${r.within(1, 100)}) { items { id } } }`,
        ]),
    ],
  ),
];

/**
 * The formats, known to whoever tunes the rules, of values that are no credentials and look like some, or have names
 * that do. Some values could be either, such as a Google API key: what their names say decides.
 */
export const harmlessFormats: readonly Format[] = [...aws, ...published, ...keys, ...settings];
