import { type Format, formatsOf, HEX_32, UUID } from './format.js';
import { encode, moment, pem, publicKey, type RandomText } from './random-text.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const uuid = (r: RandomText) => r.uuid();
const arn = (r: RandomText, service: string, resource: string) =>
  `arn:aws:${service}:${r.region()}:${r.account()}:${resource}`;
const arnOf = (service: string) => new RegExp(`^arn:aws:${service}:([a-z]+-[a-z]+-\\d)?:\\d{12}:\\S+$`);
const among =
  (...values: readonly [string, ...string[]]) =>
  (r: RandomText) =>
    r.pick(values);

const aws: readonly Format[] = [
  ...formatsOf(
    'AWS',
    'https://docs.aws.amazon.com/service-authorization/latest/reference: resource types',
    [
      'topic ARN',
      'TOPIC_ARN ALERTS_TOPIC_ARN PASSWORD_RESET_TOPIC_ARN',
      arnOf('sns'),
      (r) => arn(r, 'sns', `${r.word()}-${r.stage()}-${r.upper(12)}`),
    ],
    [
      'stream ARN',
      'TABLE_STREAM_ARN ORDERS_STREAM_ARN',
      arnOf('dynamodb'),
      (r) =>
        arn(
          r,
          'dynamodb',
          `table/Order-${r.lower(26)}-NONE/stream/2025-0${r.within(1, 9)}-1${r.whole(10)}T10:15:30.${r.digits(3)}`,
        ),
    ],
    [
      'event bus ARN',
      'EVENT_BUS_ARN EVENT_BUS',
      arnOf('events'),
      (r) => arn(r, 'events', `event-bus/${r.word()}-${r.stage()}`),
    ],
    [
      'database cluster ARN',
      'DB_CLUSTER_ARN AURORA_CLUSTER_ARN',
      arnOf('rds'),
      (r) => arn(r, 'rds', `cluster:${r.word()}-${r.stage()}-cluster-${r.lower(12)}`),
    ],
    [
      'stack id',
      'STACK_ID CFN_STACK_ID AWS_STACK_ID',
      arnOf('cloudformation'),
      (r) => arn(r, 'cloudformation', `stack/amplify-d${r.lower(13)}-main-branch-${r.hex(10)}/${r.uuid()}`),
    ],
    [
      'key value store ARN',
      'KEY_VALUE_STORE_ARN KVS_ARN',
      /^arn:aws:cloudfront::\d{12}:key-value-store\/[0-9a-f-]{36}$/,
      (r) => `arn:aws:cloudfront::${r.account()}:key-value-store/${r.uuid()}`,
    ],
    [
      'web ACL ARN',
      'WEB_ACL_ARN WAF_ACL_ARN',
      arnOf('wafv2'),
      (r) => arn(r, 'wafv2', `regional/webacl/${r.word()}-${r.stage()}/${r.uuid()}`),
    ],
    [
      'task definition ARN',
      'TASK_DEFINITION_ARN ECS_TASK_DEFINITION',
      arnOf('ecs'),
      (r) => arn(r, 'ecs', `task-definition/${r.word()}-${r.stage()}:${r.within(1, 200)}`),
    ],
    [
      'identity ARN',
      'SES_IDENTITY_ARN EMAIL_IDENTITY_ARN',
      arnOf('ses'),
      (r) => arn(r, 'ses', `identity/${r.word()}.example.com`),
    ],
  ),
  ...formatsOf(
    'AWS',
    'https://docs.aws.amazon.com: endpoints of Lambda, API Gateway, OpenSearch, ElastiCache, IoT, MSK, Cognito, CloudFront',
    [
      'function URL',
      'FUNCTION_URL TOKEN_EXCHANGE_URL',
      /^https:\/\/[a-z0-9]{32}\.lambda-url\.[a-z0-9-]+\.on\.aws\/$/,
      (r) => `https://${r.lower(32)}.lambda-url.${r.region()}.on.aws/`,
    ],
    [
      'WebSocket endpoint',
      'WEBSOCKET_URL WS_ENDPOINT NEXT_PUBLIC_WS_URL',
      /^wss:\/\/[a-z0-9]{10}\.execute-api\.[a-z0-9-]+\.amazonaws\.com\/[a-z]+$/,
      (r) => `wss://${r.lower(10)}.execute-api.${r.region()}.amazonaws.com/${r.stage()}`,
    ],
    [
      'OpenSearch endpoint',
      'OPENSEARCH_ENDPOINT ES_HOST',
      /^https:\/\/(search|vpc)-[a-z]+-[a-z0-9]{26}\.[a-z0-9-]+\.es\.amazonaws\.com$/,
      (r) => `https://${r.pick(['search', 'vpc'])}-${r.word()}-${r.lower(26)}.${r.region()}.es.amazonaws.com`,
    ],
    [
      'cache endpoint',
      'REDIS_HOST CACHE_ENDPOINT VALKEY_HOST',
      /^(master\.)?[a-z]+-[a-z]+\.[a-z0-9]{6}\.(ng\.0001|clustercfg)\.use1\.cache\.amazonaws\.com(:6379)?$/,
      (r) =>
        `${r.pick(['', 'master.'])}${r.word()}-${r.stage()}.${r.lower(6)}.${r.pick(['ng.0001', 'clustercfg'])}.use1.cache.amazonaws.com${r.pick(['', ':6379'])}`,
    ],
    [
      'brokers',
      'KAFKA_BROKERS BOOTSTRAP_SERVERS MSK_BROKERS',
      /^b-1\.[a-z]+\.[a-z0-9]{6}\.c\d\.kafka\.[a-z0-9-]+\.amazonaws\.com:909[48],b-2\.\S+$/,
      (r) => {
        const cluster = `${r.word()}.${r.lower(6)}.c${r.within(1, 9)}.kafka.${r.region()}.amazonaws.com:${r.pick(['9094', '9098'])}`;
        return `b-1.${cluster},b-2.${cluster}`;
      },
    ],
    [
      'IoT endpoint',
      'IOT_ENDPOINT AWS_IOT_ENDPOINT',
      /^a[a-z0-9]{13}-ats\.iot\.[a-z0-9-]+\.amazonaws\.com$/,
      (r) => `a${r.lower(13)}-ats.iot.${r.region()}.amazonaws.com`,
    ],
    [
      'hosted sign-in domain',
      'COGNITO_DOMAIN AUTH_DOMAIN',
      /^(https:\/\/)?[a-z]+-[a-z]+\.auth\.[a-z0-9-]+\.amazoncognito\.com$/,
      (r) => `${r.pick(['', 'https://'])}${r.word()}-${r.stage()}.auth.${r.region()}.amazoncognito.com`,
    ],
    [
      'distribution domain',
      'CDN_DOMAIN CLOUDFRONT_DOMAIN ASSETS_DOMAIN',
      /^d[a-z0-9]{13}\.cloudfront\.net$/,
      (r) => `d${r.lower(13)}.cloudfront.net`,
    ],
    [
      'endpoint of a service',
      'SECRETS_MANAGER_ENDPOINT AWS_ENDPOINT_URL_SECRETS_MANAGER KMS_ENDPOINT SSM_ENDPOINT',
      /^https:\/\/(vpce-0[0-9a-f]{16}-[a-z0-9]{8}\.)?(secretsmanager|kms|ssm)\.[a-z0-9-]+\.(vpce\.)?amazonaws\.com$/,
      (r) =>
        r.pick([
          `https://vpce-0${r.hex(16)}-${r.lower(8)}.${r.pick(['secretsmanager', 'kms'])}.${r.region()}.vpce.amazonaws.com`,
          `https://${r.pick(['secretsmanager', 'kms', 'ssm'])}.${r.region()}.amazonaws.com`,
        ]),
    ],
  ),
  ...formatsOf(
    'AWS',
    'https://docs.aws.amazon.com: identifiers of Bedrock, Verified Permissions, AppConfig, EFS, S3, X-Ray, CDK, DynamoDB',
    [
      'knowledge base id',
      'KNOWLEDGE_BASE_ID BEDROCK_KB_ID BEDROCK_AGENT_ID AGENT_ALIAS_ID',
      /^[A-Z0-9]{10}$/,
      (r) => r.upper(10),
    ],
    ['guardrail id', 'GUARDRAIL_ID BEDROCK_GUARDRAIL_IDENTIFIER', /^[a-z0-9]{12}$/, (r) => r.lower(12)],
    ['policy store id', 'POLICY_STORE_ID VERIFIED_PERMISSIONS_STORE_ID', /^[A-Za-z0-9]{22}$/, (r) => r.alnum(22)],
    [
      'AppConfig ids',
      'APPCONFIG_APPLICATION_ID APPCONFIG_ENVIRONMENT_ID APPCONFIG_PROFILE_ID',
      /^[a-z0-9]{7}$/,
      (r) => r.lower(7),
    ],
    [
      'file system ids',
      'EFS_FILE_SYSTEM_ID EFS_ACCESS_POINT_ID',
      /^fs(ap)?-0[0-9a-f]{16}$/,
      (r) => `${r.pick(['fs', 'fsap'])}-0${r.hex(16)}`,
    ],
    [
      'object version id',
      'CONFIG_OBJECT_VERSION S3_VERSION_ID TEMPLATE_VERSION_ID',
      /^[A-Za-z0-9._]{32}$/,
      (r) => r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._', 32),
    ],
    [
      'multipart ETag',
      'MANIFEST_ETAG DATASET_ETAG',
      /^"?[0-9a-f]{32}-\d{1,3}"?$/,
      (r) => r.pick([`${r.hex(32)}-${r.within(2, 400)}`, `"${r.hex(32)}-${r.within(2, 400)}"`]),
    ],
    [
      'trace header',
      'TRACE_ID XRAY_TRACE_ID',
      /^(Root=)?1-[0-9a-f]{8}-[0-9a-f]{24}(;Sampled=[01])?$/,
      (r) => r.pick([`1-${r.hex(8)}-${r.hex(24)}`, `Root=1-${r.hex(8)}-${r.hex(24)};Sampled=1`]),
    ],
    [
      'CDK assets bucket',
      'CDK_ASSETS_BUCKET ARTIFACT_BUCKET INTROSPECTION_SCHEMA_BUCKET_NAME',
      /^(cdk-hnb659fds-assets-\d{12}-[a-z0-9-]+|amplify-d[a-z0-9]{13}-ma-amplifydataamplifycod-[a-z0-9]{12})$/,
      (r) =>
        r.pick([
          `cdk-hnb659fds-assets-${r.account()}-${r.region()}`,
          `amplify-d${r.lower(13)}-ma-amplifydataamplifycod-${r.lower(12)}`,
        ]),
    ],
    [
      'index name',
      'INDEX_NAME TOKENS_BY_USER_INDEX GSI_NAME API_KEYS_INDEX',
      /^[A-Za-z]+(By|-by-)[A-Za-z]+(Index)?$/,
      (r) =>
        `${r.pick(['tokens', 'orders', 'sessions', 'apiKeys'])}${r.pick(['ByUser', 'ByCreatedAt', 'ByTenant', 'ByStatus'])}${r.pick(['', 'Index'])}`,
    ],
    [
      'resource name',
      'ROTATION_FUNCTION_NAME USER_POOL_NAME KEY_GROUP_NAME TOKEN_QUEUE_NAME SECRETS_ROTATION_LAMBDA',
      /^[a-z]+-[a-z]+-[a-z-]+-[A-Za-z0-9]{8,12}$/,
      (r) =>
        `${r.word()}-${r.stage()}-${r.pick(['rotate-secret', 'tokens', 'users', 'key-group'])}-${r.pick([r.alnum(12), r.hex(8)])}`,
    ],
    [
      'key spec',
      'KMS_KEY_SPEC KEY_USAGE KMS_SIGNING_ALGORITHM',
      /^[A-Z][A-Z0-9_]+$/,
      among('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSA_2048', 'ECC_NIST_P256', 'RSASSA_PSS_SHA_256', 'SIGN_VERIFY'),
    ],
    [
      'extension setting',
      'PARAMETERS_SECRETS_EXTENSION_HTTP_PORT SECRETS_MANAGER_TTL PARAMETERS_SECRETS_EXTENSION_CACHE_SIZE SSM_PARAMETER_STORE_TTL',
      /^\d{1,4}$/,
      (r) => r.pick(['2773', '300', '1000', '60', `${r.within(1, 900)}`]),
    ],
  ),
];

