import { type Format, formatsOf } from './format.js';
import { heldOutIdentifiers } from './held-out-identifiers.js';
import { heldOutPublicKeysAndNames } from './held-out-public-keys-and-names.js';
import { encode, type RandomText } from './random-text.js';

const among =
  (...values: readonly [string, ...string[]]) =>
  (r: RandomText) =>
    r.pick(values);
const domain = (r: RandomText) =>
  `${r.pick(['', 'www.', 'api.', 'login.'])}${r.word()}.${r.pick(['example.com', 'acme.dev', 'example.org'])}`;
const version = (r: RandomText) => `${r.whole(20)}.${r.whole(30)}.${r.whole(10)}`;

const settings: readonly Format[] = [
  ...formatsOf(
    'address',
    'RFC 3986; docs of libpq, MongoDB (MONGODB-AWS), Redis, Celery, S3: addresses without credentials',
    [
      'database without password',
      'DATABASE_URL POSTGRES_URL MONGODB_URI DB_CONNECTION_STRING',
      /^(postgres(ql)?|mongodb(\+srv)?|mysql|cockroachdb):\/\/[\w.-]+(:\d+)?\/\w*(\?[\w=&%$.-]+)?$/,
      (r) =>
        r.pick([
          `postgresql://localhost:5432/${r.word()}_dev`,
          `mongodb+srv://${r.word()}.${r.lower(6)}.mongodb.net/${r.word()}?authSource=%24external&authMechanism=MONGODB-AWS`,
          `postgres://${r.word()}.cluster-${r.lower(12)}.${r.region()}.rds.amazonaws.com:5432/${r.word()}`,
          `mysql://127.0.0.1:3306/${r.word()}`,
        ]),
    ],
    [
      'keywords without password',
      'PG_CONNECTION DATABASE_DSN POSTGRES_DSN',
      /^host=[\w.-]+ port=5432 dbname=\w+ user=\w+ sslmode=[a-z-]+$/,
      (r) =>
        `host=${r.word()}.proxy-${r.lower(12)}.${r.region()}.rds.amazonaws.com port=5432 dbname=${r.word()} user=iam_app sslmode=${r.pick(['require', 'verify-full'])}`,
    ],
    [
      'cache without password',
      'REDIS_URL CACHE_URL SESSION_REDIS_URL',
      /^rediss?:\/\/[\w.-]+:6379(\/\d)?$/,
      (r) =>
        r.pick([
          `rediss://${r.word()}-${r.lower(6)}.serverless.use1.cache.amazonaws.com:6379`,
          `redis://${r.word()}.internal:6379/${r.whole(9)}`,
          `rediss://master.${r.word()}.${r.lower(6)}.use1.cache.amazonaws.com:6379`,
        ]),
    ],
    [
      'broker without password',
      'CELERY_BROKER_URL MQTT_URL NATS_URL MESSAGE_BROKER_URL',
      /^(sqs|mqtts?|nats|amqps?):\/\/([\w.-]+(:\d+)?)?$/,
      (r) =>
        r.pick([
          'sqs://',
          `mqtts://a${r.lower(13)}-ats.iot.${r.region()}.amazonaws.com:8883`,
          `nats://${r.word()}.internal:4222`,
          `amqps://b-${r.uuid()}.mq.${r.region()}.amazonaws.com:5671`,
        ]),
    ],
    [
      'object address',
      'CONFIG_S3_URI MODEL_URI TEMPLATE_URI SECRETS_FILE_URI',
      /^s3:\/\/[a-z0-9-]+\/[\w./-]+$/,
      (r) =>
        `s3://${r.word()}-${r.stage()}-${r.lower(12)}/${r.pick(['config/app.json', 'models/v3/model.tar.gz', 'templates/reset-password.html'])}`,
    ],
    [
      'host',
      'SMTP_HOST LDAP_HOST SFTP_HOST MAIL_SERVER KEYCLOAK_HOST',
      /^([\w.-]+|ldaps?:\/\/[\w.-]+(:\d+)?)$/,
      (r) =>
        r.pick([
          `email-smtp.${r.region()}.amazonaws.com`,
          `ldaps://ad.${r.word()}.example.com:636`,
          `sftp.${r.word()}.example.com`,
          `${r.word()}.internal`,
          'smtp.sendgrid.net',
        ]),
    ],
    [
      'public feed',
      'FEED_URL EXCHANGE_RATES_URL STATUS_PAGE_URL OPENAPI_URL SITEMAP_URL',
      /^https:\/\/[\w.-]+\/[\w./-]*(\?[\w=&,-]+)?$/,
      (r) =>
        `https://${domain(r)}/${r.pick(['feed.xml', 'v1/latest?base=EUR&symbols=USD,JPY', 'openapi.json', 'sitemap.xml', 'api/v2/orders?sort=key&page=2'])}`,
    ],
    [
      'image with a hash in its path',
      'HERO_IMAGE_URL DEFAULT_AVATAR OG_IMAGE',
      /^https:\/\/[\w.-]+\/[\w/.-]+\.(png|jpg|webp)(\?[\w=&.,-]+)?$/,
      (r) =>
        r.pick([
          `https://images.ctfassets.net/${r.lower(12)}/${r.alnum(22)}/${r.hex(32)}/hero.png`,
          `https://res.cloudinary.com/${r.word()}/image/upload/v17${r.digits(8)}/${r.lower(20)}.webp`,
          `https://${domain(r)}/avatars/${r.uuid()}.jpg?w=256&q=75`,
        ]),
    ],
    [
      'lists of networks',
      'ALLOWED_IPS IP_ALLOWLIST TRUSTED_PROXIES NO_PROXY',
      /^[\w.:/*-]+(,[\w.:/*-]+)+$/,
      (r) =>
        r.pick([
          `10.${r.whole(256)}.0.0/16,192.168.${r.whole(256)}.0/24`,
          `2001:db8:${r.hex(4)}::/48,203.0.113.${r.whole(256)}/32`,
          `localhost,169.254.169.254,.internal,${r.word()}.example.com`,
        ]),
    ],
    [
      'list of mailboxes',
      'ADMIN_EMAILS ALERT_RECIPIENTS ALLOWED_USERS REPORT_CC',
      /^[\w.+-]+@[\w.-]+(, ?[\w.+-]+@[\w.-]+)+$/,
      (r) => `${r.word()}@${r.word()}.example.com,${r.word()}+ops@example.org${r.pick(['', ', oncall@example.net'])}`,
    ],
    [
      'list of domains',
      'ALLOWED_DOMAINS IMAGE_DOMAINS COOKIE_DOMAIN ALLOWED_EMAIL_DOMAINS',
      /^\.?[\w*.-]+(,[\w*.-]+)*$/,
      (r) =>
        r.pick([
          `.${r.word()}.example.com`,
          `${domain(r)},*.${r.word()}.example.com`,
          `example.com,example.org,${r.word()}.dev`,
        ]),
    ],
  ),
  ...formatsOf(
    'web server',
    'docs of Next.js (headers, env), Helmet, MDN: Content-Security-Policy, Permissions-Policy, Strict-Transport-Security, Cache-Control',
    [
      'policy of content',
      'CSP_POLICY CONTENT_SECURITY_POLICY_REPORT_ONLY NEXT_PUBLIC_CSP',
      /^default-src 'self'; script-src 'self' 'nonce-[\w+/=]{16,24}' https:\/\/[\w.-]+; connect-src 'self' https:\/\/\*\.amazonaws\.com; frame-ancestors 'none'$/,
      (r) =>
        `default-src 'self'; script-src 'self' 'nonce-${r.base64(16)}' https://js.stripe.com; connect-src 'self' https://*.amazonaws.com; frame-ancestors 'none'`,
    ],
    [
      'other headers',
      'HSTS_HEADER PERMISSIONS_POLICY CACHE_CONTROL REFERRER_POLICY',
      /^[\w-]+[\w=;(), -]*$/,
      among(
        'max-age=63072000; includeSubDomains; preload',
        'camera=(), microphone=(), geolocation=()',
        'public, max-age=31536000, immutable',
        's-maxage=60, stale-while-revalidate=300',
        'strict-origin-when-cross-origin',
      ),
    ],
    [
      'cookie settings',
      'SESSION_COOKIE_OPTIONS COOKIE_SETTINGS AUTH_COOKIE_ATTRIBUTES',
      /^(\{"httpOnly":true,"secure":true,"sameSite":"\w+","maxAge":\d+\}|Path=\/; HttpOnly; Secure; SameSite=\w+)$/,
      (r) =>
        r.pick([
          JSON.stringify({
            httpOnly: true,
            secure: true,
            sameSite: r.pick(['lax', 'strict']),
            maxAge: r.within(1, 90) * 86_400,
          }),
          `Path=/; HttpOnly; Secure; SameSite=${r.pick(['Lax', 'Strict'])}`,
        ]),
    ],
    [
      'branch',
      'AWS_BRANCH GIT_BRANCH VERCEL_GIT_COMMIT_REF',
      /^[\w/.-]+$/,
      (r) =>
        r.pick([
          `feature/rotate-${r.word()}-secret`,
          `refs/heads/release/${version(r)}`,
          `dependabot/npm_and_yarn/next-auth-${version(r)}`,
          `fix/${r.word()}-token-expiry`,
        ]),
    ],
    [
      'commit message',
      'VERCEL_GIT_COMMIT_MESSAGE COMMIT_MESSAGE BUILD_MESSAGE',
      /^[A-Z][\w .,'#/-]+$/,
      (r) =>
        r.pick([
          `Rotate the API key of ${r.word()}`,
          `Merge pull request #${r.digits(3)} from acme/${r.word()}-tokens`,
          `Read the ${r.word()} password from Secrets Manager`,
          `Release ${version(r)}`,
        ]),
    ],
    ['port', 'PORT AWS_LWA_PORT METRICS_PORT', /^\d{4}$/, (r) => `${r.within(3000, 9999)}`],
    [
      'path',
      'AWS_LWA_READINESS_CHECK_PATH NEXT_PUBLIC_BASE_PATH HEALTH_PATH PASSWORD_RESET_ROUTE',
      /^(\/[a-z-]+)+$/,
      (r) => r.pick(['/healthz', '/api/health', `/${r.word()}`, `/${r.word()}/reset-password`]),
    ],
  ),
  ...formatsOf(
    'runtime',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html; docs of Powertools for AWS Lambda, OpenTelemetry, Prisma, Puppeteer, Datadog',
    [
      'wrapper and paths',
      'AWS_LAMBDA_EXEC_WRAPPER LD_LIBRARY_PATH PYTHONPATH FONTCONFIG_PATH CHROMIUM_PATH',
      /^\/[\w/.:-]+$/,
      among(
        '/opt/bootstrap',
        '/opt/otel-handler',
        '/var/task:/opt/python',
        '/opt/lib:/var/task/lib',
        '/opt/nodejs/node_modules',
        '/tmp/chromium',
        '/opt/fonts',
      ),
    ],
    [
      'handler',
      'DD_LAMBDA_HANDLER ORIG_HANDLER LAMBDA_HANDLER',
      /^[\w./-]+\.(handler|main)$/,
      (r) =>
        `${r.pick(['dist/', 'src/', ''])}${r.word()}${r.pick(['/index', '', '/rotate-token'])}.${r.pick(['handler', 'main'])}`,
    ],
    [
      'namespace of metrics',
      'POWERTOOLS_METRICS_NAMESPACE METRICS_NAMESPACE CW_NAMESPACE',
      /^[A-Z][\w/-]+$/,
      (r) => `Acme/${r.word().replace(/^./, (c) => c.toUpperCase())}/${r.stage()}`,
    ],
    [
      'rate',
      'SAMPLE_RATE TRACES_SAMPLE_RATE POWERTOOLS_LOGGER_SAMPLE_RATE SENTRY_TRACES_SAMPLE_RATE',
      /^[01](\.\d{1,2})?$/,
      (r) => r.pick(['0', '1', `0.${r.of('123456789', 1)}`, `0.0${r.of('123456789', 1)}`]),
    ],
    [
      'number',
      'BATCH_SIZE MAX_RETRIES CONNECTION_POOL_SIZE RATE_LIMIT_TOKENS_PER_MINUTE MAX_OUTPUT_TOKENS PAGE_SIZE',
      /^\d{1,7}$/,
      (r) => `${r.pick([r.within(1, 500), 1000 * r.within(1, 200), 4096, 90_000])}`,
    ],
    [
      'size and duration',
      'MAX_UPLOAD_SIZE REQUEST_TIMEOUT LOCK_TTL BODY_LIMIT LEASE_DURATION',
      /^(\d+(kb|mb|MiB|ms|s|m)|PT\d+[SM])$/,
      (r) =>
        r.pick([
          `${r.within(1, 50)}mb`,
          `${r.within(1, 64)}MiB`,
          `${r.within(100, 9000)}ms`,
          `PT${r.within(1, 59)}S`,
          `${r.within(1, 59)}s`,
        ]),
    ],
    [
      'binary targets',
      'PRISMA_CLI_BINARY_TARGETS PRISMA_BINARY_TARGETS',
      /^[a-z0-9.,-]+$/,
      among(
        'native,rhel-openssl-3.0.x',
        'rhel-openssl-1.0.x',
        'native,linux-arm64-openssl-3.0.x',
        'linux-musl-openssl-3.0.x',
      ),
    ],
    [
      'debug scopes',
      'DEBUG LOG_NAMESPACES NODE_DEBUG',
      /^-?[\w:*-]+(,-?[\w:*-]+)*$/,
      (r) =>
        r.pick([`${r.word()}:*,-${r.word()}:token`, 'prisma:query', 'http,tls,net', `app:${r.word()}`, 'next-auth,*']),
    ],
    [
      'user agent',
      'USER_AGENT HTTP_USER_AGENT CRAWLER_UA',
      /^[\w-]+\/[\d.]+ \([\w;:/ .+-]+\)( [\w/. -]+)?$/,
      (r) =>
        r.pick([
          `acme-${r.word()}/${version(r)} (+https://${domain(r)}/bot)`,
          `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${r.within(100, 140)}.0.0.0`,
        ]),
    ],
    [
      'regions and zones',
      'REPLICA_REGIONS AVAILABILITY_ZONES ALLOWED_REGIONS',
      /^[a-z]+-[a-z]+-\d[a-c]?(,[a-z]+-[a-z]+-\d[a-c]?)+$/,
      (r) => {
        const region = r.region();
        return r.pick([`${region}a,${region}b`, `${r.region()},${r.region()}`, `${region}a,${region}b,${region}c`]);
      },
    ],
  ),
  ...formatsOf(
    'content',
    'docs of Intl, ISO 4217, ISO 3166, RFC 6838, Handlebars, JSON Schema, JSONPath, EventBridge (patterns), GraphQL, YAML',
    [
      'locales',
      'SUPPORTED_LOCALES NEXT_PUBLIC_LOCALES I18N_LANGUAGES',
      /^[a-z]{2}(-[A-Z]{2})?(,[a-z]{2}(-[A-Z]{2})?)+$/,
      (r) => r.pick(['en,de,fr,ja', 'en-US,ja-JP', `pt-BR,es-MX,${r.pick(['it', 'nl', 'sv'])}`, 'de-DE,de-AT,de-CH']),
    ],
    [
      'currencies and countries',
      'SUPPORTED_CURRENCIES SHIPPING_COUNTRIES DEFAULT_CURRENCY',
      /^[A-Z]{2,3}(,[A-Z]{2,3})*$/,
      (r) => r.pick(['EUR', 'USD,EUR,GBP,JPY', 'DE,AT,CH', `US,CA,${r.pick(['MX', 'GB', 'AU'])}`]),
    ],
    [
      'media types',
      'ALLOWED_MIME_TYPES ACCEPTED_FILE_TYPES UPLOAD_EXTENSIONS',
      /^[\w./+*-]+(, ?[\w./+*-]+)+$/,
      among(
        'image/png,image/jpeg,image/webp',
        '.pdf,.docx,.xlsx',
        'text/csv, application/json',
        'application/vnd.ms-excel,text/csv',
      ),
    ],
    [
      'flags as JSON',
      'FEATURE_FLAGS_JSON EXPERIMENTS TOGGLES',
      /^\{("\w+":(true|false|\d+|"[\w-]+"),?)+\}$/,
      (r) =>
        JSON.stringify({
          [`new_${r.word()}`]: r.chance(0.5),
          passwordless: r.chance(0.5),
          tokenBudget: r.within(100, 900),
        }),
    ],
    [
      'configuration as JSON',
      'LLM_CONFIG PIPELINE_CONFIG WEBHOOK_CONFIG QUEUE_CONFIG RATE_LIMITS',
      /^\{"\w+":.+\}$/,
      (r) =>
        r.pick([
          JSON.stringify({ model: 'gpt-4o-mini', maxTokens: 1024 * r.within(1, 8), temperature: 0.2, stop: ['\n'] }),
          JSON.stringify({
            url: `https://${domain(r)}/hooks/${r.word()}`,
            retries: r.within(1, 9),
            secretName: `${r.word()}/webhook`,
          }),
          JSON.stringify({ default: { tokens: r.within(10, 900), interval: '1m' }, burst: r.within(10, 99) }),
        ]),
    ],
    [
      'configuration as YAML',
      'APP_YAML OTEL_CONFIG COLLECTOR_CONFIG_YAML',
      /^[a-z]+:\n( {2}[\w-]+: [\w.:/-]+\n)+$/,
      (r) =>
        `service:\n  name: ${r.word()}\n  endpoint: localhost:4317\n  token-header: x-api-key\n  interval: ${r.within(1, 60)}s\n`,
    ],
    [
      'text in base64',
      'EMAIL_TEMPLATE_B64 ROBOTS_TXT_B64 REDIRECTS_BASE64 COLLECTOR_CONFIG_B64',
      /^[A-Za-z0-9+/]{60,400}={0,2}$/,
      (r) =>
        encode(
          r.pick([
            `<html><body><p>Hello {{name}}, your ${r.word()} report of ${r.word()} is ready.</p></body></html>`,
            `User-agent: *\nDisallow: /admin\nDisallow: /${r.word()}\nSitemap: https://${domain(r)}/sitemap.xml\n`,
            `receivers:\n  otlp:\n    protocols: [grpc, http]\nexporters:\n  awsxray:\n    region: ${r.region()}\n    index: ${r.word()}\n`,
          ]),
        ),
    ],
    [
      'icon as data',
      'ICON_DATA_URI FAVICON_DATA BRAND_LOGO_SVG',
      /^data:image\/svg\+xml(;base64,[A-Za-z0-9+/]{100,300}={0,2}|;utf8,<svg [\w ='":/.<>-]+<\/svg>)$/,
      (r) => {
        const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${r.within(16, 64)} 64'><path d='M${r.whole(9)} ${r.whole(9)}h${r.digits(2)}v${r.digits(2)}z'/></svg>`;
        return r.pick([`data:image/svg+xml;base64,${encode(svg)}`, `data:image/svg+xml;utf8,${svg}`]);
      },
    ],
    [
      'pattern of events',
      'EVENT_PATTERN EVENT_FILTER FILTER_POLICY',
      /^\{"(source|detail-type|detail)":.+\}$/,
      (r) =>
        JSON.stringify({
          source: [`acme.${r.word()}`],
          'detail-type': [r.pick(['Token Issued', 'Password Changed', 'Order Placed'])],
        }),
    ],
    [
      'pattern of text',
      'EMAIL_REGEX SLUG_PATTERN ROUTE_PATTERN PUBLIC_PATHS_REGEX',
      /^[\^/].+$/,
      among(
        '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
        '^[a-z0-9]+(-[a-z0-9]+)*$',
        '/((?!api|_next/static|favicon.ico).*)',
        '^/(sign-in|sign-up|forgot-password)(/.*)?$',
        '^\\+[1-9]\\d{1,14}$',
      ),
    ],
    [
      'template of a subject',
      'SUBJECT_TEMPLATE VERIFICATION_MESSAGE LOCKOUT_MESSAGE',
      /^[A-Z][\w ,.!:{}'-]+$/,
      (r) =>
        r.pick([
          `Your new ${r.word()} password was set on {{date}}`,
          'Welcome, {{name}}. Please confirm your address.',
          `Someone signed in to ${r.word()} with your API key.`,
          'Too many attempts. Try again in {minutes} minutes.',
        ]),
    ],
    [
      'selection',
      'JMESPATH_QUERY EXPORT_COLUMNS SELECT_FIELDS LOG_INSIGHTS_QUERY',
      /^[\w .,|[\]?`'*@=>-]+$/,
      (r) =>
        r.pick([
          `id,email,password_changed_at,${r.word()}_id`,
          "items[?status=='ACTIVE'].id | [0]",
          `fields @timestamp, @message | sort @timestamp desc | limit ${r.within(10, 200)}`,
        ]),
    ],
    [
      'table name',
      'ORDERS_TABLE REFRESH_TOKENS_TABLE_NAME CREDENTIALS_TABLE PASSKEYS_TABLE',
      /^[\w.-]+-[A-Z0-9]{12,14}$/,
      (r) =>
        `${r.word()}-${r.stage()}-${r.pick(['RefreshTokens', 'Passkeys', 'Orders', 'ApiKeys'])}Table${r.hex(8).toUpperCase()}-${r.upper(r.within(12, 13))}`,
    ],
    [
      'job expressions',
      'SCHEDULES CLEANUP_CRONS TOKEN_CLEANUP_CRON',
      /^((@daily|@hourly)|([\d*/]+ ){4}[\d*]( ?\| ?([\d*/]+ ){4}[\d*])?)$/,
      (r) =>
        r.pick(['@daily', '@hourly', `*/${r.within(2, 30)} * * * *`, `${r.whole(60)} 3 * * 1|0 ${r.whole(24)} 1 * *`]),
    ],
  ),
];

/** The formats of harmless values by which the rules are judged: of other kinds than those that they were tuned to. */
export const heldOutHarmless: readonly Format[] = [...heldOutIdentifiers, ...heldOutPublicKeysAndNames, ...settings];
