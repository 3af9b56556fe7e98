import { type Format, formatsOf, HEX_32 } from './format.js';
import { certificate, encode, pem, publicKey, type RandomText } from './random-text.js';

const among =
  (...values: readonly [string, ...string[]]) =>
  (r: RandomText) =>
    r.pick(values);
const domain = (r: RandomText) =>
  `${r.pick(['', 'www.', 'api.', 'login.'])}${r.word()}.${r.pick(['example.com', 'acme.dev', 'example.org'])}`;
const version = (r: RandomText) => `${r.whole(20)}.${r.whole(30)}.${r.whole(10)}`;
const placeholder = (name: string) => `{${name}}`;

const keys: readonly Format[] = [
  ...formatsOf(
    'public key',
    'RFC 7468, RFC 5280, RFC 7517, RFC 9580, RFC 6376; docs of SendGrid (event webhook), Telnyx, WireGuard, minisign, cosign',
    [
      'certificate on one line',
      'RDS_CA_CERT MTLS_CA_CERT KAFKA_CA_CERT SAML_SIGNING_CERT',
      /^-----BEGIN CERTIFICATE-----\\n([A-Za-z0-9+/=]{1,64}\\n)+-----END CERTIFICATE-----\\n$/,
      (r) => pem('CERTIFICATE', certificate(r)).replaceAll('\n', '\\n'),
    ],
    [
      'certificate without its frame',
      'SAML_IDP_X509_CERT IDP_CERTIFICATE SAML_CERT',
      /^MII[A-Za-z0-9+/]{800,1100}={0,2}$/,
      (r) => certificate(r).toString('base64'),
    ],
    [
      'certificate in base64',
      'CA_CERT_BASE64 TLS_CERT_B64 SSL_ROOT_CERT_B64',
      /^LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t[A-Za-z0-9+/]{1100,1500}={0,2}$/,
      (r) => encode(pem('CERTIFICATE', certificate(r))),
    ],
    [
      'public key on one line',
      'JWT_PUBLIC_KEY AUTH_PUBLIC_KEY KEYCLOAK_PUBLIC_KEY',
      /^-----BEGIN PUBLIC KEY-----\\n([A-Za-z0-9+/=]{1,64}\\n)+-----END PUBLIC KEY-----\\n$/,
      (r) => pem('PUBLIC KEY', publicKey(r, r.pick(['RSA', 'EC']))).replaceAll('\n', '\\n'),
    ],
    [
      'webhook verification key',
      'SENDGRID_WEBHOOK_PUBLIC_KEY SENDGRID_WEBHOOK_VERIFICATION_PUBLIC_KEY TELNYX_PUBLIC_KEY',
      /^(MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=)$/,
      (r) => r.pick([() => publicKey(r, 'EC').toString('base64'), () => r.base64(32)])(),
    ],
    [
      'key set',
      'JWKS JWT_PUBLIC_JWKS PUBLIC_KEY_SET',
      /^\{"keys":\[\{"kty":"RSA","n":"[\w-]{342}","e":"AQAB","alg":"RS256","use":"sig","kid":"[\w-]+"\}\]\}$/,
      (r) =>
        JSON.stringify({
          keys: [
            { kty: 'RSA', n: r.bytes(256).toString('base64url'), e: 'AQAB', alg: 'RS256', use: 'sig', kid: r.url(16) },
          ],
        }),
    ],
    [
      'PGP public key',
      'GPG_PUBLIC_KEY PARTNER_PGP_PUBLIC_KEY',
      /^-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n([A-Za-z0-9+/=]{1,64}\n)+=[A-Za-z0-9+/]{4}\n-----END PGP PUBLIC KEY BLOCK-----\n$/,
      (r) =>
        pem('PGP PUBLIC KEY BLOCK', Buffer.concat([Buffer.from('9901', 'hex'), r.bytes(500)]))
          .replace('-----\n', '-----\n\n')
          .replace('\n-----END', `\n=${r.alnum(4)}\n-----END`),
    ],
    [
      'authorized key',
      'AUTHORIZED_KEYS SSH_AUTHORIZED_KEY BASTION_HOST_KEY',
      /^(ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ[A-Za-z0-9+/]{340,345}={0,2}|ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB[A-Za-z0-9+/]{86,90}={0,2}) [a-z@]+$/,
      (r) =>
        r.pick([
          () =>
            `ssh-rsa ${sshKey('ssh-rsa', Buffer.from([1, 0, 1]), Buffer.concat([Buffer.from([0]), r.bytes(256)]))} ${r.word()}@laptop`,
          () =>
            `ecdsa-sha2-nistp256 ${sshKey('ecdsa-sha2-nistp256', Buffer.from('nistp256'), Buffer.concat([Buffer.from([4]), r.bytes(64)]))} ${r.word()}@laptop`,
        ])(),
    ],
    [
      'peer public key',
      'WIREGUARD_PUBLIC_KEY WG_PEER_PUBLIC_KEY MINISIGN_PUBLIC_KEY',
      /^(RW[A-Za-z0-9+/]{54}|[A-Za-z0-9+/]{43}=)$/,
      (r) => r.pick([() => r.base64(32), () => `RW${r.base64(42).slice(2)}`])(),
    ],
    [
      'DKIM record',
      'DKIM_PUBLIC_KEY DKIM_RECORD DKIM_TXT',
      /^v=DKIM1; k=rsa; p=MII[A-Za-z0-9+/]{380,400}={0,2}$/,
      (r) => `v=DKIM1; k=rsa; p=${publicKey(r, 'RSA').toString('base64')}`,
    ],
    [
      'key file in the bundle',
      'PUBLIC_KEY_FILE NODE_EXTRA_CA_CERTS SSL_CERT_FILE PGSSLROOTCERT',
      /^\/[\w/.-]+\.(pem|crt|pub)$/,
      among(
        '/var/task/rds-ca.pem',
        '/opt/certs/ca.crt',
        '/var/task/keys/jwt.pub',
        '/etc/pki/tls/certs/ca-bundle.crt',
        '/var/task/global-bundle.pem',
      ),
    ],
  ),
  ...formatsOf(
    'digest',
    'docs of npm (integrity), Docker and GHCR (tags), webpack (content hashes), RFC 9110 (ETag), RFC 3230; git-describe(1)',
    [
      'package integrity',
      'PACKAGE_INTEGRITY BUNDLE_INTEGRITY LAYER_SHA512',
      /^sha512-[A-Za-z0-9+/]{86}==$/,
      (r) => `sha512-${r.base64(64)}`,
    ],
    [
      'image tag',
      'IMAGE_TAG CONTAINER_TAG APP_IMAGE',
      /^(ghcr\.io\/acme\/[a-z]+:)?(sha-[0-9a-f]{7,40}|\d+\.\d+\.\d+-alpine|main-[0-9a-f]{8}-\d{10})$/,
      (r) =>
        `${r.pick(['', `ghcr.io/acme/${r.word()}:`])}${r.pick([`sha-${r.hex(7)}`, `sha-${r.hex(40)}`, `${version(r)}-alpine`, `main-${r.hex(8)}-17${r.digits(8)}`])}`,
    ],
    [
      'hashed file name',
      'MAIN_BUNDLE ASSET_MANIFEST STYLESHEET_PATH CLIENT_ENTRY',
      /^(\/_next\/static\/chunks\/|assets\/)[a-z]+[.-][A-Za-z0-9_-]{8,20}\.(js|css|json)$/,
      (r) =>
        `${r.pick(['/_next/static/chunks/', 'assets/'])}${r.word()}${r.pick([`-${r.url(8)}`, `.${r.hex(16)}`, `-${r.hex(20)}`])}.${r.pick(['js', 'css', 'json'])}`,
    ],
    [
      'weak ETag',
      'DEFAULT_ETAG FEED_ETAG',
      /^W\/"[0-9a-f]{1,5}-[A-Za-z0-9+/]{27}"$/,
      (r) => `W/"${r.hex(r.within(2, 5))}-${r.base64(20).slice(0, 27)}"`,
    ],
    [
      'git description',
      'GIT_DESCRIBE BUILD_VERSION GIT_REVISION',
      /^v\d+\.\d+\.\d+-\d+-g[0-9a-f]{7}(-dirty)?$/,
      (r) => `v${version(r)}-${r.within(1, 90)}-g${r.hex(7)}${r.pick(['', '', '-dirty'])}`,
    ],
    [
      'cache version',
      'CACHE_KEY CACHE_VERSION TURBO_HASH NX_CACHE_KEY',
      /^(node-modules-[0-9a-f]{64}|v\d+-[0-9a-f]{16}|[0-9a-f]{16})$/,
      (r) => r.pick([`node-modules-${r.hex(64)}`, `v${r.within(1, 9)}-${r.hex(16)}`, r.hex(16)]),
    ],
    [
      'digest header',
      'EXPECTED_DIGEST CONTENT_DIGEST MODEL_CHECKSUM',
      /^(sha-256=:[A-Za-z0-9+/]{43}=:|md5:[0-9a-f]{32}|crc32:[0-9a-f]{8})$/,
      (r) => r.pick([`sha-256=:${r.base64(32)}:`, `md5:${r.hex(32)}`, `crc32:${r.hex(8)}`]),
    ],
    [
      'schema fingerprint',
      'SCHEMA_HASH GRAPHQL_SCHEMA_HASH PERSISTED_QUERY_HASH',
      /^[0-9a-f]{40,64}$/,
      (r) => r.hex(r.pick([40, 64])),
    ],
    [
      'trace parent',
      'TRACEPARENT PARENT_TRACE',
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/,
      (r) => `00-${r.hex(32)}-${r.hex(16)}-0${r.of('01', 1)}`,
    ],
    ['telemetry id', 'RUM_APPLICATION_ID TELEMETRY_INSTANCE_ID BUILD_FINGERPRINT', HEX_32, (r) => r.hex(32)],
  ),
];

