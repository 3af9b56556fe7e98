import { describe, expect, it } from 'vitest';
import { credentialIn } from './credential-in.js';

// In parts, so that no scanner takes a test for a leak.
const join = (...parts: string[]) => parts.join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const RANDOM = 'a8Kf02mNqP4x7RtZ19bVw3Yd';
const HEX = '3f786850e387550fdab836ed7e6dc881';
const UUID = '9b2f1c0e-4d5a-4c3b-8e7f-6a5d4c3b2a19';

describe('F08: credentialIn, by the words of a name', () => {
  it.each([
    'SECRET_KEY_BASE',
    'AWS_BEARER_TOKEN_CUSTOM',
    'TOKEN_FOR_BILLING',
    'API_KEY_PROD',
    'API_KEY2',
    'STRIPE_KEY',
    'myApiKey',
    'openAIKey',
    'APIKey',
    'apikey',
    'DBACCESSKEY',
    'clientsecret',
    'TS_AUTHKEY',
    'app.jwt-secret',
    'GITHUB_PAT',
    'BASIC_AUTH',
    'NONCE_SALT',
    'CLERK_SK',
    'WALLET_SEED',
    'WIREGUARD_PSK',
    'JWT_PRIVATE',
    'SERVICE_CREDENTIALS',
    'AZURE_STORAGE_KEY',
    'COSMOS_KEY1',
    'APP_KEYS',
    'AZURE_SEARCH_KEY',
    'VITE_ADMIN_SECRET',
  ])('finds a credential in %s, wherever the word stands', (variable) => {
    expect(credentialIn(variable, RANDOM)).toBe('a credential');
  });

  it.each([
    'DBPASSWORD',
    'PGPASSWORD',
    'MYSQL_PWD',
    'SMTP_PASS',
    'DBPASS',
    'passwordOfSftp',
    'PASSWORD_2',
    'KEYSTORE_PASSPHRASE',
  ])('finds a password in %s', (variable) => expect(credentialIn(variable, 'p4ssw0rd1')).toBe('a password'));

  it.each([
    'SECRET_VERSION',
    'API_KEYS_TABLE',
    'TOKEN_HASH',
    'SIGNING_KEY_ID',
    'ACCESS_KEY_IDS',
    'SECRET_NAME',
    'JWT_ISSUER',
    'PASSWORD_PATTERN',
    'PASSWORD_RULES',
    'SECRETS_EXTENSION_LAYER',
    'TOKEN_CONTRACT_ADDRESS',
    'NUM_TOKENS',
    'S3_OBJECT_KEY',
    'CACHE_KEY',
    'SPREADSHEET_KEY',
    'DATA_KMS_KEY',
    'GPG_KEY',
    'TRELLO_API_KEY',
    'PUSHER_APP_KEY',
    'MIXPANEL_TOKEN',
    'ALGOLIA_SEARCH_API_KEY',
    'RECAPTCHA_SITE_KEY',
    'VITE_MAPS_KEY',
    'MONKEY',
    'AUTH_MODE',
    'TOKENIZER',
    'COMPASS',
    'BUILD_ID',
  ])('finds nothing in %s, which is about a credential, or public', (variable) => {
    for (const value of [RANDOM, HEX, UUID]) expect(credentialIn(variable, value)).toBeUndefined();
  });

  it('finds nothing in the variables that the kit and Amplify set, with folders of Parameter Store', () => {
    const folders = ['/amplify/d1demo2app3id/pr7-branch-e789f46c3b', '/amplify/shared/d1demo2app3id'];
    const apps = { myapp: { environment: 'preview', store: 'amplify' } };
    expect(credentialIn('AMPLIFY_SECRETS', JSON.stringify({ v: 1, apps, folders }))).toBeUndefined();
    const paths = Object.fromEntries(folders.map((folder) => [`${folder}/API_SECRET`, { name: 'API_SECRET' }]));
    expect(credentialIn('AMPLIFY_SSM_ENV_CONFIG', JSON.stringify(paths))).toBeUndefined();
  });

  it('finds the secret id of Vault, which is half of a credential, and no other id', () => {
    expect(credentialIn('VAULT_SECRET_ID', UUID)).toBe('a credential');
    expect(credentialIn('SECRET_ID', UUID)).toBeUndefined();
  });

  it.each([
    ['TOKEN', HEX],
    ['TOKEN', UUID],
    ['TOKEN', '3f786850e387550f'],
    ['DROPBOX_APP_SECRET', 'k3v9x0q7b2m5z1t'],
    ['APP_KEY', join('base64:', base64('k7#pQ2!mZx9@Lw4$Rt8^Yv1&Nb6*Hc3%'))],
    ['JWT_SECRET', `/${RANDOM}${RANDOM}=`],
    ['DJANGO_SECRET_KEY', 'edh#14)bz*=*=r$gx7hlr06+b2q$5nnrs@!j4bg+0jxs_b38oz'],
    ['AUTH_SALT', 'Kq7$ x2Pz9)mN4vT8&wL1yR6!bD3hJ5@ cF9'],
    ['WALLET_PRIVATE_KEY', `0x${HEX}${HEX}`],
    ['RECOVERY_PHRASE', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
    ['TOKEN', ` ${RANDOM}\n`],
  ])('finds a credential in %s=%s', (variable, value) => {
    expect(credentialIn(variable, value)).toBe('a credential');
  });

  it.each(['Winter2024', 'hunter22', 'banner-basket-agent-balance', 'qwzrtplkjhgfdsbv', 'P@ssw0rd776'])(
    'finds a password in DB_PASSWORD=%s',
    (value) => expect(credentialIn('DB_PASSWORD', value)).toBe('a password'),
  );
});

describe('F08: credentialIn, in the parts of a value', () => {
  it.each([
    ['a credential', `x-honeycomb-team=${RANDOM},x-dataset=app`],
    ['a credential', `AccountName=app;AccountKey=${base64(RANDOM + RANDOM)};EndpointSuffix=core.windows.net`],
    ['a credential', `Endpoint=sb://app.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${RANDOM}=`],
    ['a credential', `https://app.blob.core.windows.net/c?sv=2022-11-02&sp=r&sig=${RANDOM}%2F${RANDOM}%3D`],
    ['a credential', `https://api.example.com/v1?region=eu&api_key=${RANDOM}`],
    ['a credential', `[default]\naws_secret_access_key = ${RANDOM}${RANDOM}`],
    ['a credential', `Authorization: Bearer ${RANDOM}`],
    ['a credential', `authorization=Basic%20${base64(`app:${RANDOM}`)}`],
    ['a credential', `//registry.example.com/:_authToken=${UUID}`],
    ['a credential', `PrivateKey = ${RANDOM}${RANDOM}=`],
    ['a credential', JSON.stringify({ clientId: UUID, clientSecret: RANDOM })],
    ['a credential', JSON.stringify({ auths: { 'docker.io': { auth: base64(`app:${RANDOM}`) } } })],
    ['a credential', base64(JSON.stringify({ endpoint: 'cache.example.com', api_key: RANDOM }))],
    ['a credential', JSON.stringify({ config: base64(JSON.stringify({ token: RANDOM })) })],
    ['a password', 'org.apache.PlainLoginModule required username="APP" password="Qh1JsgZwhnlkm8fb";'],
    ['a password', JSON.stringify({ user: 'app', password: 'NzdBsJh5yzc9ry' })],
    ['a private key', base64('-----BEGIN RSA PRIVATE KEY-----\nMIIE')],
    ['a private key', JSON.stringify({ kty: 'RSA', n: 'x', d: RANDOM })],
    ['a private key', JSON.stringify({ kty: 'oct', k: RANDOM })],
    ['a private key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['a private key', 'PuTTY-User-Key-File-3: ssh-ed25519'],
    ['a connection with a password', 'Server=db;User Id=app;Password=&hsxwCOV$Tk;Encrypt=True;'],
    ['a connection with a password', 'jdbc:oracle:thin:app/hunter22@db:1521/app'],
    ['a connection with a password', 'machine db.example.com login app password hunter22'],
    ['a URL with a password', 'https://a.example.com,https://app:hunter22@b.example.com'],
  ])('finds %s in CONFIG=%s', (kind, value) => {
    expect(credentialIn('CONFIG', value)).toBe(kind);
  });

  it('finds a credential under what it is for, in an object of credentials', () => {
    const value = JSON.stringify({ stripe: RANDOM, clientId: UUID });
    expect(credentialIn('API_TOKENS', value)).toBe('a credential');
    expect(credentialIn('CONFIG', value)).toBeUndefined();
    expect(credentialIn('API_TOKENS', JSON.stringify({ clientId: UUID }))).toBeUndefined();
  });
});

describe('F08: credentialIn, on look-alikes', () => {
  it.each([
    ['SENTRY_DSN', `https://${HEX}@o123.ingest.sentry.io/456`],
    ['APPLICATIONINSIGHTS_CONNECTION_STRING', `InstrumentationKey=${UUID};IngestionEndpoint=https://eu.example.com/`],
    ['POSTHOG_KEY', join('phc_', RANDOM, RANDOM)],
    ['MAPBOX_TOKEN', join('pk.', 'eyJ1IjoiYXBwIiwiYSI6ImNrIn0', '.', RANDOM)],
    ['LANGFUSE_PK', `pk-lf-${UUID}`],
    ['ADYEN_CLIENT_KEY', join('test_', 'A3B7C9D1E5F2G8H4J6K0M3N7P9Q1R5S2')],
    ['PADDLE_CLIENT_TOKEN', join('live_', HEX.slice(0, 27))],
    ['LOB_KEY', join('test_pub_', HEX.slice(0, 31))],
    ['RAZORPAY_KEY', join('rzp_live_', 'A1b2C3d4E5f6G7')],
    ['PUBNUB_SUBSCRIBE_KEY', `sub-c-${UUID}`],
    ['TWILIO_API_KEY', join('SK', HEX)],
    ['STRIPE_KEY', join('pk_live_', RANDOM)],
    ['GOOGLE_CLIENT_SECRET_FILE', '/secrets/client_secret_a8Kf02mNqP4x7RtZ19bV.json'],
    ['FIREBASE_API_KEY', join('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')],
    [
      'FIREBASE_CONFIG',
      `{"apiKey":"${join('AIza', 'SyA-1234567890abcdefghijklmnopqrstu')}","authDomain":"a.firebaseapp.com"}`,
    ],
    ['SUPABASE_KEY', ['eyJhbGciOiJIUzI1NiJ9', base64('{"role":"anon","iss":"supabase" }'), RANDOM].join('.')],
    ['JWKS', JSON.stringify({ keys: [{ kty: 'RSA', kid: HEX, n: RANDOM.repeat(8), e: 'AQAB' }] })],
    ['SIGNING_KEY', `-----BEGIN PUBLIC KEY-----\nMFkw${RANDOM}\n-----END PUBLIC KEY-----`],
    ['SIGNING_KEY', base64(`-----BEGIN CERTIFICATE-----\nMIIC${RANDOM}`)],
    ['DEPLOY_KEY', `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${RANDOM} app@example.com`],
    ['SFTP_HOST_KEY', `sftp.example.com,192.0.2.7 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${RANDOM}`],
    ['AUTHORIZED_KEY', `command="sync" ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI${RANDOM}`],
    ['DKIM_KEY', `v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GN${RANDOM}`],
    ['AWS_SECRET_ACCESS_KEY', join('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY')],
    ['API_KEY_SHOWN', `sk_live_****B3gK`],
    ['API_KEY_SHOWN', `a8Kf02mNqP4x7R\u2026`],
    ['ENCRYPTION_KEY', `mrk-${HEX}`],
    ['KMS_ENCRYPTION_KEY', UUID],
    ['SECRETS', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:myapp/prod/stripe-a8Kf0Z'],
    ['SECRETS', '{"stripe":"myapp/prod/stripe","mail":"myapp/prod/mail"}'],
    ['SETTINGS_SECRET_B64', base64('region: eu-west-1\ntable: orders-prod\nretries: 3')],
    ['TOKEN', `s3://bucket/${RANDOM}`],
    ['TOKEN', `${RANDOM.toLowerCase()}.apps.example.com`],
    ['TOKEN', `svc-a8kf02@project-123456.example.com`],
    ['TOKEN', '2025-03-31T12:00:00.000Z'],
    ['TOKEN', `sha256:${HEX}${HEX}`],
    ['TOKEN', 'op://vault/item/a8Kf02mNqP4x7RtZ'],
    ['TOKEN', 'projects/app-123/secrets/stripeA8Kf02mNq/versions/7'],
    ['TOKEN', '{{resolve:ssm:/app/a8Kf02mNqP4x7RtZ:1}}'],
    ['TOKEN', '{{ secrets.API_KEY_A8Kf02 }}'],
    ['TOKEN', '$MY_TOKEN_A8KF02_PROD'],
    ['TOKEN', '<a8Kf02mNqP4x7RtZ19bV>'],
    ['TOKEN', 'x'.repeat(40)],
    ['PASSWORD', '^(?=.*[A-Z])(?=.*\\d).{12,64}$'],
    ['PASSWORD', '$(DB_PASSWORD)'],
    ['PASSWORD', 'value-is-set-at-deployment'],
    ['PASSWORD', 'orders/prod/db-password-2'],
    ['DATABASE_URL', 'postgres://app@db.internal:5432/app'],
    ['DATABASE_URL', 'jdbc:postgresql://db.internal:5432/app?user=app&password=<password>'],
    ['KAFKA', 'broker-1:9092,broker-2:9092'],
    ['HEADERS', 'default-src self; script-src sha256-a8Kf02mNqP4x7RtZ19bV='],
    ['ATTRIBUTES', 'service.name=app,service.version=1.2.3,git.commit=3f786850e387550f'],
    ['LAMBDA', 'fnApp-orders-processing-2024-production-worker-x1'],
  ])('finds nothing in %s=%s', (variable, value) => {
    expect(credentialIn(variable, value)).toBeUndefined();
  });
});