const published: readonly Format[] = [
  ...formatsOf(
    'Stripe',
    'https://docs.stripe.com/api: ids of objects; https://docs.stripe.com/payment-links',
    ['product id', 'STRIPE_PRODUCT_ID STRIPE_PRO_PRODUCT', /^prod_[A-Za-z0-9]{14}$/, (r) => `prod_${r.alnum(14)}`],
    [
      'portal configuration id',
      'STRIPE_PORTAL_CONFIG_ID STRIPE_PORTAL_CONFIGURATION',
      /^bpc_1[A-Za-z0-9]{23}$/,
      (r) => `bpc_1${r.alnum(23)}`,
    ],
    [
      'payment link',
      'STRIPE_PAYMENT_LINK NEXT_PUBLIC_CHECKOUT_URL',
      /^https:\/\/buy\.stripe\.com\/(test_)?[A-Za-z0-9]{14,18}$/,
      (r) => `https://buy.stripe.com/${r.pick(['', 'test_'])}${r.alnum(r.within(14, 18))}`,
    ],
  ),
  ...formatsOf(
    'payment page',
    'docs of Paddle (client-side tokens), Paystack, Flutterwave, Omise, Mollie and Square: what the page may hold',
    [
      'Paddle client-side token',
      'NEXT_PUBLIC_PADDLE_CLIENT_TOKEN PADDLE_CLIENT_SIDE_TOKEN',
      /^(live|test)_[0-9a-f]{27}$/,
      (r) => `${r.pick(['live', 'test'])}_${r.hex(27)}`,
    ],
    [
      'Paystack public key',
      'PAYSTACK_PUBLIC_KEY NEXT_PUBLIC_PAYSTACK_PUBLIC_KEY',
      /^pk_(live|test)_[0-9a-f]{40}$/,
      (r) => `pk_${r.pick(['live', 'test'])}_${r.hex(40)}`,
    ],
    [
      'Flutterwave public key',
      'FLW_PUBLIC_KEY NEXT_PUBLIC_FLW_PUBLIC_KEY',
      /^FLWPUBK(_TEST)?-[0-9a-f]{32}-X$/,
      (r) => `FLWPUBK${r.pick(['', '_TEST'])}-${r.hex(32)}-X`,
    ],
    [
      'Omise public key',
      'OMISE_PUBLIC_KEY NEXT_PUBLIC_OMISE_PUBLIC_KEY',
      /^pkey_(test_)?[0-9a-z]{19}$/,
      (r) => `pkey_${r.pick(['', 'test_'])}${r.lower(19)}`,
    ],
    ['Mollie profile id', 'MOLLIE_PROFILE_ID MOLLIE_PROFILE', /^pfl_[A-Za-z0-9]{10}$/, (r) => `pfl_${r.alnum(10)}`],
    [
      'Square location id',
      'SQUARE_LOCATION_ID NEXT_PUBLIC_SQUARE_LOCATION',
      /^L[A-Z0-9]{12}$/,
      (r) => `L${r.upper(12)}`,
    ],
  ),
  ...formatsOf(
    'sign-in',
    'docs of Clerk (manual JWT verification, redirects), WorkOS, Auth0 organizations, Stytch (public tokens), LIFF, WalletConnect',
    [
      'Clerk JWT public key',
      'CLERK_JWT_KEY CLERK_PEM_PUBLIC_KEY',
      /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PUBLIC KEY-----\n$/,
      (r) => pem('PUBLIC KEY', publicKey(r, 'RSA')),
    ],
    [
      'sign-in path',
      'NEXT_PUBLIC_CLERK_SIGN_IN_URL CLERK_SIGN_UP_FALLBACK_REDIRECT_URL PASSWORD_RESET_PATH',
      /^\/[a-z/-]*$/,
      among('/sign-in', '/sign-up', '/onboarding', '/dashboard', '/auth/reset-password', '/login'),
    ],
    [
      'WorkOS client id',
      'WORKOS_CLIENT_ID NEXT_PUBLIC_WORKOS_CLIENT_ID',
      /^client_01[0-9A-HJKMNP-TV-Z]{24}$/,
      (r) => `client_01${r.of(CROCKFORD, 24)}`,
    ],
    ['Auth0 organization', 'AUTH0_ORGANIZATION AUTH0_ORG_ID', /^org_[A-Za-z0-9]{16}$/, (r) => `org_${r.alnum(16)}`],
    [
      'Stytch public token',
      'STYTCH_PUBLIC_TOKEN NEXT_PUBLIC_STYTCH_PUBLIC_TOKEN',
      new RegExp(`^public-token-(live|test)-${UUID.source.slice(1)}`),
      (r) => `public-token-${r.pick(['live', 'test'])}-${r.uuid()}`,
    ],
    ['LIFF id', 'LIFF_ID NEXT_PUBLIC_LIFF_ID', /^\d{10}-[A-Za-z0-9]{8}$/, (r) => `${r.digits(10)}-${r.alnum(8)}`],
    [
      'WalletConnect project id',
      'NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID NEXT_PUBLIC_REOWN_PROJECT_ID',
      HEX_32,
      (r) => r.hex(32),
    ],
    ['hCaptcha site key', 'HCAPTCHA_SITE_KEY NEXT_PUBLIC_HCAPTCHA_SITEKEY', UUID, uuid],
  ),
  ...formatsOf(
    'analytics of a page',
    'docs of Mixpanel, Amplitude, Statsig, GrowthBook, Rollbar, Microsoft Clarity, Google Ads, TikTok, Umami: what the browser sends',
    [
      'Mixpanel project token',
      'NEXT_PUBLIC_MIXPANEL_TOKEN VITE_MIXPANEL_TOKEN NEXT_PUBLIC_AMPLITUDE_API_KEY',
      HEX_32,
      (r) => r.hex(32),
    ],
    [
      'Statsig client key',
      'NEXT_PUBLIC_STATSIG_CLIENT_KEY STATSIG_CLIENT_KEY',
      /^client-[A-Za-z0-9]{43}$/,
      (r) => `client-${r.alnum(43)}`,
    ],
    [
      'GrowthBook client key',
      'NEXT_PUBLIC_GROWTHBOOK_CLIENT_KEY GROWTHBOOK_CLIENT_KEY',
      /^sdk-[A-Za-z0-9]{16}$/,
      (r) => `sdk-${r.alnum(16)}`,
    ],
    ['Rollbar client token', 'NEXT_PUBLIC_ROLLBAR_CLIENT_TOKEN VITE_ROLLBAR_CLIENT_TOKEN', HEX_32, (r) => r.hex(32)],
    ['Clarity project id', 'NEXT_PUBLIC_CLARITY_ID CLARITY_PROJECT_ID', /^[a-z0-9]{10}$/, (r) => r.lower(10)],
    [
      'advertising ids',
      'GOOGLE_ADS_ID NEXT_PUBLIC_ADSENSE_ID TIKTOK_PIXEL_ID',
      /^(AW-\d{10}|ca-pub-\d{16}|C[A-Z0-9]{19})$/,
      (r) => r.pick([`AW-${r.digits(10)}`, `ca-pub-${r.digits(16)}`, `C${r.upper(19)}`]),
    ],
    ['Umami website id', 'NEXT_PUBLIC_UMAMI_WEBSITE_ID UMAMI_WEBSITE_ID', UUID, uuid],
    [
      'security report URI',
      'SENTRY_CSP_REPORT_URI CSP_REPORT_URI',
      /^https:\/\/o\d{6}\.ingest\.(us|de)\.sentry\.io\/api\/\d{16}\/security\/\?sentry_key=[0-9a-f]{32}$/,
      (r) =>
        `https://o${r.digits(6)}.ingest.${r.pick(['us', 'de'])}.sentry.io/api/${r.digits(16)}/security/?sentry_key=${r.hex(32)}`,
    ],
    [
      'site verification',
      'GOOGLE_SITE_VERIFICATION NEXT_PUBLIC_GOOGLE_SITE_VERIFICATION FACEBOOK_DOMAIN_VERIFICATION',
      /^([\w-]{43}|[a-z0-9]{30})$/,
      (r) => r.pick([() => r.url(43), () => r.lower(30)])(),
    ],
  ),
  ...formatsOf(
    'media and search of a page',
    'docs of ImageKit, Uploadcare, Mux, Typesense, Meilisearch, Pusher, Liveblocks: public keys',
    [
      'ImageKit public key',
      'IMAGEKIT_PUBLIC_KEY NEXT_PUBLIC_IMAGEKIT_PUBLIC_KEY',
      /^public_[A-Za-z0-9+/]{27}=$/,
      (r) => `public_${r.base64(20)}`,
    ],
    [
      'Uploadcare public key',
      'UPLOADCARE_PUBLIC_KEY NEXT_PUBLIC_UPLOADCARE_PUBLIC_KEY',
      /^[0-9a-f]{20}$/,
      (r) => r.hex(20),
    ],
    [
      'Mux playback id',
      'MUX_PLAYBACK_ID NEXT_PUBLIC_INTRO_VIDEO',
      /^[A-Za-z0-9]{44,46}$/,
      (r) => r.alnum(r.within(44, 46)),
    ],
    ['Mux environment key', 'NEXT_PUBLIC_MUX_ENV_KEY MUX_DATA_ENV_KEY', /^[a-z0-9]{26}$/, (r) => r.lower(26)],
    [
      'search-only key',
      'NEXT_PUBLIC_TYPESENSE_SEARCH_ONLY_KEY NEXT_PUBLIC_MEILISEARCH_SEARCH_KEY TYPESENSE_SEARCH_ONLY_API_KEY',
      /^([A-Za-z0-9]{32}|[0-9a-f]{64})$/,
      (r) => r.pick([() => r.alnum(32), () => r.hex(64)])(),
    ],
    [
      'Pusher app key',
      'NEXT_PUBLIC_PUSHER_KEY VITE_PUSHER_APP_KEY NEXT_PUBLIC_PUSHER_APP_KEY',
      /^[0-9a-f]{20}$/,
      (r) => r.hex(20),
    ],
    [
      'Liveblocks public key',
      'NEXT_PUBLIC_LIVEBLOCKS_PUBLIC_KEY LIVEBLOCKS_PUBLIC_KEY',
      /^pk_(dev|prod)_[\w-]{40,64}$/,
      (r) => `pk_${r.pick(['dev', 'prod'])}_${r.url(r.within(40, 64))}`,
    ],
  ),
  ...formatsOf(
    'workspace ids',
    'docs of Contentful, Sanity, Intercom, HubSpot, Mailchimp, Klaviyo, Jira, Linear, Google, Telegram, GitHub Apps: ids',
    ['Contentful space id', 'CONTENTFUL_SPACE_ID CONTENTFUL_SPACE', /^[a-z0-9]{12}$/, (r) => r.lower(12)],
    ['Sanity project id', 'SANITY_PROJECT_ID NEXT_PUBLIC_SANITY_PROJECT_ID', /^[a-z0-9]{8}$/, (r) => r.lower(8)],
    ['Intercom app id', 'INTERCOM_APP_ID NEXT_PUBLIC_INTERCOM_APP_ID', /^[a-z0-9]{8}$/, (r) => r.lower(8)],
    [
      'HubSpot portal and form ids',
      'HUBSPOT_PORTAL_ID HUBSPOT_FORM_ID HUBSPOT_FORM_GUID',
      /^(\d{8}|[0-9a-f-]{36})$/,
      (r) => r.pick([r.digits(8), r.uuid()]),
    ],
    ['Mailchimp audience id', 'MAILCHIMP_AUDIENCE_ID MAILCHIMP_LIST_ID', /^[0-9a-f]{10}$/, (r) => r.hex(10)],
    [
      'Klaviyo public key',
      'KLAVIYO_PUBLIC_API_KEY NEXT_PUBLIC_KLAVIYO_COMPANY_ID',
      /^[A-Za-z0-9]{6}$/,
      (r) => r.alnum(6),
    ],
    [
      'Jira project key',
      'JIRA_PROJECT_KEY JIRA_PROJECT',
      /^[A-Z]{3,5}$/,
      among('OPS', 'SHOP', 'BILL', 'CORE', 'INFRA'),
    ],
    [
      'calendar id',
      'GOOGLE_CALENDAR_ID CALENDAR_ID',
      /^c_[0-9a-f]{64}@group\.calendar\.google\.com$/,
      (r) => `c_${r.hex(64)}@group.calendar.google.com`,
    ],
    ['Drive folder id', 'GOOGLE_DRIVE_FOLDER_ID DRIVE_FOLDER_ID', /^1[\w-]{32}$/, (r) => `1${r.url(32)}`],
    ['Telegram chat id', 'TELEGRAM_CHAT_ID ALERTS_CHAT_ID', /^-100\d{10}$/, (r) => `-100${r.digits(10)}`],
    ['GitHub App ids', 'GITHUB_APP_ID GITHUB_INSTALLATION_ID', /^\d{6,8}$/, (r) => r.digits(r.within(6, 8))],
    [
      'channel id',
      'YOUTUBE_CHANNEL_ID YOUTUBE_PLAYLIST_ID',
      /^(UC|PL)[\w-]{22,32}$/,
      (r) => r.pick([`UC${r.url(22)}`, `PL${r.url(32)}`]),
    ],
  ),
  ...formatsOf(
    'model ids',
    'docs of OpenAI (organizations, assistants, fine-tuning), ElevenLabs voices, Replicate versions, Pinecone hosts',
    [
      'OpenAI ids',
      'OPENAI_ORG_ID OPENAI_ASSISTANT_ID OPENAI_PROJECT_ID OPENAI_ORGANIZATION',
      /^(org-|asst_|proj_|vs_)[A-Za-z0-9]{24}$/,
      (r) => `${r.pick(['org-', 'asst_', 'proj_', 'vs_'])}${r.alnum(24)}`,
    ],
    [
      'fine-tuned model',
      'OPENAI_FINE_TUNED_MODEL CLASSIFIER_MODEL',
      /^ft:gpt-4o-mini-2024-07-18:acme::[A-Za-z0-9]{8}$/,
      (r) => `ft:gpt-4o-mini-2024-07-18:acme::${r.alnum(8)}`,
    ],
    ['voice id', 'ELEVENLABS_VOICE_ID DEFAULT_VOICE_ID', /^[A-Za-z0-9]{20}$/, (r) => r.alnum(20)],
    [
      'model version',
      'REPLICATE_MODEL REPLICATE_MODEL_VERSION',
      /^[a-z]+\/[a-z]+:[0-9a-f]{64}$/,
      (r) => `acme/${r.word()}:${r.hex(64)}`,
    ],
    [
      'index host',
      'PINECONE_HOST PINECONE_INDEX_HOST',
      /^https:\/\/[a-z]+-[a-z0-9]{7}\.svc\.aped-4627-b74a\.pinecone\.io$/,
      (r) => `https://${r.word()}-${r.lower(7)}.svc.aped-4627-b74a.pinecone.io`,
    ],
  ),
  ...formatsOf(
    'hosted project',
    'docs of Vercel (system environment variables), Supabase, Convex, Turso, Upstash, LiveKit, Shopify: addresses and ids',
    [
      'Vercel ids',
      'VERCEL_PROJECT_ID VERCEL_ORG_ID VERCEL_TEAM_ID',
      /^(prj_[A-Za-z0-9]{28}|team_[A-Za-z0-9]{24})$/,
      (r) => r.pick([`prj_${r.alnum(28)}`, `team_${r.alnum(24)}`]),
    ],
    [
      'deployment host',
      'VERCEL_URL VERCEL_BRANCH_URL DEPLOY_PRIME_URL',
      /^[a-z-]+-[a-z0-9]{9}-acme\.vercel\.app$/,
      (r) => `${r.word()}-${r.word()}-${r.lower(9)}-acme.vercel.app`,
    ],
    [
      'project address',
      'SUPABASE_URL NEXT_PUBLIC_SUPABASE_URL NEXT_PUBLIC_CONVEX_URL UPSTASH_REDIS_REST_URL LIVEKIT_URL',
      /^(https|wss):\/\/[a-z0-9-]+\.(supabase\.co|convex\.cloud|upstash\.io|livekit\.cloud)$/,
      (r) =>
        r.pick([
          `https://${r.of(LETTERS, 20)}.supabase.co`,
          `https://happy-otter-${r.digits(3)}.convex.cloud`,
          `https://us1-merry-${r.word()}-${r.digits(5)}.upstash.io`,
          `wss://${r.word()}-${r.lower(8)}.livekit.cloud`,
        ]),
    ],
    [
      'database address',
      'TURSO_DATABASE_URL LIBSQL_URL DATABASE_URL',
      /^(libsql:\/\/[a-z]+-acme\.turso\.io|file:\.?\/[\w./-]+\.db)$/,
      (r) =>
        r.pick([
          `libsql://${r.word()}-acme.turso.io`,
          `file:./${r.word()}.db`,
          `file:/tmp/${r.word()}-${r.stage()}.db`,
        ]),
    ],
    [
      'shop address',
      'SHOPIFY_STORE_DOMAIN SHOPIFY_SHOP',
      /^[a-z]+-[a-z0-9]{6}\.myshopify\.com$/,
      (r) => `${r.word()}-${r.hex(6)}.myshopify.com`,
    ],
    [
      'global id',
      'SHOPIFY_LOCATION_GID DEFAULT_PRODUCT_GID',
      /^gid:\/\/shopify\/(Location|Product|Metaobject)\/\d{11,14}$/,
      (r) => `gid://shopify/${r.pick(['Location', 'Product', 'Metaobject'])}/${r.digits(r.within(11, 14))}`,
    ],
  ),
  ...formatsOf(
    'secret of another store',
    'docs of Google Secret Manager, Azure Key Vault, Vault KV, Doppler, Kubernetes: names of secrets',
    [
      'Google secret name',
      'STRIPE_SECRET_RESOURCE GCP_SECRET_NAME DB_PASSWORD_SECRET_NAME',
      /^projects\/\d{12}\/secrets\/[a-z-]+\/versions\/(latest|\d+)$/,
      (r) =>
        `projects/${r.digits(12)}/secrets/${r.pick(['stripe-key', 'db-password', 'jwt-secret'])}/versions/${r.pick(['latest', `${r.within(1, 40)}`])}`,
    ],
    [
      'Key Vault address',
      'KEY_VAULT_URL KEY_VAULT_SECRET_URI AZURE_KEYVAULT_URL',
      /^https:\/\/[a-z]+-kv\.vault\.azure\.net\/(secrets\/[a-z-]+\/[0-9a-f]{32})?$/,
      (r) =>
        `https://${r.word()}-kv.vault.azure.net/${r.pick(['', `secrets/${r.pick(['stripe-key', 'db-password'])}/${r.hex(32)}`])}`,
    ],
    [
      'Vault path',
      'VAULT_SECRET_PATH VAULT_PATH VAULT_KV_PATH',
      /^(secret|kv)\/(data\/)?[a-z]+\/[a-z]+$/,
      (r) => `${r.pick(['secret', 'kv'])}/${r.pick(['', 'data/'])}${r.word()}/${r.stage()}`,
    ],
    [
      'Kubernetes secret name',
      'K8S_SECRET_NAME TLS_SECRET_NAME IMAGE_PULL_SECRET',
      /^[a-z]+-(tls|credentials|registry|api-token)$/,
      (r) => `${r.word()}-${r.pick(['tls', 'credentials', 'registry', 'api-token'])}`,
    ],
    [
      'Doppler configuration',
      'DOPPLER_PROJECT DOPPLER_CONFIG INFISICAL_ENVIRONMENT',
      /^[a-z]+(_[a-z]+)?$/,
      (r) => r.pick(['prd', 'stg', 'dev_personal', r.word()]),
    ],
  ),
  ...formatsOf(
    'chain',
    'docs of Solana (accounts), Ethereum (EIP-155), IPFS (CIDs)',
    [
      'account address',
      'SOLANA_PROGRAM_ID TOKEN_MINT_ADDRESS TREASURY_ADDRESS',
      /^[1-9A-HJ-NP-Za-km-z]{43,44}$/,
      (r) => r.of('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', r.within(43, 44)),
    ],
    [
      'content id',
      'METADATA_CID IPFS_HASH',
      /^(Qm[1-9A-HJ-NP-Za-km-z]{44}|bafybei[a-z2-7]{52})$/,
      (r) =>
        r.pick([
          () => `Qm${r.of('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', 44)}`,
          () => `bafybei${r.base32(52).toLowerCase()}`,
        ])(),
    ],
    ['chain id', 'CHAIN_ID NEXT_PUBLIC_CHAIN_ID', /^(0x)?\d+$/, among('1', '137', '8453', '0x1', '11155111', '42161')],
  ),
  ...formatsOf(
    'record ids',
    'docs of Salesforce, Firebase Auth, Snowflake ids (Discord, X), Segment KSUID, nanoid, cuid2, TypeID, xid',
    [
      'Salesforce id',
      'SALESFORCE_RECORD_TYPE_ID SF_QUEUE_ID',
      /^0(12|0G)[A-Za-z0-9]{12}[A-Z0-5]{3}$/,
      (r) => `${r.pick(['012', '00G'])}${r.alnum(12)}${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 3)}`,
    ],
    ['Firebase user id', 'ADMIN_UID SYSTEM_USER_UID', /^[A-Za-z0-9]{28}$/, (r) => r.alnum(28)],
    ['KSUID', 'DEFAULT_WORKSPACE_ID ROOT_ORG_ID', /^2[A-Za-z0-9]{26}$/, (r) => `2${r.alnum(26)}`],
    ['nanoid', 'DEFAULT_TENANT_ID SYSTEM_ACCOUNT_ID', /^[\w-]{21}$/, (r) => r.url(21)],
    [
      'cuid',
      'DEFAULT_PLAN_ID ADMIN_USER_ID',
      /^c[a-z0-9]{23,24}$/,
      (r) => r.pick([`cl${r.lower(23)}`, `c${r.lower(23)}`]),
    ],
    [
      'TypeID',
      'DEFAULT_ORG_ID FALLBACK_CUSTOMER_ID',
      /^(org|user|cus|team)_01[0-9a-hjkmnp-tv-z]{24}$/,
      (r) => `${r.pick(['org', 'user', 'cus', 'team'])}_01${r.of(CROCKFORD, 24).toLowerCase()}`,
    ],
    [
      'UUID of time',
      'IMPORT_JOB_ID SEED_TENANT_ID',
      /^01[89][0-9a-f]{5}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
      (r) => {
        const id = `019${r.hex(5)}-${r.hex(4)}-7${r.hex(3)}-${r.of('89ab', 1)}${r.hex(3)}-${r.hex(12)}`;
        return r.pick([id, id.toUpperCase()]);
      },
    ],
    [
      'GraphQL node id',
      'DEFAULT_COLLECTION_ID GITHUB_PROJECT_NODE_ID',
      /^([A-Za-z0-9+/]{15,40}={0,2}|PVT_[A-Za-z0-9]{16})$/,
      (r) => r.pick([encode(`${r.pick(['Category', 'Product', 'Order'])}:${r.digits(5)}`), `PVT_kwDOA${r.alnum(11)}`]),
    ],
    [
      'epoch',
      'TOKENS_VALID_AFTER LAST_KEY_ROTATION CUTOFF_TIMESTAMP',
      /^17\d{8}(000)?$/,
      (r) => `${moment(r)}${r.pick(['', '000'])}`,
    ],
  ),
];

/** Identifiers and public keys by which the rules are judged, of other services and kinds than those they were tuned to. */
export const heldOutIdentifiers: readonly Format[] = [...aws, ...published];