const names: readonly Format[] = [
  ...formatsOf(
    'setting of security',
    'RFC 6749, RFC 7519, RFC 7523, RFC 7636, RFC 9068; docs of jose, Auth.js, Powertools for AWS Lambda, pino, OWASP cheat sheets: settings whose names have the words of a secret',
    [
      'lifetime of a token',
      'TOKEN_TTL_SECONDS JWT_EXPIRES_IN SESSION_TOKEN_MAX_AGE REFRESH_TOKEN_LIFETIME API_KEY_EXPIRY_DAYS',
      /^(\d{1,7}|PT\d+[MH]|P\d+D|\d+ (days|hours))$/,
      (r) =>
        r.pick([
          `${r.within(1, 90) * 60}`,
          `PT${r.within(5, 60)}M`,
          `P${r.within(1, 90)}D`,
          `${r.within(2, 30)} ${r.pick(['days', 'hours'])}`,
        ]),
    ],
    [
      'issuer of tokens',
      'AUTH_TOKEN_ISSUER TOKEN_ISS EXPECTED_ISSUER',
      /^https:\/\/[\w.-]+\/?(v2\.0|[0-9a-f-]{36}\/v2\.0|t\/[a-z]+)?$/,
      (r) =>
        r.pick([
          `https://${domain(r)}/`,
          `https://login.microsoftonline.com/${r.uuid()}/v2.0`,
          `https://${domain(r)}/t/${r.word()}`,
          `https://token.actions.githubusercontent.com`,
        ]),
    ],
    [
      'client authentication',
      'TOKEN_ENDPOINT_AUTH_METHOD CLIENT_AUTH_METHOD OIDC_CLIENT_AUTH PKCE_METHOD',
      /^[\w]+$/,
      among(
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'client_secret_jwt',
        'none',
        'S256',
        'tls_client_auth',
      ),
    ],
    [
      'name of a header',
      'API_KEY_HEADER AUTH_HEADER_NAME CSRF_HEADER WEBHOOK_SECRET_HEADER TENANT_TOKEN_HEADER',
      /^[A-Za-z0-9-]+$/,
      (r) =>
        r.pick([
          'X-Api-Key',
          'X-Webhook-Signature',
          'x-csrf-token',
          'X-Amz-Security-Token',
          'X-Internal-Secret',
          `x-${r.word()}-token`,
          `X-${r.word()}-Signature`,
        ]),
    ],
    [
      'names of headers',
      'CORS_ALLOW_HEADERS ALLOWED_HEADERS EXPOSED_HEADERS',
      /^[A-Za-z-]+(, ?[A-Za-z-]+){2,6}$/,
      (r) =>
        r.pick([
          'Content-Type,Authorization,X-Api-Key,X-Amz-Date,X-Amz-Security-Token',
          `Content-Type, Authorization, X-${r.word()}-Token`,
          `authorization,content-type,x-api-key,x-${r.word()}-version`,
        ]),
    ],
    [
      'fields to mask',
      'REDACT_FIELDS LOG_MASKED_KEYS SENSITIVE_FIELDS LUMIGO_SECRET_MASKING_REGEX',
      /^(\["[^\]]+"\]|[\w.,*-]+)$/,
      (r) =>
        r.pick([
          'password,token,secret,authorization',
          '[".*pass.*",".*key.*",".*secret.*"]',
          `req.headers.authorization,*.password,${r.word()}.apiKey`,
          `["password","accessToken","${r.word()}Token"]`,
        ]),
    ],
    [
      'rule for passwords',
      'PASSWORD_MIN_LENGTH BCRYPT_ROUNDS PASSWORD_HISTORY_COUNT MAX_LOGIN_ATTEMPTS SALT_ROUNDS',
      /^\d{1,3}$/,
      (r) => `${r.within(3, 24)}`,
    ],
    [
      'hashing parameters',
      'PASSWORD_HASH_PARAMS ARGON2_OPTIONS SCRYPT_PARAMS',
      /^(\{"memoryCost":\d+,"timeCost":\d,"parallelism":\d\}|N=\d+,r=8,p=\d)$/,
      (r) =>
        r.pick([
          JSON.stringify({ memoryCost: r.pick([19456, 65536]), timeCost: r.within(2, 4), parallelism: r.within(1, 4) }),
          `N=${r.pick([16384, 32768, 131072])},r=8,p=${r.within(1, 4)}`,
        ]),
    ],
    [
      'prefix of keys',
      'KEY_PREFIX API_KEY_PREFIX TOKEN_PREFIX SECRETS_PREFIX REDIS_PREFIX',
      /^[\w/:-]+$/,
      (r) =>
        r.pick([
          `${r.word()}_live_`,
          `${r.word()}/${r.stage()}/`,
          `${r.stage()}:${r.word()}:`,
          `/${r.word()}/${r.stage()}`,
          'pk_',
          'tok_',
        ]),
    ],
    [
      'kind of a secret',
      'SECRET_TYPE CREDENTIAL_TYPE API_KEY_LOCATION AUTH_TYPE SECRET_BACKEND CREDENTIALS_PROVIDER',
      /^[A-Za-z_-]+$/,
      among(
        'SecretString',
        'SecretBinary',
        'header',
        'query',
        'AWS_IAM',
        'AMAZON_COGNITO_USER_POOLS',
        'OPENID_CONNECT',
        'basic',
        'bearer',
        'secretsmanager',
        'default-provider-chain',
        'web_identity',
      ),
    ],
    [
      'field of a secret',
      'SECRET_KEY_NAME SECRET_JSON_KEY PASSWORD_JSON_KEY CREDENTIAL_FIELD TOKEN_JSON_PATH',
      /^[\w.$[\]']+$/,
      (r) =>
        r.pick([
          'password',
          'apiKey',
          '$.access_token',
          'stripe.secretKey',
          `${r.word()}Password`,
          'STRIPE_SECRET_KEY',
          '$.data.token',
        ]),
    ],
    [
      'region of secrets',
      'SECRETS_REGION SECRET_REGION KMS_REGION TOKEN_SERVICE_REGION',
      /^[a-z]+-[a-z]+-\d$/,
      (r) => r.region(),
    ],
    [
      'switch of security',
      'API_KEY_REQUIRED PASSWORD_LOGIN_ENABLED TOKEN_REVOCATION_ENABLED ENFORCE_MFA SECRETS_CACHE_ENABLED POWERTOOLS_PARAMETERS_SSM_DECRYPT',
      /^(true|false|TRUE|disabled|no|y)$/,
      among('true', 'false', 'TRUE', 'disabled', 'no', 'y'),
    ],
    [
      'pattern of tokens',
      'API_KEY_PATTERN TOKEN_REGEX SECRET_SCAN_PATTERN WEBHOOK_SECRET_FORMAT',
      /^\^?[\w()[\]{}|\\+?,-]+\$?$/,
      among(
        '^[A-Za-z0-9_-]{32}$',
        'sk_(live|test)_[0-9a-zA-Z]{24,}',
        '^whsec_[A-Za-z0-9]{32}$',
        '(AKIA|ASIA)[A-Z0-9]{16}',
        '^ghp_[A-Za-z0-9]{36}$',
        '^[0-9a-f]{64}$',
      ),
    ],
    [
      'alphabet',
      'NANOID_ALPHABET INVITE_CODE_ALPHABET TOKEN_ALPHABET PASSWORD_CHARSET',
      /^[A-Za-z0-9!@#$%&*_-]{20,70}$/,
      among(
        'ABCDEFGHJKLMNPQRSTUVWXYZ23456789',
        '0123456789abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%&*',
        '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
        'abcdefghijkmnpqrstuvwxyz23456789',
      ),
    ],
    [
      'account of a service',
      'SERVICE_USER SFTP_USERNAME LDAP_BIND_DN SNOWFLAKE_USER KAFKA_SASL_USERNAME',
      /^([\w.-]+|cn=[a-z-]+,ou=[a-z]+,dc=example,dc=(com|org))$/,
      (r) =>
        r.pick([
          `${r.word()}_service`,
          `svc.${r.word()}`,
          `cn=${r.word()}-reader,ou=services,dc=example,dc=${r.pick(['com', 'org'])}`,
          `${r.word().toUpperCase()}_RO`,
        ]),
    ],
    [
      'claims and groups',
      'ADMIN_GROUPS TOKEN_GROUPS_CLAIM JWT_CLAIMS REQUIRED_SCOPES',
      /^[\w:/.-]+(,[\w:/.-]+)*$/,
      (r) =>
        r.pick([
          'sub,email,cognito:groups',
          `${r.word()}/read,${r.word()}/write`,
          'admins,editors',
          `${r.word()}.admin`,
          'realm_access.roles',
        ]),
    ],
    [
      'redirect address',
      'OAUTH_REDIRECT_URI NEXTAUTH_URL AUTH_CALLBACK_URL LOGOUT_URL PASSWORD_CHANGED_REDIRECT',
      /^(https?:\/\/[\w.-]+(:\d+)?(\/[\w/-]*)?|[a-z]+:\/\/[a-z]+\/?)$/,
      (r) =>
        r.pick([
          `https://${domain(r)}/api/auth/callback/${r.pick(['google', 'cognito', 'github'])}`,
          'http://localhost:3000',
          `${r.word()}://callback/`,
          `https://${domain(r)}/logout`,
        ]),
    ],
    [
      'address of tokens',
      'TOKEN_INTROSPECTION_URL REVOKE_TOKEN_URL USERINFO_URL OIDC_DISCOVERY_URL SAML_METADATA_URL OAUTH_AUTHORIZE_URL',
      /^https:\/\/[\w.-]+\/[\w/.-]+$/,
      (r) =>
        `https://${domain(r)}/${r.pick(['oauth2/introspect', 'oauth2/revoke', 'oauth2/userInfo', '.well-known/openid-configuration', 'saml/metadata.xml', 'oauth2/authorize'])}`,
    ],
    [
      'link with a placeholder',
      'RESET_LINK_TEMPLATE INVITE_URL_TEMPLATE MAGIC_LINK_URL UNSUBSCRIBE_URL',
      /^https:\/\/[\w.-]+\/[\w/-]+\?(token|code|email)=(\{\w+\}|%s|:token|\{\{\w+\}\})$/,
      (r) =>
        `https://${domain(r)}/${r.pick(['reset', 'invite/accept', 'auth/verify'])}?${r.pick(['token', 'code', 'email'])}=${r.pick([placeholder('token'), '%s', ':token', `{${placeholder('code')}}`])}`,
    ],
  ),
];

/** A public key of SSH of these parts, in base64. */
function sshKey(...parts: readonly (string | Buffer)[]): string {
  const sized = parts.map((part) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(Buffer.from(part).length);
    return Buffer.concat([size, Buffer.from(part)]);
  });
  return Buffer.concat(sized).toString('base64');
}

/**
 * Public keys, digests, and settings whose names have the words of a secret, by which the rules are judged: of other
 * kinds than those that they were tuned to.
 */
export const heldOutPublicKeysAndNames: readonly Format[] = [...keys, ...names];
