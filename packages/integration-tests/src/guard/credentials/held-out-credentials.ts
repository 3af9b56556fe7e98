import { type Format, formatsOf, HEX_32 } from './format.js';
import { heldOutBusinessCredentials } from './held-out-business-credentials.js';
import { heldOutPlatformCredentials } from './held-out-platform-credentials.js';
import {
  encode,
  encryptedPkcs8,
  generatedPassword,
  moment,
  PRIVATE_KEY,
  pem,
  type RandomText,
  rememberedPassword,
  sec1,
  signedToken,
  spokenPassword,
} from './random-text.js';

const PRIVATE_KEY_BLOCK = `${PRIVATE_KEY} BLOCK`;

const password = (r: RandomText) => r.pick([generatedPassword, rememberedPassword, spokenPassword])(r);
const inUrl = (r: RandomText) => r.pick([generatedPassword, spokenPassword])(r);
const PASSWORD = /^[\w@!#$?-]{8,40}$/;
const IN_URL = '[\\w-]{8,40}';
const host = (r: RandomText) => `${r.word()}-${r.stage()}.${r.lower(12)}.${r.region()}.rds.amazonaws.com`;
const day = (r: RandomText) => `202${r.within(5, 6)}0${r.within(1, 9)}1${r.whole(10)}`;

const connections: readonly Format[] = [
  ...formatsOf(
    'connection',
    'docs of the drivers: PostgreSQL libpq, Npgsql, go-sql-driver/mysql, ODBC, JDBC, Oracle, MariaDB',
    [
      'libpq keywords',
      'DATABASE_DSN PG_DSN DB_CONN',
      new RegExp(`^host=[\\w.-]+ port=5432 user=\\w+ password=${IN_URL} dbname=\\w+ sslmode=require$`),
      (r) => `host=${host(r)} port=5432 user=app password=${inUrl(r)} dbname=${r.word()} sslmode=require`,
    ],
    [
      'Npgsql keywords',
      'ConnectionStrings__Postgres POSTGRES_CONNECTION_STRING',
      new RegExp(`^Host=[\\w.-]+;Port=5432;Username=\\w+;Password=${IN_URL};Database=\\w+$`),
      (r) => `Host=${host(r)};Port=5432;Username=app;Password=${inUrl(r)};Database=${r.word()}`,
    ],
    [
      'Go MySQL DSN',
      'MYSQL_DSN DB_DSN DSN',
      new RegExp(`^\\w+:${IN_URL}@tcp\\([\\w.-]+:3306\\)/\\w+\\?parseTime=true$`),
      (r) => `${r.pick(['app', 'root'])}:${inUrl(r)}@tcp(${host(r)}:3306)/${r.word()}?parseTime=true`,
    ],
    [
      'ODBC',
      'ODBC_CONNECTION_STRING SQL_SERVER_CONNECTION',
      new RegExp(`^Driver=\\{ODBC Driver 18 for SQL Server\\};Server=[\\w.-]+;Database=\\w+;Uid=\\w+;Pwd=${IN_URL};$`),
      (r) =>
        `Driver={ODBC Driver 18 for SQL Server};Server=${r.word()}.${r.lower(12)}.${r.region()}.rds.amazonaws.com;Database=${r.word()};Uid=sa;Pwd=${inUrl(r)};`,
    ],
    [
      'JDBC with password',
      'JDBC_DATABASE_URL REDSHIFT_URL',
      new RegExp(`^jdbc:(mysql|redshift|postgresql)://[\\w.-]+:\\d{4}/\\w+\\?user=\\w+&password=${IN_URL}$`),
      (r) =>
        `jdbc:${r.pick(['mysql://{}:3306', 'redshift://{}:5439', 'postgresql://{}:5432'])}/${r.word()}?user=app&password=${inUrl(r)}`.replace(
          '{}',
          host(r),
        ),
    ],
    [
      'Oracle easy connect',
      'ORACLE_CONNECTION ORACLE_DSN',
      new RegExp(`^\\w+/${IN_URL}@//[\\w.-]+:1521/ORCL$`),
      (r) => `${r.pick(['system', 'app'])}/${inUrl(r)}@//${host(r)}:1521/ORCL`,
    ],
    [
      'MariaDB URL',
      'MARIADB_URL DATABASE_URL',
      new RegExp(`^(mariadb|mysql2)://\\w+:${IN_URL}@[\\w.-]+:3306/\\w+$`),
      (r) => `${r.pick(['mariadb', 'mysql2'])}://${r.word()}:${inUrl(r)}@db.${r.word()}.internal:3306/${r.word()}`,
    ],
    [
      'SQLAlchemy URL',
      'SQLALCHEMY_DATABASE_URI DB_URI',
      new RegExp(`^(postgresql\\+psycopg2|postgresql\\+asyncpg|mysql\\+pymysql)://\\w+:${IN_URL}@[\\w.-]+/\\w+$`),
      (r) =>
        `${r.pick(['postgresql+psycopg2', 'postgresql+asyncpg', 'mysql+pymysql'])}://${r.word()}:${inUrl(r)}@${host(r)}/${r.word()}`,
    ],
    [
      'PostgreSQL URL of a pooler',
      'DIRECT_URL SHADOW_DATABASE_URL POSTGRES_PRISMA_URL POSTGRES_URL_NON_POOLING',
      new RegExp(
        `^postgres://postgres\\.[a-z]{20}:${IN_URL}@aws-0-[a-z0-9-]+\\.pooler\\.supabase\\.com:(5432|6543)/postgres(\\?pgbouncer=true)?$`,
      ),
      (r) =>
        `postgres://postgres.${r.of('abcdefghijklmnopqrstuvwxyz', 20)}:${inUrl(r)}@aws-0-${r.region()}.pooler.supabase.com:${r.pick(['5432/postgres', '6543/postgres?pgbouncer=true'])}`,
    ],
  ),
  ...formatsOf(
    'connection',
    'docs of the clients: StackExchange.Redis, ioredis, MQTT.js, NATS, Celery, Bolt',
    [
      'StackExchange.Redis keywords',
      'REDIS_CONNECTION_STRING ConnectionStrings__Redis',
      /^[a-z]+\.redis\.cache\.windows\.net:6380,password=[A-Za-z0-9+/]{43}=,ssl=True,abortConnect=False$/,
      (r) => `${r.word()}.redis.cache.windows.net:6380,password=${r.base64(32)},ssl=True,abortConnect=False`,
    ],
    [
      'Redis URL of a user',
      'REDIS_TLS_URL BULL_REDIS_URL SESSION_STORE_URL',
      new RegExp(`^rediss://\\w+:${IN_URL}@[\\w.-]+:\\d{4,5}/\\d$`),
      (r) =>
        `rediss://${r.word()}:${inUrl(r)}@${r.word()}-${r.digits(5)}.c1.us-east-1-2.ec2.cloud.redislabs.com:${r.digits(5)}/0`,
    ],
    [
      'MQTT URL',
      'MQTT_URL MQTT_BROKER_URL',
      new RegExp(`^mqtts://\\w+:${IN_URL}@[\\w.-]+:8883$`),
      (r) => `mqtts://${r.word()}:${inUrl(r)}@${r.hex(32)}.s1.eu.hivemq.cloud:8883`,
    ],
    [
      'NATS URL',
      'NATS_URL MESSAGE_BUS_URL',
      new RegExp(`^nats://\\w+:${IN_URL}@[\\w.-]+:4222$`),
      (r) => `nats://${r.word()}:${inUrl(r)}@nats.${r.word()}.internal:4222`,
    ],
    [
      'Celery URL of SQS',
      'CELERY_BROKER_URL BROKER_URL',
      /^sqs:\/\/AKIA[A-Z2-7]{16}:[A-Za-z0-9%]{40,100}@$/,
      (r) => `sqs://AKIA${r.base32(16)}:${encodeURIComponent(r.base64(30))}@`,
    ],
    [
      'Neo4j URL',
      'NEO4J_URL GRAPH_DATABASE_URL',
      /^neo4j\+s:\/\/neo4j:[\w-]{43}@[0-9a-f]{8}\.databases\.neo4j\.io$/,
      (r) => `neo4j+s://neo4j:${r.url(43)}@${r.hex(8)}.databases.neo4j.io`,
    ],
    [
      'SFTP URL',
      'SFTP_URL PARTNER_SFTP FTP_URL',
      new RegExp(`^s?ftps?://\\w+:${IN_URL}@[\\w.-]+(:22)?/[a-z]+$`),
      (r) => `${r.pick(['sftp', 'ftps', 'ftp'])}://${r.word()}:${inUrl(r)}@files.${r.word()}.example.com/${r.word()}`,
    ],
    [
      'proxy URL',
      'HTTP_PROXY HTTPS_PROXY OUTBOUND_PROXY QUOTAGUARDSTATIC_URL',
      new RegExp(`^http://\\w+:${IN_URL}@[\\w.-]+:\\d{4}$`),
      (r) => `http://${r.word()}:${inUrl(r)}@proxy.${r.word()}.internal:${r.pick(['3128', '8080', '9293'])}`,
    ],
  ),
];

const urls: readonly Format[] = [
  ...formatsOf(
    'signed URL',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html; https://cloud.google.com/storage/docs/access-control/signed-urls; https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html',
    [
      'presigned S3 URL',
      'UPLOAD_URL PRESIGNED_URL IMPORT_FILE_URL',
      /^https:\/\/[a-z-]+\.s3\.[a-z0-9-]+\.amazonaws\.com\/\S+\?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA[A-Z2-7]{16}%2F\S+&X-Amz-Signature=[0-9a-f]{64}$/,
      (r) => {
        const region = r.region();
        const date = day(r);
        return `https://${r.word()}-${r.stage()}.s3.${region}.amazonaws.com/${r.word()}/export.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA${r.base32(16)}%2F${date}%2F${region}%2Fs3%2Faws4_request&X-Amz-Date=${date}T101530Z&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&X-Amz-Signature=${r.hex(64)}`;
      },
    ],
    [
      'signed Cloud Storage URL',
      'GCS_SIGNED_URL FEED_URL',
      /^https:\/\/storage\.googleapis\.com\/[\w-]+\/[a-z]+\.json\?X-Goog-Algorithm=GOOG4-RSA-SHA256&\S+&X-Goog-Signature=[0-9a-f]{512}$/,
      (r) => {
        const date = day(r);
        return `https://storage.googleapis.com/${r.word()}-${r.stage()}/${r.word()}.json?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=${r.word()}%40${r.word()}-${r.digits(6)}.iam.gserviceaccount.com%2F${date}%2Fauto%2Fstorage%2Fgoog4_request&X-Goog-Date=${date}T101530Z&X-Goog-Expires=604800&X-Goog-SignedHeaders=host&X-Goog-Signature=${r.hex(512)}`;
      },
    ],
    [
      'signed CloudFront URL',
      'SIGNED_ASSET_URL PRIVATE_VIDEO_URL',
      /^https:\/\/d[a-z0-9]{13}\.cloudfront\.net\/[a-z]+\.mp4\?Expires=\d{10}&Signature=[\w~-]{342}__&Key-Pair-Id=K[A-Z0-9]{13}$/,
      (r) =>
        `https://d${r.lower(13)}.cloudfront.net/${r.word()}.mp4?Expires=${moment(r)}&Signature=${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~', 342)}__&Key-Pair-Id=K${r.upper(13)}`,
    ],
  ),
  ...formatsOf(
    'keyed URL',
    'RFC 3986 query; trufflehog uri; docs of Zapier and Make: catch hooks',
    [
      'URL with key in query',
      'PARTNER_API_URL EXCHANGE_RATE_URL FEED_ENDPOINT',
      /^https:\/\/api\.[a-z]+\.example\.com\/v\d\/[a-z]+\?(api_key|apikey|access_key|token)=([0-9a-f]{32}|[A-Za-z0-9]{40})$/,
      (r) =>
        `https://api.${r.word()}.example.com/v${r.within(1, 3)}/${r.word()}?${r.pick(['api_key', 'apikey', 'access_key', 'token'])}=${r.pick([() => r.hex(32), () => r.alnum(40)])()}`,
    ],
    [
      'Zapier catch hook',
      'ZAPIER_WEBHOOK_URL LEADS_WEBHOOK_URL',
      /^https:\/\/hooks\.zapier\.com\/hooks\/catch\/\d{7,8}\/[a-z0-9]{7}\/$/,
      (r) => `https://hooks.zapier.com/hooks/catch/${r.digits(r.within(7, 8))}/${r.lower(7)}/`,
    ],
    [
      'Slack workflow trigger',
      'SLACK_WORKFLOW_WEBHOOK_URL SLACK_TRIGGER_URL',
      /^https:\/\/hooks\.slack\.com\/(triggers|workflows)\/T[A-Z0-9]{10}\/(A[A-Z0-9]{10}\/)?\d{13,18}\/[A-Za-z0-9]{24,32}$/,
      (r) =>
        r.pick([
          () => `https://hooks.slack.com/triggers/T${r.upper(10)}/${r.digits(13)}/${r.hex(32)}`,
          () => `https://hooks.slack.com/workflows/T${r.upper(10)}/A${r.upper(10)}/${r.digits(18)}/${r.alnum(24)}`,
        ])(),
    ],
  ),
];

const keys: readonly Format[] = [
  ...formatsOf(
    'key file',
    'RFC 5915, RFC 5958, RFC 9580, RFC 7517, RFC 7292; gitleaks private-key; docs of Solana: file system wallets; BIP-39',
    [
      'EC private key',
      'EC_PRIVATE_KEY JWT_SIGNING_KEY APP_STORE_CONNECT_KEY',
      /^-----BEGIN EC [P]RIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END EC [P]RIVATE KEY-----\n$/,
      (r) => pem(`EC ${PRIVATE_KEY}`, sec1(r)),
    ],
    [
      'encrypted private key',
      'ENCRYPTED_PRIVATE_KEY BOX_PRIVATE_KEY SAML_SP_KEY',
      /^-----BEGIN ENCRYPTED [P]RIVATE KEY-----(\\n[A-Za-z0-9+/=]{1,64})+\\n-----END ENCRYPTED [P]RIVATE KEY-----\\n$/,
      (r) => pem(`ENCRYPTED ${PRIVATE_KEY}`, encryptedPkcs8(r)).replaceAll('\n', '\\n'),
    ],
    [
      'PGP private key',
      'GPG_PRIVATE_KEY PGP_PRIVATE_KEY',
      /^-----BEGIN PGP [P]RIVATE KEY BLOCK-----\n\n([A-Za-z0-9+/=]{1,64}\n)+=[A-Za-z0-9+/]{4}\n-----END PGP [P]RIVATE KEY BLOCK-----\n$/,
      (r) => {
        const lines = pem(`PGP ${PRIVATE_KEY_BLOCK}`, Buffer.concat([Buffer.from('9505', 'hex'), r.bytes(1200)]));
        return lines.replace('-----\n', '-----\n\n').replace('\n-----END', `\n=${r.alnum(4)}\n-----END`);
      },
    ],
    [
      'private JWK',
      'PRIVATE_JWK JWT_SIGNING_JWK OIDC_JWK',
      /^\{"kty":"(EC|OKP)","crv":"(P-256|Ed25519)","d":"[\w-]{43}","x":"[\w-]{43}"(,"y":"[\w-]{43}")?,"kid":"[\w-]+"\}$/,
      (r) => {
        const part = () => r.bytes(32).toString('base64url');
        const key = { d: part(), x: part() };
        const form = r.pick([
          { kty: 'EC', crv: 'P-256', ...key, y: part() },
          { kty: 'OKP', crv: 'Ed25519', ...key },
        ]);
        return JSON.stringify({ ...form, kid: r.url(12) });
      },
    ],
    [
      'PKCS#12 in base64',
      'P12_BASE64 CLIENT_CERT_PFX APPLE_PASS_CERTIFICATE_P12',
      /^MII[A-Za-z0-9+/]{2700,3100}={0,2}$/,
      (r) =>
        Buffer.concat([
          Buffer.from('308209', 'hex'),
          r.bytes(1),
          Buffer.from('0201033082', 'hex'),
          r.bytes(2200),
        ]).toString('base64'),
    ],
    [
      'Solana key pair',
      'SOLANA_PRIVATE_KEY PAYER_SECRET_KEY WALLET_KEYPAIR',
      /^(\[\d{1,3}(,\d{1,3}){63}\]|[1-9A-HJ-NP-Za-km-z]{87,88})$/,
      (r) =>
        r.pick([
          () => JSON.stringify([...r.bytes(64)]),
          () => r.of('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', r.within(87, 88)),
        ])(),
    ],
    [
      'mnemonic',
      'MNEMONIC WALLET_MNEMONIC SEED_PHRASE',
      /^[a-z]+( [a-z]+){11}$/,
      (r) => Array.from({ length: 12 }, () => r.pick(BIP39)).join(' '),
    ],
  ),
];

const files: readonly Format[] = [
  ...formatsOf(
    'file in a variable',
    'https://docs.docker.com/reference/cli/docker/login; https://docs.npmjs.com/cli/configuring-npm/npmrc; https://www.gnu.org/software/inetutils/manual (netrc); https://www.dotenv.org/docs; https://dotenvx.com/docs',
    [
      'Docker login',
      'DOCKER_AUTH_CONFIG DOCKER_CONFIG_JSON',
      /^\{"auths":\{"[\w.:/-]+":\{"auth":"[A-Za-z0-9+/]{20,90}={0,2}"\}\}\}$/,
      (r) => {
        const registry = r.pick(['ghcr.io', 'https://index.docker.io/v1/', 'registry.gitlab.com']);
        return JSON.stringify({ auths: { [registry]: { auth: encode(`${r.word()}:${generatedPassword(r)}`) } } });
      },
    ],
    [
      'npmrc',
      'NPMRC NPM_RC NPM_CONFIG_CONTENT',
      /^\/\/[\w./-]+\/:_(authToken|password)=[\w+/=-]{30,90}$/,
      (r) =>
        r.pick([
          () => `//npm.${r.word()}.example.com/:_authToken=${r.uuid()}`,
          () => `//acme.jfrog.io/artifactory/api/npm/npm/:_password=${encode(r.alnum(24))}`,
        ])(),
    ],
    [
      'netrc line',
      'NETRC GIT_CREDENTIALS',
      /^machine [\w.-]+ login [\w@.-]+ password [\w-]{14,40}$/,
      (r) => `machine git.${r.word()}.example.com login ${r.word()}-bot password ${generatedPassword(r)}`,
    ],
    [
      'dotenv file in base64',
      'ENV_FILE_BASE64 DOTENV_B64',
      /^[A-Za-z0-9+/]{150,500}={0,2}$/,
      (r) =>
        encode(
          `NODE_ENV=production\nDB_HOST=${host(r)}\nDB_PASSWORD=${generatedPassword(r)}\nSESSION_SECRET=${r.hex(32)}\nLOG_LEVEL=info\n`,
        ),
    ],
    [
      'key of a dotenv vault',
      'DOTENV_KEY DOTENV_VAULT_KEY',
      /^dotenv:\/\/:key_[0-9a-f]{64}@dotenv\.org\/vault\/\.env\.vault\?environment=(production|staging)$/,
      (r) => `dotenv://:key_${r.hex(64)}@dotenv.org/vault/.env.vault?environment=${r.pick(['production', 'staging'])}`,
    ],
    ['private key of dotenvx', 'DOTENV_PRIVATE_KEY DOTENV_PRIVATE_KEY_PRODUCTION', /^[0-9a-f]{64}$/, (r) => r.hex(64)],
    [
      'settings with secrets',
      'APP_SETTINGS APPLICATION_JSON RUNTIME_CONFIG TENANT_CONFIG',
      /^\{"region":"[\w-]+","database":\{"host":"[\w.-]+","user":"\w+","password":"[^"]{8,40}"\},"retries":\d\}$/,
      (r) =>
        JSON.stringify({
          region: r.region(),
          database: { host: host(r), user: r.word(), password: password(r) },
          retries: r.within(1, 5),
        }),
    ],
  ),
];

const secrets: readonly Format[] = [
  ...formatsOf(
    'password',
    'detect-secrets keyword; pwgen(1); openssl-rand(1); https://docs.aws.amazon.com/amazon-mq/latest/developer-guide',
    ['directory password', 'LDAP_BIND_PASSWORD AD_PASSWORD LDAP_PASSWORD BIND_PW', PASSWORD, password],
    ['broker password', 'MQTT_PASSWORD KAFKA_PASSWORD MQ_PASSWORD RABBITMQ_DEFAULT_PASS', PASSWORD, password],
    [
      'password of an account',
      'SEED_ADMIN_PASSWORD TEST_USER_PASSWORD DEFAULT_USER_PASSWORD E2E_PASSWORD INITIAL_ROOT_PASSWORD',
      PASSWORD,
      password,
    ],
    ['mail password', 'IMAP_PASSWORD MAILER_PASSWORD EMAIL_PASSWORD SMTP_PASSWD', PASSWORD, password],
    [
      'password of random bytes',
      'PGPASSWORD REDIS_AUTH_TOKEN ELASTIC_PASSWORD MONGO_INITDB_ROOT_PASSWORD',
      /^[A-Za-z0-9+/]{24,43}={0,2}$/,
      (r) => r.base64(r.pick([18, 24, 32])),
    ],
    [
      'spoken password',
      'DATABASE_PASS GRAFANA_PASSWORD JENKINS_PASSWORD PORTAL_PWD',
      /^[A-Za-z]{8,15}\d$/,
      spokenPassword,
    ],
  ),
  ...formatsOf(
    'framework',
    'https://nextjs.org/docs: serverActions; https://better-auth.com/docs/installation; https://github.com/vvo/iron-session; https://payloadcms.com/docs; https://guides.rubyonrails.org/security.html; https://symfony.com/doc',
    [
      'server actions key',
      'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY NEXT_SERVER_ACTIONS_KEY',
      /^[A-Za-z0-9+/]{43}=$/,
      (r) => r.base64(32),
    ],
    [
      'auth secret',
      'BETTER_AUTH_SECRET LUCIA_SECRET PAYLOAD_SECRET KEYSTONE_SESSION_SECRET',
      /^[A-Za-z0-9+/]{24,64}={0,2}$/,
      (r) => r.pick([() => r.base64(32), () => r.hex(48), () => r.alnum(32), () => r.hex(24)])(),
    ],
    [
      'cookie password',
      'IRON_SESSION_PASSWORD SECRET_COOKIE_PASSWORD COOKIE_PASSWORD',
      /^[\w-]{32,48}$/,
      (r) => r.pick([() => r.alnum(32), () => r.url(48), () => r.hex(40)])(),
    ],
    [
      'preview secret',
      'PREVIEW_SECRET DRAFT_SECRET_TOKEN SANITY_REVALIDATE_SECRET CONTENTFUL_PREVIEW_SECRET',
      /^([A-Za-z0-9]{20,24}|[0-9a-f]{32}|[a-z]+-[a-z]+-[0-9a-f]{8})$/,
      (r) => r.pick([() => r.alnum(r.within(20, 24)), () => r.hex(32), () => `${r.word()}-preview-${r.hex(8)}`])(),
    ],
    ['Rails master key', 'RAILS_MASTER_KEY RAILS_PRODUCTION_KEY', HEX_32, (r) => r.hex(32)],
    ['Symfony secret', 'APP_SECRET SYMFONY_SECRET', HEX_32, (r) => r.hex(32)],
    [
      'list of app keys',
      'APP_KEYS SESSION_KEYS KOA_KEYS',
      /^[A-Za-z0-9+/]{22}==(,[A-Za-z0-9+/]{22}==){1,3}$/,
      (r) => Array.from({ length: r.within(2, 4) }, () => r.base64(16)).join(','),
    ],
    [
      'field encryption key',
      'PRISMA_FIELD_ENCRYPTION_KEY CLOAK_MASTER_KEY',
      /^k1\.aesgcm256\.[\w-]{43}=$/,
      (r) => `k1.aesgcm256.${r.bytes(32).toString('base64url')}=`,
    ],
    [
      'pepper',
      'PASSWORD_PEPPER AUTH_PEPPER TOKEN_PEPPER',
      /^([0-9a-f]{64}|[A-Za-z0-9+/]{32})$/,
      (r) => r.pick([() => r.hex(64), () => r.base64(24)])(),
    ],
  ),
  ...formatsOf(
    'shared secret',
    'RFC 2104, RFC 6750, RFC 7617; gitleaks generic-api-key, curl-auth-header; OpenTelemetry docs: OTLP headers',
    [
      'list of API keys',
      'API_KEYS VALID_API_KEYS ALLOWED_TOKENS CLIENT_KEYS',
      /^[A-Za-z0-9_-]{32,48}(,[A-Za-z0-9_-]{32,48}){1,3}$/,
      (r) => {
        const make = r.pick([() => r.hex(32), () => r.alnum(40), () => r.url(43)]);
        return Array.from({ length: r.within(2, 4) }, make).join(',');
      },
    ],
    [
      'keys by version',
      'ENCRYPTION_KEYS SIGNING_KEYS HMAC_KEYS',
      /^(\{"1":"[0-9a-f]{64}","2":"[0-9a-f]{64}"\}|v1:[A-Za-z0-9+/]{43}=,v2:[A-Za-z0-9+/]{43}=)$/,
      (r) =>
        r.pick([() => JSON.stringify({ 1: r.hex(64), 2: r.hex(64) }), () => `v1:${r.base64(32)},v2:${r.base64(32)}`])(),
    ],
    [
      'basic credentials in base64',
      'BASIC_AUTH_BASE64 JIRA_AUTH PARTNER_BASIC_AUTH ERP_AUTH',
      /^[A-Za-z0-9+/]{20,90}={0,2}$/,
      (r) => encode(`${r.pick([r.word(), `${r.word()}@example.com`])}:${generatedPassword(r)}`),
    ],
    [
      'headers as JSON',
      'API_HEADERS EXTRA_HEADERS GRAPHQL_HEADERS UPSTREAM_HEADERS',
      /^\{"(Authorization|x-api-key|X-Auth-Token)":"(Bearer |Token )?[A-Za-z0-9]{32,40}"(,"Accept":"application\/json")?\}$/,
      (r) =>
        r.pick([
          JSON.stringify({
            Authorization: `${r.pick(['Bearer', 'Token'])} ${r.alnum(40)}`,
            Accept: 'application/json',
          }),
          JSON.stringify({ 'x-api-key': r.alnum(40) }),
          JSON.stringify({ 'X-Auth-Token': r.hex(32) }),
        ]),
    ],
    [
      'OTLP headers',
      'OTEL_EXPORTER_OTLP_HEADERS OTEL_EXPORTER_OTLP_TRACES_HEADERS',
      /^(Authorization=Basic%20[A-Za-z0-9%]{60,300}|api-key=[0-9a-f]{32}FFFFNRAL|authorization=Bearer [\w-]{40,43})$/,
      (r) =>
        r.pick([
          () =>
            `Authorization=Basic%20${encodeURIComponent(encode(`${r.digits(6)}:glc_${encode(JSON.stringify({ o: r.digits(6), n: r.word(), k: r.alnum(24) }))}`))}`,
          () => `api-key=${r.hex(32)}FFFFNRAL`,
          () => `authorization=Bearer ${r.url(43)}`,
        ])(),
    ],
    [
      'shared secret between services',
      'INTERNAL_AUTH_SECRET ORIGIN_VERIFY_SECRET X_ORIGIN_VERIFY EVENTBRIDGE_SHARED_SECRET SERVICE_SECRET',
      /^([A-Za-z0-9]{32,48}|[0-9a-f]{64}|[\w-]{43})$/,
      (r) => r.pick([() => r.alnum(r.within(32, 48)), () => r.hex(64), () => r.url(43)])(),
    ],
    [
      'opaque refresh token',
      'OAUTH_REFRESH_TOKEN REFRESH_TOKEN CRM_REFRESH_TOKEN',
      /^([\w-]{43,128}|[0-9a-f]{64})$/,
      (r) => r.pick([() => r.url(r.within(43, 128)), () => r.hex(64)])(),
    ],
    [
      'webhook verification token',
      'VERIFY_TOKEN WHATSAPP_VERIFY_TOKEN FB_VERIFY_TOKEN',
      /^([a-z]+[_-]verify[_-][A-Za-z0-9]{12}|[A-Za-z0-9]{24,32})$/,
      (r) =>
        r.pick([
          () => `${r.word()}${r.pick(['_', '-'])}verify${r.pick(['_', '-'])}${r.alnum(12)}`,
          () => r.alnum(r.within(24, 32)),
        ])(),
    ],
    [
      'long-lived access token',
      'HASS_TOKEN CMS_ACCESS_TOKEN DIRECTUS_TOKEN HYGRAPH_TOKEN',
      /^(eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{43,342}|[\w-]{32})$/,
      (r) =>
        r.pick([
          () => signedToken(r, r.pick(['HS256', 'RS256']), { iss: r.hex(32), iat: moment(r), exp: 2_050_000_000 }),
          () => r.url(32),
        ])(),
    ],
    [
      'one-time password URL',
      'TOTP_URL OTP_AUTH_URI',
      /^otpauth:\/\/totp\/[A-Za-z]+:[\w.@%]+\?secret=[A-Z2-7]{16,32}&issuer=[A-Za-z]+$/,
      (r) => `otpauth://totp/Acme:${r.word()}%40example.com?secret=${r.base32(r.pick([16, 32]))}&issuer=Acme`,
    ],
  ),
];

const BIP39 = [
  'abandon',
  'bridge',
  'candy',
  'dolphin',
  'elegant',
  'fabric',
  'garage',
  'hammer',
  'insect',
  'jungle',
  'kitchen',
  'ladder',
  'magnet',
  'napkin',
  'oyster',
  'palace',
  'quantum',
  'rabbit',
  'saddle',
  'tennis',
  'umbrella',
  'velvet',
  'wagon',
  'zebra',
] as const;

/**
 * The formats of credentials by which the rules are judged: of other providers than those that they were tuned to, or
 * of other kinds.
 */
export const heldOutCredentials: readonly Format[] = [
  ...heldOutPlatformCredentials,
  ...heldOutBusinessCredentials,
  ...connections,
  ...urls,
  ...keys,
  ...files,
  ...secrets,
];
