import { type Format, formatsOf, HEX_32, UUID } from './format.js';
import { harmlessFormats } from './harmless-formats.js';
import { heldOutCredentials } from './held-out-credentials.js';
import { heldOutHarmless } from './held-out-harmless.js';
import {
  encode,
  generatedPassword,
  markedPassword,
  moment,
  PRIVATE_KEY,
  pem,
  pkcs8,
  type RandomText,
  randomText,
  rememberedPassword,
  rsaPrivateKey,
  signedToken,
  sshPrivateKey,
  withChecksum,
} from './random-text.js';

const GENERIC = 'generic';

const PRIVATE_PEM =
  /^-----BEGIN (RSA |EC |OPENSSH )?[P]RIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END [A-Z ]+-----\n$/;
const SIGNED = /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{43,342}$/;

const escaped = (text: string) => text.replaceAll('\n', '\\n');
const host = (r: RandomText) => `${r.word()}-${r.stage()}.${r.lower(12)}.${r.region()}.rds.amazonaws.com`;
const inUrl = (r: RandomText) =>
  r.pick([() => generatedPassword(r), () => encodeURIComponent(markedPassword(r)), () => r.alnum(24)])();

function serviceAccount(r: RandomText): string {
  const project = `${r.word()}-${r.stage()}-${r.digits(6)}`;
  const email = `${r.word()}@${project}.iam.gserviceaccount.com`;
  return JSON.stringify({
    type: 'service_account',
    project_id: project,
    private_key_id: r.hex(40),
    private_key: pem(PRIVATE_KEY, pkcs8(r, 'RSA')),
    client_email: email,
    client_id: r.digits(21),
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
    auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
  });
}

function shortTermBedrockKey(r: RandomText): string {
  const day = `202${r.pick(['4', '5'])}${r.pick(['01', '03', '07', '11'])}${r.pick(['02', '14', '28'])}`;
  const query = [
    'Action=CallWithBearerToken',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=ASIA${r.base32(16)}%2F${day}%2F${r.region()}%2Fbedrock%2Faws4_request`,
    `X-Amz-Date=${day}T101530Z`,
    'X-Amz-Expires=43200',
    `X-Amz-Security-Token=${encodeURIComponent(sessionToken(r))}`,
    `X-Amz-Signature=${r.hex(64)}`,
    'X-Amz-SignedHeaders=host',
    'Version=1',
  ];
  return `bedrock-api-key-${encode(`bedrock.amazonaws.com/?${query.join('&')}`)}`;
}

const sessionToken = (r: RandomText) =>
  Buffer.concat([Buffer.from('!\n\torigin_ec'), r.bytes(r.within(440, 560))]).toString('base64');
const databaseSecret = (r: RandomText) =>
  JSON.stringify({
    username: r.pick(['admin', 'app', 'postgres']),
    password: markedPassword(r),
    engine: r.pick(['postgres', 'mysql']),
    host: host(r),
    port: 5432,
    dbname: r.word(),
  });
const azureAiKey = (r: RandomText) =>
  `${r.alnum(52)}JQQJ99B${r.of('ABCDEFGHIJKL', 1)}AC${r.alnum(5)}XJ3w3AAA${r.of('ABY', 1)}ACOG${r.alnum(4)}`;
const upstashToken = (r: RandomText) => {
  const head = Buffer.concat([Buffer.from([1]), r.bytes(2), Buffer.from([0, 2, 0x27])]);
  return Buffer.concat([head, Buffer.from(`p1${r.hex(32)}p1${r.digits(5)}`)]).toString('base64');
};
const sentryOrgToken = (r: RandomText) => {
  const claims = {
    iat: moment(r) + r.whole(1000) / 1000,
    url: 'https://sentry.io',
    region_url: 'https://us.sentry.io',
    org: r.word(),
  };
  return `sntrys_${encode(JSON.stringify(claims)).replace(/=+$/, '')}_${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 43)}`;
};
const account = (r: RandomText) => `${r.word()}${r.pick(['store', 'data', 'files'])}${r.digits(3)}`;
const accountKey = (r: RandomText) => r.base64(64);
const discordId = (r: RandomText) => `1${r.digits(17)}`;
const djangoSecret = (r: RandomText) => r.of('abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)', 50);
const serviceClaims = (r: RandomText) => ({
  sub: `${r.word()}-service`,
  scope: 'read write',
  iat: moment(r),
  exp: 2_000_000_000,
});

const COMMON_WORDS = [
  'abandon',
  'ability',
  'absorb',
  'account',
  'acid',
  'actor',
  'adapt',
  'advice',
  'agent',
  'album',
  'alpha',
  'amazing',
  'anchor',
  'animal',
  'apple',
  'arena',
  'artist',
  'aspect',
  'atom',
  'autumn',
  'avocado',
  'badge',
  'balance',
  'bamboo',
  'banner',
  'basket',
  'beach',
  'benefit',
  'bicycle',
  'blanket',
  'bonus',
  'bridge',
  'bubble',
  'cabin',
  'cactus',
  'canoe',
] as const;

const ai: readonly Format[] = [
  ...formatsOf(
    'OpenAI',
    'OpenAI API reference: authentication; gitleaks openai-api-key; trufflehog openai',
    [
      'user key',
      'OPENAI_API_KEY OPENAI_KEY openaiKey OPENAI',
      /^sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}$/,
      (r) => `sk-${r.alnum(20)}T3BlbkFJ${r.alnum(20)}`,
    ],
    [
      'project key',
      'OPENAI_API_KEY OPENAI_PROJECT_KEY CHATGPT_API_KEY',
      /^sk-proj-[\w-]{74}T3BlbkFJ[\w-]{74}$/,
      (r) => `sk-proj-${r.url(74)}T3BlbkFJ${r.url(74)}`,
    ],
    [
      'service account key',
      'OPENAI_SERVICE_KEY OPENAI_API_KEY LLM_API_KEY',
      /^sk-svcacct-[\w-]{58}T3BlbkFJ[\w-]{58}$/,
      (r) => `sk-svcacct-${r.url(58)}T3BlbkFJ${r.url(58)}`,
    ],
  ),
  ...formatsOf('Anthropic', 'gitleaks anthropic-api-key, anthropic-admin-api-key; trufflehog anthropic', [
    'API key',
    'ANTHROPIC_API_KEY CLAUDE_API_KEY ANTHROPIC_KEY',
    /^sk-ant-api03-[\w-]{93}AA$/,
    (r) => `sk-ant-api03-${r.url(93)}AA`,
  ]),
  ...formatsOf('Hugging Face', 'gitleaks huggingface-access-token; trufflehog huggingface', [
    'user token',
    'HF_TOKEN HUGGINGFACE_API_KEY HUGGING_FACE_HUB_TOKEN',
    /^hf_[A-Za-z]{34}$/,
    (r) => `hf_${r.of('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 34)}`,
  ]),
  ...formatsOf('Replicate', 'trufflehog replicate; betterleaks replicate', [
    'API token',
    'REPLICATE_API_TOKEN REPLICATE_KEY',
    /^r8_[A-Za-z0-9]{37}$/,
    (r) => `r8_${r.alnum(37)}`,
  ]),
  ...formatsOf('Groq', 'trufflehog groq; betterleaks groq', [
    'API key',
    'GROQ_API_KEY GROQ_KEY',
    /^gsk_[A-Za-z0-9]{52}$/,
    (r) => `gsk_${r.alnum(52)}`,
  ]),
  ...formatsOf('xAI', 'trufflehog xai; kingfisher xai', [
    'API key',
    'XAI_API_KEY GROK_API_KEY',
    /^xai-[A-Za-z0-9]{80}$/,
    (r) => `xai-${r.alnum(80)}`,
  ]),
  ...formatsOf('Mistral', 'betterleaks mistral', [
    'API key',
    'MISTRAL_API_KEY MISTRAL_KEY',
    /^[A-Za-z0-9]{32}$/,
    (r) => r.alnum(32),
  ]),
  ...formatsOf('Cohere', 'gitleaks cohere-api-token', [
    'API key',
    'COHERE_API_KEY CO_API_KEY',
    /^[A-Za-z0-9]{40}$/,
    (r) => r.alnum(40),
  ]),
  ...formatsOf('Perplexity', 'gitleaks perplexity-api-key', [
    'API key',
    'PERPLEXITY_API_KEY PPLX_API_KEY',
    /^pplx-[A-Za-z0-9]{48}$/,
    (r) => `pplx-${r.alnum(48)}`,
  ]),
  ...formatsOf('Pinecone', 'trufflehog pinecone; betterleaks pinecone', [
    'API key',
    'PINECONE_API_KEY PINECONE_KEY',
    /^pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}$/,
    (r) => `pcsk_${r.alnum(r.within(5, 6))}_${r.alnum(63)}`,
  ]),
  ...formatsOf('LangSmith', 'trufflehog langsmith', [
    'personal token',
    'LANGSMITH_API_KEY LANGCHAIN_API_KEY',
    /^lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10}$/,
    (r) => `lsv2_pt_${r.hex(32)}_${r.hex(10)}`,
  ]),
  ...formatsOf('OpenRouter', 'trufflehog openrouter', [
    'API key',
    'OPENROUTER_API_KEY OPEN_ROUTER_KEY',
    /^sk-or-v1-[0-9a-f]{64}$/,
    (r) => `sk-or-v1-${r.hex(64)}`,
  ]),
  ...formatsOf('ElevenLabs', 'trufflehog elevenlabs', [
    'API key',
    'ELEVENLABS_API_KEY XI_API_KEY',
    /^sk_[0-9a-f]{48}$/,
    (r) => `sk_${r.hex(48)}`,
  ]),
  ...formatsOf('Tavily', 'patterns in public repositories: tvly- and 32 characters', [
    'API key',
    'TAVILY_API_KEY TAVILY_KEY',
    /^tvly-[A-Za-z0-9]{32}$/,
    (r) => `tvly-${r.alnum(32)}`,
  ]),
];

const clouds: readonly Format[] = [
  ...formatsOf(
    'AWS',
    'IAM user guide: access keys; Bedrock user guide: API keys; SES: SMTP credentials; gitleaks aws-*',
    // CloudFormation writes the value of the secret into the variable.
    [
      'dynamic reference',
      'DB_PASSWORD STRIPE_API_KEY',
      /^\{\{resolve:(secretsmanager|ssm-secure):[^}]+\}\}$/,
      (r) =>
        r.pick([
          `{{resolve:secretsmanager:${r.word()}/${r.stage()}/stripe:SecretString:password}}`,
          `{{resolve:ssm-secure:/${r.word()}/${r.stage()}/stripe:1}}`,
        ]),
    ],
    [
      'access key id',
      'S3_ACCESS_KEY_ID MY_AWS_ACCESS_KEY_ID SES_ACCESS_KEY awsAccessKey',
      /^AKIA[A-Z2-7]{16}$/,
      (r) => `AKIA${r.base32(16)}`,
    ],
    [
      'secret access key',
      'S3_SECRET_ACCESS_KEY MY_AWS_SECRET_ACCESS_KEY AWS_SECRET SES_SECRET_KEY',
      /^[A-Za-z0-9+/]{40}$/,
      (r) => r.base64(30),
    ],
    [
      'session token',
      'ASSUMED_SESSION_TOKEN MY_AWS_SESSION_TOKEN',
      /^IQoJb3JpZ2luX2Vj[A-Za-z0-9+/]{560,800}={0,2}$/,
      sessionToken,
    ],
    [
      'key pair as JSON',
      'AWS_CREDENTIALS SES_CREDENTIALS',
      /^\{"accessKeyId":"AKIA[A-Z2-7]{16}","secretAccessKey":"[A-Za-z0-9+/]{40}"\}$/,
      (r) => JSON.stringify({ accessKeyId: `AKIA${r.base32(16)}`, secretAccessKey: r.base64(30) }),
    ],
    [
      'long-term Bedrock key',
      'AWS_BEARER_TOKEN_BEDROCK BEDROCK_API_KEY',
      /^ABSK[A-Za-z0-9+/]{120,130}={0,2}$/,
      (r) => `ABSK${encode(`BedrockAPIKey-${r.lower(4)}-at-${r.account()}:${r.base64(44)}`)}`,
    ],
    [
      'short-term Bedrock key',
      'AWS_BEARER_TOKEN_BEDROCK BEDROCK_TOKEN',
      /^bedrock-api-key-[Y]mVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{900,2200}={0,2}$/,
      shortTermBedrockKey,
    ],
    [
      'SES SMTP password',
      'SES_SMTP_PASSWORD SMTP_PASS EMAIL_SERVER_PASSWORD MAIL_PASSWORD',
      /^B[A-Za-z0-9+/]{43}$/,
      (r) => Buffer.concat([Buffer.from([4]), r.bytes(32)]).toString('base64'),
    ],
    [
      'Cognito app client secret',
      'COGNITO_CLIENT_SECRET USER_POOL_CLIENT_SECRET',
      /^1[0-9a-v]{50,51}$/,
      (r) => `1${r.of('0123456789abcdefghijklmnopqrstuv', r.within(50, 51))}`,
    ],
    [
      'database secret as JSON',
      'DB_SECRET DATABASE_CREDENTIALS RDS_SECRET',
      /^\{"username":"\w+","password":".{16,40}","engine":"\w+","host":"[\w.-]+","port":\d+,"dbname":"\w+"\}$/,
      databaseSecret,
    ],
  ),
  ...formatsOf(
    'Google',
    'gitleaks gcp-api-key; kingfisher google, gcp; Google Cloud IAM: service account keys',
    [
      'API key',
      'GOOGLE_API_KEY GEMINI_API_KEY YOUTUBE_API_KEY GOOGLE_PLACES_SERVER_KEY',
      /^AIza[\w-]{35}$/,
      (r) => `AIzaSy${r.url(33)}`,
    ],
    [
      'OAuth client secret',
      'GOOGLE_CLIENT_SECRET GOOGLE_OAUTH_SECRET AUTH_GOOGLE_SECRET',
      /^GOCSPX-[\w-]{28}$/,
      (r) => `GOCSPX-${r.url(28)}`,
    ],
    [
      'service account',
      'GOOGLE_SERVICE_ACCOUNT GCP_CREDENTIALS GOOGLE_CREDENTIALS_JSON FIREBASE_SERVICE_ACCOUNT',
      /^\{"type":"service_account",.*"private_key":"-----BEGIN [P]RIVATE KEY-----\\n[^"]{1500,1800}",.*\}$/,
      serviceAccount,
    ],
    [
      'service account in base64',
      'GOOGLE_SERVICE_ACCOUNT_B64 GCP_SA_KEY',
      /^eyJ0eXBlIjoic2VydmljZV9hY2NvdW50I[A-Za-z0-9+/]{2800,3400}={0,2}$/,
      (r) => encode(serviceAccount(r)),
    ],
  ),
  ...formatsOf(
    'Firebase',
    'Firebase Admin SDK: environment set-up; patterns in public repositories: AAAA…:APA91b…',
    [
      'admin private key',
      'FIREBASE_PRIVATE_KEY FIREBASE_ADMIN_PRIVATE_KEY',
      /^-----BEGIN [P]RIVATE KEY-----\\n[A-Za-z0-9+/=\\n]{1500,1750}-----END [A-Z ]+-----\\n$/,
      (r) => escaped(pem(PRIVATE_KEY, pkcs8(r, 'RSA'))),
    ],
    [
      'messaging server key',
      'FCM_SERVER_KEY FIREBASE_SERVER_KEY',
      /^AAAA[\w-]{7}:APA91b[\w-]{134}$/,
      (r) => `AAAA${r.url(7)}:APA91b${r.url(134)}`,
    ],
  ),
  ...formatsOf(
    'Azure',
    'Azure docs: storage connection strings, SAS, key formats; gitleaks azure-ad-client-secret; detect-secrets azure_storage_key',
    ['storage account key', 'AZURE_STORAGE_KEY AZURE_STORAGE_ACCOUNT_KEY', /^[A-Za-z0-9+/]{86}==$/, accountKey],
    [
      'storage connection string',
      'AZURE_STORAGE_CONNECTION_STRING AzureWebJobsStorage',
      /^DefaultEndpointsProtocol=https;AccountName=[a-z0-9]{3,24};AccountKey=[A-Za-z0-9+/]{86}==;EndpointSuffix=core\.windows\.net$/,
      (r) =>
        `DefaultEndpointsProtocol=https;AccountName=${account(r)};AccountKey=${accountKey(r)};EndpointSuffix=core.windows.net`,
    ],
    [
      'client secret',
      'AZURE_CLIENT_SECRET MICROSOFT_CLIENT_SECRET AZURE_AD_CLIENT_SECRET',
      /^[\w.~-]{3}\dQ~[\w.~-]{34}$/,
      (r) => `${r.alnum(3)}8Q~${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-', 34)}`,
    ],
    [
      'shared access signature',
      'AZURE_BLOB_SAS_URL AZURE_SAS_TOKEN UPLOAD_SAS',
      /^(https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net\/[a-z]+)?\?sv=\d{4}-\d\d-\d\d&ss=b&srt=co&sp=rwlc&se=\d{4}-\d\d-\d\dT00:00:00Z&spr=https&sig=[A-Za-z0-9%]{43,110}$/,
      (r) =>
        `${r.pick(['', `https://${account(r)}.blob.core.windows.net/uploads`])}?sv=2022-11-02&ss=b&srt=co&sp=rwlc&se=2027-0${r.of('123456789', 1)}-01T00:00:00Z&spr=https&sig=${encodeURIComponent(r.base64(32))}`,
    ],
    ['AI services key', 'AZURE_OPENAI_API_KEY AZURE_SPEECH_KEY', /^[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}$/, azureAiKey],
  ),
  ...formatsOf('Cloudflare', 'Cloudflare docs: API tokens; gitleaks cloudflare-*', [
    'API token',
    'CLOUDFLARE_API_TOKEN CF_API_TOKEN',
    /^[\w-]{40}$/,
    (r) => r.url(40),
  ]),
  ...formatsOf('Fastly', 'gitleaks fastly-api-token', [
    'API token',
    'FASTLY_API_TOKEN FASTLY_API_KEY',
    /^[\w-]{32}$/,
    (r) => r.url(32),
  ]),
  ...formatsOf('DigitalOcean', 'DigitalOcean API reference: token formats; gitleaks digitalocean-pat', [
    'personal token',
    'DIGITALOCEAN_TOKEN DO_API_TOKEN',
    /^dop_v1_[0-9a-f]{64}$/,
    (r) => `dop_v1_${r.hex(64)}`,
  ]),
  ...formatsOf('Heroku', 'gitleaks heroku-api-key', ['API key', 'HEROKU_API_KEY HEROKU_TOKEN', UUID, (r) => r.uuid()]),
  ...formatsOf('Netlify', 'trufflehog netlify', [
    'personal token',
    'NETLIFY_AUTH_TOKEN NETLIFY_TOKEN',
    /^nfp_[A-Za-z0-9]{36}$/,
    (r) => `nfp_${r.alnum(36)}`,
  ]),
  ...formatsOf('Vercel', 'trufflehog vercel; betterleaks vercel', [
    'access token',
    'VERCEL_TOKEN VERCEL_API_TOKEN',
    /^[A-Za-z0-9]{24}$/,
    (r) => r.alnum(24),
  ]),
  ...formatsOf('Tailscale', 'Tailscale docs: key prefixes; trufflehog tailscale', [
    'auth key',
    'TAILSCALE_AUTHKEY TS_AUTHKEY',
    /^tskey-auth-k[A-Za-z0-9]{10}CNTRL-[A-Za-z0-9]{32}$/,
    (r) => `tskey-auth-k${r.alnum(10)}CNTRL-${r.alnum(32)}`,
  ]),
];

const code: readonly Format[] = [
  ...formatsOf(
    'GitHub',
    'GitHub docs: token formats; gitleaks github-*',
    [
      'classic personal token',
      'GITHUB_TOKEN GH_TOKEN GITHUB_PAT githubToken',
      /^ghp_[A-Za-z0-9]{36}$/,
      (r) => withChecksum('ghp_', r.alnum(30)),
    ],
    [
      'fine-grained personal token',
      'GITHUB_TOKEN GITHUB_ACCESS_TOKEN',
      /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/,
      (r) => `github_pat_${r.alnum(22)}_${r.alnum(59)}`,
    ],
    [
      'OAuth token',
      'GITHUB_OAUTH_TOKEN GH_USER_TOKEN',
      /^gho_[A-Za-z0-9]{36}$/,
      (r) => withChecksum('gho_', r.alnum(30)),
    ],
    [
      'installation token',
      'GITHUB_APP_TOKEN GH_INSTALLATION_TOKEN',
      /^ghs_[A-Za-z0-9]{36}$/,
      (r) => withChecksum('ghs_', r.alnum(30)),
    ],
    [
      'refresh token',
      'GITHUB_REFRESH_TOKEN GH_REFRESH',
      /^ghr_[A-Za-z0-9]{36,76}$/,
      (r) => withChecksum('ghr_', r.alnum(r.pick([30, 70]))),
    ],
    [
      'OAuth app client secret',
      'GITHUB_CLIENT_SECRET GITHUB_SECRET AUTH_GITHUB_SECRET',
      /^[0-9a-f]{40}$/,
      (r) => r.hex(40),
    ],
  ),
  ...formatsOf(
    'GitLab',
    'GitLab docs: token overview, prefixes; gitleaks gitlab-*',
    ['personal token', 'GITLAB_TOKEN GITLAB_ACCESS_TOKEN GL_TOKEN', /^glpat-[\w-]{20}$/, (r) => `glpat-${r.url(20)}`],
    ['deploy token', 'GITLAB_DEPLOY_TOKEN CI_DEPLOY_PASSWORD', /^gldt-[\w-]{20}$/, (r) => `gldt-${r.url(20)}`],
    [
      'pipeline trigger token',
      'GITLAB_TRIGGER_TOKEN PIPELINE_TRIGGER',
      /^glptt-[0-9a-f]{40}$/,
      (r) => `glptt-${r.hex(40)}`,
    ],
  ),
  ...formatsOf('Bitbucket', 'trufflehog bitbucketapppassword', [
    'app password',
    'BITBUCKET_APP_PASSWORD BITBUCKET_TOKEN',
    /^ATBB[A-Za-z0-9]{24}[0-9A-F]{8}$/,
    (r) => `ATBB${r.alnum(24)}${r.of('0123456789ABCDEF', 8)}`,
  ]),
  ...formatsOf('npm', 'GitHub blog: npm token format; gitleaks npm-access-token; detect-secrets npm', [
    'access token',
    'NPM_TOKEN NODE_AUTH_TOKEN',
    /^npm_[A-Za-z0-9]{36}$/,
    (r) => withChecksum('npm_', r.alnum(30)),
  ]),
  ...formatsOf('PyPI', 'gitleaks pypi-upload-token; trufflehog pypi', [
    'upload token',
    'PYPI_TOKEN TWINE_PASSWORD',
    /^pypi-AgEIcHlwaS5vcmc[\w-]{150,160}$/,
    (r) => `pypi-AgEIcHlwaS5vcmcCJ${r.url(r.within(150, 157))}`,
  ]),
  ...formatsOf('Docker Hub', 'trufflehog dockerhub', [
    'personal token',
    'DOCKERHUB_TOKEN DOCKER_PASSWORD',
    /^dckr_pat_[\w-]{27}$/,
    (r) => `dckr_pat_${r.url(27)}`,
  ]),
  ...formatsOf('Terraform Cloud', 'gitleaks hashicorp-tf-api-token', [
    'API token',
    'TF_API_TOKEN TFE_TOKEN TERRAFORM_CLOUD_TOKEN',
    /^[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{67}$/,
    (r) => `${r.alnum(14)}.atlasv1.${r.alnum(67)}`,
  ]),
  ...formatsOf('Vault', 'Vault docs: token prefixes; gitleaks vault-service-token', [
    'service token',
    'VAULT_TOKEN HASHICORP_VAULT_TOKEN',
    /^hvs\.CAESI[\w-]{85,115}$/,
    (r) => `hvs.CAESI${r.url(r.within(85, 115))}`,
  ]),
  ...formatsOf('Doppler', 'Doppler docs: auth token formats; trufflehog doppler', [
    'service token',
    'DOPPLER_TOKEN DOPPLER_SERVICE_TOKEN',
    /^dp\.st\.[a-z0-9_-]{2,35}\.[A-Za-z0-9]{40,44}$/,
    (r) => `dp.st.${r.pick(['prd', 'dev', 'stg_eu'])}.${r.alnum(r.within(40, 44))}`,
  ]),
  ...formatsOf('1Password', 'gitleaks 1password-service-account-token', [
    'service account token',
    'OP_SERVICE_ACCOUNT_TOKEN ONEPASSWORD_TOKEN',
    /^ops_eyJ[A-Za-z0-9+/]{350,600}={0,2}$/,
    (r) =>
      `ops_${encode(JSON.stringify({ signInAddress: 'my.1password.com', userAuth: { method: 'SRPg-4096', alg: 'PBES2g-HS256', iterations: 650000, salt: r.url(22) }, email: `${r.lower(13)}@1passwordserviceaccounts.com`, srpX: r.hex(64), muk: { alg: 'A256GCM', ext: true, k: r.url(43), kty: 'oct' } }))}`,
  ]),
  ...formatsOf('age', 'age specification: X25519 identity; gitleaks age-secret-key', [
    'identity',
    'SOPS_AGE_KEY AGE_SECRET_KEY',
    /^AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/,
    (r) => `AGE-${'SECRET'}-KEY-1${r.of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`,
  ]),
  ...formatsOf('CircleCI', 'trufflehog circleci', [
    'personal token',
    'CIRCLECI_TOKEN CIRCLE_TOKEN',
    /^CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}$/,
    (r) => `CCIPAT_${r.alnum(22)}_${r.hex(40)}`,
  ]),
  ...formatsOf('Databricks', 'gitleaks databricks-api-token', [
    'personal token',
    'DATABRICKS_TOKEN DATABRICKS_ACCESS_TOKEN',
    /^dapi[0-9a-f]{32}(-\d)?$/,
    (r) => `dapi${r.hex(32)}${r.pick(['', '-2', '-3'])}`,
  ]),
  ...formatsOf('Snyk', 'gitleaks snyk-api-token', ['API token', 'SNYK_TOKEN SNYK_API_KEY', UUID, (r) => r.uuid()]),
];

const money: readonly Format[] = [
  ...formatsOf(
    'Stripe',
    'Stripe docs: API keys, webhook signatures; gitleaks stripe-access-token; trufflehog stripe',
    [
      'secret key',
      'STRIPE_SECRET_KEY STRIPE_API_KEY STRIPE_SK STRIPE',
      /^sk_live_[A-Za-z0-9]{24,99}$/,
      (r) => `sk_live_${r.pick([() => r.alnum(24), () => `51${r.alnum(97)}`])()}`,
    ],
    [
      'test secret key',
      'STRIPE_SECRET_KEY STRIPE_TEST_KEY',
      /^sk_test_[A-Za-z0-9]{24,99}$/,
      (r) => `sk_test_${r.pick([() => r.alnum(24), () => `51${r.alnum(97)}`])()}`,
    ],
    [
      'restricted key',
      'STRIPE_RESTRICTED_KEY STRIPE_KEY',
      /^rk_live_[A-Za-z0-9]{24,99}$/,
      (r) => `rk_live_${r.pick([() => r.alnum(24), () => `51${r.alnum(97)}`])()}`,
    ],
    [
      'webhook secret',
      'STRIPE_WEBHOOK_SECRET STRIPE_ENDPOINT_SECRET WEBHOOK_SIGNING_SECRET',
      /^whsec_[A-Za-z0-9]{32}$/,
      (r) => `whsec_${r.alnum(32)}`,
    ],
  ),
  ...formatsOf('Square', 'trufflehog square; betterleaks square', [
    'access token',
    'SQUARE_ACCESS_TOKEN SQUARE_TOKEN',
    /^EAAA[\w-]{60}$/,
    (r) => `EAAA${r.url(60)}`,
  ]),
  ...formatsOf('PayPal', 'trufflehog paypaloauth; kingfisher paypal', [
    'client secret',
    'PAYPAL_CLIENT_SECRET PAYPAL_SECRET',
    /^E[\w-]{79}$/,
    (r) => `E${r.url(79)}`,
  ]),
  ...formatsOf('Braintree', 'trufflehog braintreepayments', [
    'private key',
    'BRAINTREE_PRIVATE_KEY BT_PRIVATE_KEY',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('Plaid', 'trufflehog plaidkey; gitleaks plaid-*', [
    'secret',
    'PLAID_SECRET PLAID_SECRET_KEY',
    /^[0-9a-f]{30}$/,
    (r) => r.hex(30),
  ]),
  ...formatsOf('Adyen', 'Adyen docs: API credentials; patterns in public repositories: AQE and 60 or more characters', [
    'API key',
    'ADYEN_API_KEY ADYEN_KEY',
    /^AQE[A-Za-z0-9+/]{80,120}={0,2}-[A-Za-z0-9+/]{43}=-[\w;,.~!@#$%^&*()+={}[\]<>|]{16}$/,
    (r) =>
      `AQE${r.base64(69).slice(3)}-${r.base64(32)}-${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789;,.~!@#$%^&*()+={}[]<>|', 16)}`,
  ]),
  ...formatsOf('Razorpay', 'trufflehog razorpay', [
    'key secret',
    'RAZORPAY_KEY_SECRET RAZORPAY_SECRET',
    /^[A-Za-z0-9]{24}$/,
    (r) => r.alnum(24),
  ]),
  ...formatsOf('Paddle', 'Paddle docs: API key format', [
    'API key',
    'PADDLE_API_KEY PADDLE_KEY',
    /^pdl_live_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}$/,
    (r) => `pdl_live_apikey_01${r.lower(24)}_${r.alnum(22)}_${r.alnum(3)}`,
  ]),
  ...formatsOf(
    'Shopify',
    'Shopify docs: access tokens; gitleaks shopify-*',
    ['admin token', 'SHOPIFY_ACCESS_TOKEN SHOPIFY_ADMIN_TOKEN', /^shpat_[0-9a-f]{32}$/, (r) => `shpat_${r.hex(32)}`],
    ['shared secret', 'SHOPIFY_API_SECRET SHOPIFY_WEBHOOK_SECRET', /^shpss_[0-9a-f]{32}$/, (r) => `shpss_${r.hex(32)}`],
  ),
  ...formatsOf('Ethereum', 'Ethereum docs: accounts; BIP-39', [
    'private key',
    'DEPLOYER_PRIVATE_KEY WALLET_PRIVATE_KEY ETH_PRIVATE_KEY',
    /^(0x)?[0-9a-f]{64}$/,
    (r) => `${r.pick(['0x', ''])}${r.hex(64)}`,
  ]),
];

const messages: readonly Format[] = [
  ...formatsOf(
    'Slack',
    'Slack docs: token types, incoming webhooks; gitleaks slack-*; trufflehog slack, slackwebhook',
    [
      'bot token',
      'SLACK_BOT_TOKEN SLACK_TOKEN',
      /^xoxb-\d{12,13}-\d{12,13}-[A-Za-z0-9]{24}$/,
      (r) => `xoxb-${r.digits(r.within(12, 13))}-${r.digits(r.within(12, 13))}-${r.alnum(24)}`,
    ],
    [
      'user token',
      'SLACK_USER_TOKEN SLACK_OAUTH_TOKEN',
      /^xoxp(-\d{12,13}){3}-[0-9a-f]{32}$/,
      (r) => `xoxp-${r.digits(12)}-${r.digits(13)}-${r.digits(13)}-${r.hex(32)}`,
    ],
    [
      'app token',
      'SLACK_APP_TOKEN SLACK_SOCKET_TOKEN',
      /^xapp-1-A[A-Z0-9]{10}-\d{13}-[0-9a-f]{64}$/,
      (r) => `xapp-1-A${r.upper(10)}-${r.digits(13)}-${r.hex(64)}`,
    ],
    [
      'incoming webhook',
      'SLACK_WEBHOOK_URL SLACK_WEBHOOK ALERT_WEBHOOK_URL',
      /^https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{8,10}\/B[A-Z0-9]{8,10}\/[A-Za-z0-9]{24}$/,
      (r) =>
        `https://hooks.slack.com/services/T${r.upper(r.within(8, 10))}/B${r.upper(r.within(8, 10))}/${r.alnum(24)}`,
    ],
    ['signing secret', 'SLACK_SIGNING_SECRET SLACK_SECRET', HEX_32, (r) => r.hex(32)],
  ),
  ...formatsOf('Discord', 'detect-secrets discord; trufflehog discordwebhook', [
    'bot token',
    'DISCORD_BOT_TOKEN DISCORD_TOKEN BOT_TOKEN',
    /^[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{38}$/,
    (r) => `${encode(discordId(r)).replaceAll('=', '')}.G${r.url(5)}.${r.url(38)}`,
  ]),
  ...formatsOf('Telegram', 'Telegram Bot API: authorizing your bot; detect-secrets telegram_token', [
    'bot token',
    'TELEGRAM_BOT_TOKEN TG_TOKEN',
    /^\d{9,10}:A[\w-]{34}$/,
    (r) => `${r.digits(r.within(9, 10))}:AA${r.url(33)}`,
  ]),
  ...formatsOf(
    'LINE',
    'LINE Developers: channel secret, channel access token; trufflehog linemessaging',
    ['channel secret', 'LINE_CHANNEL_SECRET LINE_SECRET', HEX_32, (r) => r.hex(32)],
    [
      'channel access token',
      'LINE_CHANNEL_ACCESS_TOKEN LINE_ACCESS_TOKEN',
      /^[A-Za-z0-9+/]{171}=$/,
      (r) => `${r.base64(114).slice(0, 150)}dB04t89/1O/w1cDnyilFU=`,
    ],
  ),
  ...formatsOf('Twilio', 'Twilio docs: auth tokens, API keys; trufflehog twilio', [
    'auth token',
    'TWILIO_AUTH_TOKEN TWILIO_TOKEN',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('SendGrid', 'detect-secrets sendgrid; gitleaks sendgrid-api-token', [
    'API key',
    'SENDGRID_API_KEY SENDGRID_KEY SMTP_PASSWORD',
    /^SG\.[\w-]{22}\.[\w-]{43}$/,
    (r) => `SG.${r.url(22)}.${r.url(43)}`,
  ]),
  ...formatsOf('Mailgun', 'trufflehog mailgun; gitleaks mailgun-*', [
    'private key',
    'MAILGUN_API_KEY MAILGUN_KEY',
    /^key-[0-9a-f]{32}$/,
    (r) => `key-${r.hex(32)}`,
  ]),
  ...formatsOf('Mailchimp', 'gitleaks mailchimp-api-key; detect-secrets mailchimp', [
    'API key',
    'MAILCHIMP_API_KEY MAILCHIMP_KEY',
    /^[0-9a-f]{32}-us\d{1,2}$/,
    (r) => `${r.hex(32)}-us${r.within(1, 22)}`,
  ]),
  ...formatsOf('Postmark', 'trufflehog postmark', [
    'server token',
    'POSTMARK_SERVER_TOKEN POSTMARK_API_TOKEN',
    UUID,
    (r) => r.uuid(),
  ]),
  ...formatsOf('Resend', 'Resend docs: API keys; patterns in public repositories: re_', [
    'API key',
    'RESEND_API_KEY RESEND_KEY',
    /^re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}$/,
    (r) => `re_${r.alnum(8)}_${r.alnum(24)}`,
  ]),
  ...formatsOf('Brevo', 'gitleaks sendinblue-api-token', [
    'API key',
    'BREVO_API_KEY SENDINBLUE_API_KEY',
    /^xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}$/,
    (r) => `xkeysib-${r.hex(64)}-${r.alnum(16)}`,
  ]),
  ...formatsOf('Meta', 'Meta docs: app secret; gitleaks facebook-secret, facebook-page-access-token', [
    'app secret',
    'META_APP_SECRET FACEBOOK_APP_SECRET FB_SECRET',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('X', 'gitleaks twitter-*; trufflehog twitter', [
    'bearer token',
    'TWITTER_BEARER_TOKEN X_BEARER_TOKEN',
    /^A{22}[A-Za-z0-9%]{80,100}$/,
    (r) => `${'A'.repeat(22)}${r.alnum(8)}AAAAAA${r.alnum(16)}%2F${r.alnum(6)}%3D${r.alnum(50)}`,
  ]),
  ...formatsOf('LinkedIn', 'values in public repositories: WPL_AP1 and two parts', [
    'client secret',
    'LINKEDIN_CLIENT_SECRET LINKEDIN_SECRET',
    /^WPL_AP1\.[A-Za-z0-9]{16}\.[A-Za-z0-9+/]{6}==$/,
    (r) => `WPL_AP1.${r.alnum(16)}.${r.base64(4)}`,
  ]),
];

const watching: readonly Format[] = [
  ...formatsOf(
    'Datadog',
    'Datadog docs: API and application keys; trufflehog datadogtoken',
    ['API key', 'DD_API_KEY DATADOG_API_KEY', HEX_32, (r) => r.hex(32)],
    ['application key', 'DD_APP_KEY DATADOG_APP_KEY', /^[0-9a-f]{40}$/, (r) => r.hex(40)],
  ),
  ...formatsOf('New Relic', 'New Relic docs: API keys; trufflehog newrelicuserkey, newreliclicensekey', [
    'license key',
    'NEW_RELIC_LICENSE_KEY NR_LICENSE_KEY',
    /^([0-9a-f]{32}|eu01xx[0-9a-f]{26})FFFFNRAL$/,
    (r) => `${r.pick([r.hex(32), `eu01xx${r.hex(26)}`])}FFFFNRAL`,
  ]),
  ...formatsOf(
    'Sentry',
    'Sentry docs: auth tokens, DSN; gitleaks sentry-*',
    [
      'organization token',
      'SENTRY_AUTH_TOKEN SENTRY_TOKEN',
      /^sntrys_eyJpYXQiO[A-Za-z0-9+/]{100,260}_[A-Za-z0-9+/]{43}$/,
      sentryOrgToken,
    ],
    [
      'DSN with secret',
      'SENTRY_DSN SENTRY_PRIVATE_DSN',
      /^https:\/\/[0-9a-f]{32}:[0-9a-f]{32}@o\d+\.ingest\.sentry\.io\/\d+$/,
      (r) => `https://${r.hex(32)}:${r.hex(32)}@o${r.digits(6)}.ingest.sentry.io/${r.digits(7)}`,
    ],
  ),
  ...formatsOf('PagerDuty', 'trufflehog pagerdutyapikey; PagerDuty docs: Events API routing key', [
    'API key',
    'PAGERDUTY_API_KEY PAGERDUTY_TOKEN',
    /^u\+[\w+-]{18}$/,
    (r) => `u+${r.url(18)}`,
  ]),
  ...formatsOf(
    'Grafana',
    'gitleaks grafana-*',
    [
      'service account token',
      'GRAFANA_TOKEN GRAFANA_API_KEY',
      /^glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}$/,
      (r) => `glsa_${r.alnum(32)}_${r.hex(8)}`,
    ],
    [
      'cloud token',
      'GRAFANA_CLOUD_TOKEN LOKI_PASSWORD',
      /^glc_eyJ[A-Za-z0-9+/]{80,160}={0,2}$/,
      (r) =>
        `glc_${encode(JSON.stringify({ o: r.digits(6), n: `${r.word()}-write`, k: r.alnum(24), m: { r: 'prod-eu-west-0' } }))}`,
    ],
  ),
  ...formatsOf(
    'Honeycomb',
    'patterns in public repositories: hcaik_ and 58 characters; OpenTelemetry docs: OTLP headers',
    ['ingest key', 'HONEYCOMB_API_KEY HONEYCOMB_WRITE_KEY', /^hcaik_[a-z0-9]{58}$/, (r) => `hcaik_${r.lower(58)}`],
    [
      'OTLP header',
      'OTEL_EXPORTER_OTLP_HEADERS OTEL_HEADERS',
      /^x-honeycomb-team=[A-Za-z0-9]{22}$/,
      (r) => `x-honeycomb-team=${r.alnum(22)}`,
    ],
  ),
];

const data: readonly Format[] = [
  ...formatsOf('MongoDB Atlas', 'MongoDB docs: connection strings; trufflehog mongodb', [
    'connection string',
    'MONGODB_URI MONGO_URL DATABASE_URL MONGO_CONNECTION',
    /^mongodb\+srv:\/\/\w+:[\w%.~!*'()-]{14,96}@[a-z0-9-]+\.[a-z0-9]{5,7}\.mongodb\.net\/\w+\?retryWrites=true&w=majority$/,
    (r) =>
      `mongodb+srv://${r.word()}:${inUrl(r)}@${r.stage()}-cluster.${r.lower(r.within(5, 7))}.mongodb.net/${r.word()}?retryWrites=true&w=majority`,
  ]),
  ...formatsOf('PostgreSQL', 'PostgreSQL docs: connection URIs; trufflehog postgres', [
    'connection URL',
    'DATABASE_URL POSTGRES_URL PG_CONNECTION_STRING DB_DSN',
    /^postgres(ql)?:\/\/\w+:[\w%.~!*'()-]{14,96}@[\w.-]+:5432\/\w+(\?\S*)?$/,
    (r) =>
      `${r.pick(['postgres', 'postgresql'])}://${r.pick(['app', 'admin', 'postgres'])}:${inUrl(r)}@${host(r)}:5432/${r.word()}${r.pick(['', '?sslmode=require', '?schema=public'])}`,
  ]),
  ...formatsOf('MySQL', 'MySQL docs: connection strings; GitHub secret scanning: mysql_connection_string', [
    'connection URL',
    'MYSQL_URL DATABASE_URL JAWSDB_URL',
    /^mysql:\/\/\w+:[\w%.~!*'()-]{14,96}@[\w.-]+:3306\/\w+$/,
    (r) => `mysql://${r.pick(['app', 'admin', 'root'])}:${inUrl(r)}@${host(r)}:3306/${r.word()}`,
  ]),
  ...formatsOf('Redis', 'Redis docs: URI scheme; trufflehog redis', [
    'connection URL',
    'REDIS_URL CACHE_URL KV_URL',
    /^rediss?:\/\/(default)?:[\w-]{14,40}@[\w.-]+:6379$/,
    (r) =>
      `${r.pick(['redis', 'rediss'])}://${r.pick(['', 'default'])}:${generatedPassword(r)}@${r.word()}.${r.lower(6)}.ng.0001.use1.cache.amazonaws.com:6379`,
  ]),
  ...formatsOf('RabbitMQ', 'RabbitMQ docs: URI specification; trufflehog rabbitmq', [
    'connection URL',
    'AMQP_URL RABBITMQ_URL CLOUDAMQP_URL',
    /^amqps:\/\/\w+:[\w-]{14,40}@[\w.-]+(:5671|\/\w+)$/,
    (r) => `amqps://${r.word()}:${generatedPassword(r)}@b-${r.uuid()}.mq.${r.region()}.amazonaws.com:5671`,
  ]),
  ...formatsOf('SQL Server', 'Microsoft docs: connection string syntax; JDBC URL; trufflehog sqlserver, jdbc', [
    'ADO.NET connection string',
    'SQLSERVER_CONNECTION_STRING ConnectionStrings__Default MSSQL_CONNECTION',
    /^Server=tcp:[\w.-]+,1433;Database=\w+;User Id=\w+;Password=[^;]{16,32};Encrypt=True;$/,
    (r) =>
      `Server=tcp:${r.word()}.database.windows.net,1433;Database=${r.word()};User Id=app;Password=${markedPassword(r).replaceAll(';', 'x')};Encrypt=True;`,
  ]),
  ...formatsOf('Neon', 'Neon docs: connect; betterleaks neon', [
    'connection string',
    'NEON_DATABASE_URL DATABASE_URL',
    /^postgresql:\/\/neondb_owner:npg_[A-Za-z0-9]{12}@ep-[a-z]+-[a-z]+-[a-z0-9]{8}-pooler\.[a-z0-9-]+\.aws\.neon\.tech\/neondb\?sslmode=require$/,
    (r) =>
      `postgresql://neondb_owner:npg_${r.alnum(12)}@ep-${r.pick(['cool', 'late', 'young'])}-${r.pick(['river', 'sun', 'hill'])}-a${r.lower(7)}-pooler.${r.region()}.aws.neon.tech/neondb?sslmode=require`,
  ]),
  ...formatsOf('PlanetScale', 'trufflehog planetscale, planetscaledb', [
    'password',
    'PLANETSCALE_PASSWORD DATABASE_PASSWORD',
    /^pscale_pw_[A-Za-z0-9_]{43}$/,
    (r) => `pscale_pw_${r.alnum(43)}`,
  ]),
  ...formatsOf('Upstash', 'Upstash docs: REST API, connecting; values in public repositories', [
    'REST token',
    'UPSTASH_REDIS_REST_TOKEN KV_REST_API_TOKEN',
    /^A[A-Za-z0-9+/]{50,70}={0,2}$/,
    upstashToken,
  ]),
  ...formatsOf(
    'Supabase',
    'Supabase docs: API keys; betterleaks supabase; trufflehog supabasetoken',
    [
      'service_role key',
      'SUPABASE_SERVICE_ROLE_KEY SUPABASE_SERVICE_KEY SUPABASE_KEY',
      SIGNED,
      (r) =>
        signedToken(r, 'HS256', {
          iss: 'supabase',
          ref: r.of('abcdefghijklmnopqrstuvwxyz', 20),
          role: 'service_role',
          iat: moment(r),
          exp: moment(r) + 315_360_000,
        }),
    ],
    [
      'secret key',
      'SUPABASE_SECRET_KEY SUPABASE_SECRET',
      /^sb_secret_[\w-]{22}_[\w-]{8}$/,
      (r) => `sb_secret_${r.url(22)}_${r.url(8)}`,
    ],
  ),
  ...formatsOf('Turso', 'Turso docs: database tokens', [
    'database token',
    'TURSO_AUTH_TOKEN LIBSQL_AUTH_TOKEN',
    SIGNED,
    (r) => signedToken(r, 'EdDSA', { a: 'rw', iat: moment(r), id: r.uuid(), rid: r.uuid() }),
  ]),
  ...formatsOf('Algolia', 'Algolia docs: API keys; gitleaks algolia-api-key', [
    'admin key',
    'ALGOLIA_ADMIN_KEY ALGOLIA_ADMIN_API_KEY ALGOLIA_WRITE_KEY',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('Momento', 'Momento docs: API keys (v1, base64 of JSON)', [
    'API key',
    'MOMENTO_API_KEY MOMENTO_AUTH_TOKEN',
    /^eyJlbmRwb2ludCI6[A-Za-z0-9+/]{200,400}={0,2}$/,
    (r) =>
      encode(
        JSON.stringify({
          endpoint: `cell-4-${r.region()}-1.prod.a.momentohq.com`,
          api_key: signedToken(r, 'HS256', { sub: `${r.word()}@example.org`, ver: 1 }),
        }),
      ),
  ]),
  ...formatsOf('Kafka', 'Kafka docs: SASL/PLAIN; trufflehog confluent', [
    'JAAS configuration',
    'KAFKA_SASL_JAAS_CONFIG SASL_JAAS_CONFIG',
    /^org\.apache\.kafka\.common\.security\.plain\.PlainLoginModule required username="[A-Z0-9]{16}" password="[A-Za-z0-9+/]{64}";$/,
    (r) =>
      `org.apache.kafka.common.security.plain.PlainLoginModule required username="${r.upper(16)}" password="${r.base64(48)}";`,
  ]),
];

const people: readonly Format[] = [
  ...formatsOf('Auth0', 'trufflehog auth0oauth', [
    'client secret',
    'AUTH0_CLIENT_SECRET AUTH0_SECRET',
    /^[\w-]{64}$/,
    (r) => r.url(64),
  ]),
  ...formatsOf('Okta', 'gitleaks okta-access-token', [
    'API token',
    'OKTA_API_TOKEN OKTA_TOKEN',
    /^00[\w-]{40}$/,
    (r) => `00${r.url(40)}`,
  ]),
  ...formatsOf(
    'Clerk',
    'Clerk docs: environment variables; betterleaks clerk',
    ['secret key', 'CLERK_SECRET_KEY CLERK_API_KEY', /^sk_live_[A-Za-z0-9]{42}$/, (r) => `sk_live_${r.alnum(42)}`],
    [
      'webhook secret',
      'CLERK_WEBHOOK_SECRET CLERK_WEBHOOK_SIGNING_SECRET',
      /^whsec_[A-Za-z0-9+/]{32}$/,
      (r) => `whsec_${r.base64(24)}`,
    ],
  ),
  ...formatsOf(
    'Notion',
    'trufflehog notion; gitleaks notion-api-token',
    ['internal secret', 'NOTION_API_KEY NOTION_TOKEN', /^secret_[A-Za-z0-9]{43}$/, (r) => `secret_${r.alnum(43)}`],
    [
      'integration token',
      'NOTION_TOKEN NOTION_INTEGRATION_TOKEN',
      /^ntn_\d{11}[A-Za-z0-9]{35}$/,
      (r) => `ntn_${r.digits(11)}${r.alnum(35)}`,
    ],
  ),
  ...formatsOf('Linear', 'gitleaks linear-api-key', [
    'API key',
    'LINEAR_API_KEY LINEAR_TOKEN',
    /^lin_api_[A-Za-z0-9]{40}$/,
    (r) => `lin_api_${r.alnum(40)}`,
  ]),
  ...formatsOf('Airtable', 'gitleaks airtable-personnal-access-token', [
    'personal token',
    'AIRTABLE_API_KEY AIRTABLE_TOKEN AIRTABLE_PAT',
    /^pat[A-Za-z0-9]{14}\.[0-9a-f]{64}$/,
    (r) => `pat${r.alnum(14)}.${r.hex(64)}`,
  ]),
  ...formatsOf('Asana', 'trufflehog asanapersonalaccesstoken', [
    'personal token',
    'ASANA_ACCESS_TOKEN ASANA_PAT',
    /^2\/\d{16}\/\d{16}:[0-9a-f]{32}$/,
    (r) => `2/${r.digits(16)}/${r.digits(16)}:${r.hex(32)}`,
  ]),
  ...formatsOf('Atlassian', 'gitleaks atlassian-api-token; trufflehog jiratoken', [
    'API token',
    'JIRA_API_TOKEN ATLASSIAN_TOKEN CONFLUENCE_API_TOKEN',
    /^ATATT3xFfGF0[\w-]{171}=[0-9A-F]{8}$/,
    (r) => `ATATT3xFfGF0${r.url(171)}=${r.of('0123456789ABCDEF', 8)}`,
  ]),
  ...formatsOf('Figma', 'trufflehog figmapersonalaccesstoken; kingfisher figma', [
    'personal token',
    'FIGMA_TOKEN FIGMA_ACCESS_TOKEN',
    /^figd_[\w-]{40}$/,
    (r) => `figd_${r.url(40)}`,
  ]),
  ...formatsOf('Dropbox', 'gitleaks dropbox-short-lived-api-token; trufflehog dropbox', [
    'access token',
    'DROPBOX_ACCESS_TOKEN DROPBOX_TOKEN',
    /^sl\.(u\.)?[\w-]{135}$/,
    (r) => `sl.${r.pick(['', 'u.'])}${r.url(135)}`,
  ]),
  ...formatsOf('HubSpot', 'trufflehog hubspot_apikey', [
    'private app token',
    'HUBSPOT_ACCESS_TOKEN HUBSPOT_PRIVATE_APP_TOKEN HUBSPOT_API_KEY',
    new RegExp(`^pat-(na|eu)1-${UUID.source.slice(1)}`),
    (r) => `pat-${r.pick(['na1', 'eu1'])}-${r.uuid()}`,
  ]),
  ...formatsOf('Intercom', 'trufflehog intercom: 59 characters and =', [
    'access token',
    'INTERCOM_ACCESS_TOKEN INTERCOM_TOKEN',
    /^dG9rO[A-Za-z0-9+/]{54}=$/,
    (r) => encode(`tok:${r.uuid().replaceAll('-', '_')}:1:0`),
  ]),
  ...formatsOf('Zendesk', 'gitleaks zendesk-secret-key; trufflehog zendeskapi', [
    'API token',
    'ZENDESK_API_TOKEN ZENDESK_TOKEN',
    /^[A-Za-z0-9]{40}$/,
    (r) => r.alnum(40),
  ]),
  ...formatsOf(
    'Upwork',
    'Upwork docs: API authentication (a key and its secret; the lengths are of values in use)',
    ['OAuth client secret', 'UPWORK_CLIENT_SECRET UPWORK_API_SECRET UPWORK_SECRET', /^[0-9a-f]{16}$/, (r) => r.hex(16)],
    [
      'OAuth tokens',
      'UPWORK_OAUTH_TOKENS UPWORK_TOKENS',
      /^\{"access_token":"oauth2v2_int_[0-9a-f]{32}","refresh_token":"oauth2v2_[0-9a-f]{32}","token_type":"Bearer","expires_in":86400\}$/,
      (r) =>
        JSON.stringify({
          access_token: `oauth2v2_int_${r.hex(32)}`,
          refresh_token: `oauth2v2_${r.hex(32)}`,
          token_type: 'Bearer',
          expires_in: 86400,
        }),
    ],
  ),
  ...formatsOf('PostHog', 'trufflehog posthog', [
    'personal key',
    'POSTHOG_PERSONAL_API_KEY POSTHOG_API_KEY',
    /^phx_[A-Za-z0-9]{43,48}$/,
    (r) => `phx_${r.alnum(r.within(43, 48))}`,
  ]),
  ...formatsOf('LaunchDarkly', 'trufflehog launchdarkly', [
    'SDK key',
    'LAUNCHDARKLY_SDK_KEY LD_SDK_KEY',
    new RegExp(`^sdk-${UUID.source.slice(1)}`),
    (r) => `sdk-${r.uuid()}`,
  ]),
  ...formatsOf('Contentful', 'trufflehog contentfulpersonalaccesstoken', [
    'management token',
    'CONTENTFUL_MANAGEMENT_TOKEN CONTENTFUL_CMA_TOKEN',
    /^CFPAT-[\w-]{43}$/,
    (r) => `CFPAT-${r.url(43)}`,
  ]),
  ...formatsOf('Cloudinary', 'Cloudinary docs: CLOUDINARY_URL; trufflehog cloudinary', [
    'URL',
    'CLOUDINARY_URL CLOUDINARY',
    /^cloudinary:\/\/\d{15}:[\w-]{27}@[a-z0-9-]+$/,
    (r) => `cloudinary://${r.digits(15)}:${r.url(27)}@${r.word()}-${r.lower(4)}`,
  ]),
  ...formatsOf('reCAPTCHA', 'kingfisher recaptcha', [
    'secret key',
    'RECAPTCHA_SECRET_KEY RECAPTCHA_SECRET',
    /^6L[c-f][\w-]{37}$/,
    (r) => `6L${r.of('cdef', 1)}${r.url(5)}AAAAA${r.url(27)}`,
  ]),
  ...formatsOf('Apple', 'Apple docs: communicating with APNs using authentication tokens', [
    'APNs signing key',
    'APNS_PRIVATE_KEY APPLE_PRIVATE_KEY APPLE_P8',
    PRIVATE_PEM,
    (r) => pem(PRIVATE_KEY, pkcs8(r, 'EC')),
  ]),
];

const generic: readonly Format[] = [
  ...formatsOf(
    GENERIC,
    'RFC 7468, RFC 5208, RFC 8017; gitleaks private-key; detect-secrets private_key',
    [
      'RSA private key',
      'PRIVATE_KEY SIGNING_KEY JWT_PRIVATE_KEY',
      PRIVATE_PEM,
      (r) => pem(PRIVATE_KEY, pkcs8(r, 'RSA')),
    ],
    [
      'private key on one line',
      'PRIVATE_KEY DOCUSIGN_PRIVATE_KEY SNOWFLAKE_PRIVATE_KEY',
      /^-----BEGIN RSA [P]RIVATE KEY-----\\n[A-Za-z0-9+/=\\n]{1500,1750}-----END [A-Z ]+-----\\n$/,
      (r) => escaped(pem(`RSA ${PRIVATE_KEY}`, rsaPrivateKey(r))),
    ],
    [
      'private key in base64',
      'PRIVATE_KEY_BASE64 JWT_SIGNING_KEY_B64 CLOUDFRONT_PRIVATE_KEY',
      /^LS0tLS1CRUdJTi[A-Za-z0-9+/]{2000,2500}={0,2}$/,
      (r) => encode(pem(PRIVATE_KEY, pkcs8(r, 'RSA'))),
    ],
    [
      'private key without its frame',
      'ALIPAY_PRIVATE_KEY RSA_KEY',
      /^MII[A-Za-z0-9+/]{1580,1640}={0,2}$/,
      (r) => pkcs8(r, 'RSA').toString('base64'),
    ],
    [
      'SSH private key',
      'SSH_PRIVATE_KEY DEPLOY_KEY SFTP_PRIVATE_KEY',
      PRIVATE_PEM,
      (r) => pem(`OPENSSH ${PRIVATE_KEY}`, sshPrivateKey(r)),
    ],
  ),
  ...formatsOf(
    GENERIC,
    'RFC 7519; trufflehog jwt; detect-secrets jwt',
    [
      'signed service token',
      'SERVICE_TOKEN INTERNAL_JWT HASURA_ADMIN_TOKEN',
      SIGNED,
      (r) => signedToken(r, 'HS256', serviceClaims(r)),
    ],
    [
      'signed access token',
      'ACCESS_TOKEN BEARER_TOKEN API_ACCESS_TOKEN',
      SIGNED,
      (r) =>
        signedToken(r, r.pick(['RS256', 'ES256']), {
          iss: `https://${r.word()}.example.com/`,
          aud: `https://api.${r.word()}.example.com`,
          ...serviceClaims(r),
        }),
    ],
    [
      'authorization header',
      'AUTH_HEADER API_AUTHORIZATION',
      /^(Basic [A-Za-z0-9+/]{20,80}={0,2}|Bearer [\w-]{40})$/,
      (r) => r.pick([`Basic ${encode(`${r.word()}:${generatedPassword(r)}`)}`, `Bearer ${r.url(40)}`]),
    ],
  ),
  ...formatsOf(
    GENERIC,
    'RFC 3986 user information; GitHub secret scanning: generic patterns; detect-secrets basic_auth',
    [
      'URL with password',
      'API_URL ELASTICSEARCH_URL PROXY_URL SUPPLIER_ENDPOINT',
      /^https:\/\/\w+:[\w-]{14,40}@[\w.-]+(:\d+)?\/?\S*$/,
      (r) =>
        `https://${r.pick(['elastic', 'api', 'svc'])}:${generatedPassword(r)}@${r.word()}.example.com${r.pick([':9243', '/v1', ''])}`,
    ],
    [
      'git URL with token',
      'REPO_URL CONTENT_REPOSITORY',
      /^https:\/\/x-access-token:gh[ps]_[A-Za-z0-9]{36}@github\.com\/[a-z]+\/[a-z]+\.git$/,
      (r) =>
        `https://x-access-token:${withChecksum(r.pick(['ghp_', 'ghs_']), r.alnum(30))}@github.com/${r.word()}/${r.word()}.git`,
    ],
    [
      'SMTP URL',
      'SMTP_URL EMAIL_SERVER MAILER_DSN',
      /^smtps?:\/\/[\w%.@-]+:[\w-]{14,40}@[\w.-]+:(465|587)$/,
      (r) =>
        `${r.pick(['smtp', 'smtps'])}://${r.pick(['apikey', 'mailer', 'no-reply%40example.com'])}:${generatedPassword(r)}@smtp.${r.word()}.example.com:${r.pick(['465', '587'])}`,
    ],
  ),
  ...formatsOf(
    GENERIC,
    'detect-secrets keyword, high_entropy_strings; gitleaks generic-api-key',
    [
      'generated database password',
      'DB_PASSWORD DATABASE_PASSWORD POSTGRES_PASSWORD MYSQL_PWD dbPass',
      /^[\w-]{14,40}$/,
      generatedPassword,
    ],
    [
      'password with marks',
      'DB_PASS RDS_PASSWORD MASTER_USER_PASSWORD SFTP_PASSWORD',
      /^[\w!#$%&*()=+[\]{}<>:?.,~^|;-]{16,32}$/,
      markedPassword,
    ],
    [
      'remembered password',
      'DB_PASSWORD ADMIN_PASSWORD SMTP_PASSWORD FTP_PASS PORTAL_PASSWORD',
      /^[A-Za-z0-9@!#$?-]{8,40}$/,
      rememberedPassword,
    ],
    [
      'user and password',
      'BASIC_AUTH API_CREDENTIALS HTTP_BASIC_AUTH',
      /^[a-z]+:[\w-]{14,40}$/,
      (r) => `${r.word()}:${generatedPassword(r)}`,
    ],
    [
      'credentials as JSON',
      'SERVICE_CREDENTIALS PARTNER_CONFIG ERP_LOGIN',
      /^\{"(user|clientId)":"[\w-]+","(password|clientSecret)":"[\w-]{14,40}"\}$/,
      (r) =>
        JSON.stringify(
          r.pick([
            { user: r.word(), password: generatedPassword(r) },
            { clientId: r.uuid(), clientSecret: r.url(40) },
          ]),
        ),
    ],
    [
      'internal API key',
      'INTERNAL_API_KEY X_API_KEY PARTNER_API_KEY CRON_SECRET REVALIDATE_SECRET',
      /^[A-Za-z0-9_-]{32,48}$/,
      (r) => r.pick([() => r.alnum(40), () => r.hex(32), () => r.url(43), () => `${r.word()}_${r.alnum(32)}`])(),
    ],
    ['UUID as a secret', 'INTERNAL_API_TOKEN API_SECRET ADMIN_TOKEN WEBHOOK_SECRET', UUID, (r) => r.uuid()],
    [
      'webhook secret',
      'WEBHOOK_SECRET GITHUB_WEBHOOK_SECRET HMAC_SECRET',
      /^[A-Za-z0-9+/_-]{32,64}=?$/,
      (r) => r.pick([() => r.hex(40), () => r.base64(32), () => r.alnum(32)])(),
    ],
    [
      'OAuth client secret',
      'OAUTH_CLIENT_SECRET OIDC_CLIENT_SECRET SSO_SECRET',
      /^[\w~.-]{32,64}$/,
      (r) => r.pick([() => r.url(43), () => r.alnum(32), () => r.hex(64)])(),
    ],
  ),
  ...formatsOf(
    GENERIC,
    'docs of the frameworks: Auth.js, Flask, Django, Rails, Laravel, cryptography (Fernet)',
    [
      'JWT secret',
      'JWT_SECRET jwtSecret ACCESS_TOKEN_SECRET JWT_SIGNING_SECRET TOKEN_SECRET',
      /^[A-Za-z0-9+/_-]{32,128}={0,2}$/,
      (r) => r.pick([() => r.hex(64), () => r.base64(32), () => r.base64(64), () => r.url(48)])(),
    ],
    [
      'session secret',
      'SESSION_SECRET SESSION_KEY COOKIE_SECRET NEXTAUTH_SECRET AUTH_SECRET',
      /^[A-Za-z0-9+/_-]{32,64}={0,2}$/,
      (r) => r.pick([() => r.base64(32), () => r.hex(64), () => r.alnum(32)])(),
    ],
    ['Flask secret key', 'FLASK_SECRET_KEY SECRET_KEY', /^[0-9a-f]{48,64}$/, (r) => r.hex(r.pick([48, 64]))],
    [
      'Django secret key',
      'DJANGO_SECRET_KEY SECRET_KEY',
      /^(django-insecure-)?[a-z0-9!@#$%^&*(\-_=+)]{50}$/,
      (r) => `${r.pick(['', 'django-insecure-'])}${djangoSecret(r)}`,
    ],
    ['Rails secret key base', 'SECRET_KEY_BASE RAILS_SECRET_KEY_BASE', /^[0-9a-f]{128}$/, (r) => r.hex(128)],
    ['Laravel app key', 'APP_KEY LARAVEL_APP_KEY', /^base64:[A-Za-z0-9+/]{43}=$/, (r) => `base64:${r.base64(32)}`],
    [
      'encryption key',
      'ENCRYPTION_KEY DATA_KEY FIELD_ENCRYPTION_KEY AES_KEY',
      /^([0-9a-f]{64}|[A-Za-z0-9+/_-]{43}=|[A-Za-z0-9]{32})$/,
      (r) => r.pick([() => r.hex(64), () => r.base64(32), () => `${r.url(43)}=`, () => r.alnum(32)])(),
    ],
    [
      'one-time password seed',
      'TOTP_SECRET MFA_SEED OTP_SECRET',
      /^[A-Z2-7]{16,32}$/,
      (r) => r.base32(r.pick([16, 32])),
    ],
    [
      'VAPID private key',
      'VAPID_PRIVATE_KEY WEB_PUSH_PRIVATE_KEY',
      /^[\w-]{43}$/,
      (r) => r.bytes(32).toString('base64url'),
    ],
    [
      'passphrase',
      'PRIVATE_KEY_PASSPHRASE GPG_PASSPHRASE KEYSTORE_PASSWORD',
      /^[A-Za-z0-9@!#$? -]{8,60}$/,
      (r) =>
        r.pick([
          () => rememberedPassword(r),
          () => Array.from({ length: 5 }, () => r.pick(COMMON_WORDS)).join('-'),
          () => r.alnum(20),
        ])(),
    ],
  ),
];

/**
 * The formats of credentials that the rules were tuned to, as their providers and the public secret scanners document
 * them.
 */
export const credentialFormats: readonly Format[] = [
  ...ai,
  ...clouds,
  ...code,
  ...money,
  ...messages,
  ...watching,
  ...data,
  ...people,
  ...generic,
];

/** A value of an environment variable, made up. */
export interface Row {
  readonly id: string;
  readonly provider: string;
  readonly kind: string;
  readonly variable: string;
  readonly value: string;
}

export interface CredentialTable {
  readonly credentials: readonly Row[];
  readonly harmless: readonly Row[];
}

/** Rows of each half, for each seed. */
const HALF = 100;

/**
 * 200 credentials and 200 harmless values that look alike: the same seed makes the same rows. Those of even index are
 * the development half, those of odd index the held-out half, and no format is in both.
 */
export function credentialTable(seed: number): CredentialTable {
  const random = randomText(seed);
  return {
    credentials: rowsOf('credential', seed, random, credentialFormats, heldOutCredentials),
    harmless: rowsOf('harmless', seed, random, harmlessFormats, heldOutHarmless),
  };
}

/** The rows of even index: those by which rules may be written and tuned. */
export function developmentRows(rows: readonly Row[]): Row[] {
  return rows.filter((_, index) => index % 2 === 0);
}

/** The rows of odd index: those by which rules are judged. Whoever writes the rules should not see them. */
export function heldOutRows(rows: readonly Row[]): Row[] {
  return rows.filter((_, index) => index % 2 === 1);
}

function rowsOf(
  name: string,
  seed: number,
  random: RandomText,
  development: readonly Format[],
  heldOut: readonly Format[],
): Row[] {
  const shown = turn(seed, random, development);
  const held = turn(seed, random, heldOut);
  const seen = new Set<string>();
  return Array.from({ length: 2 * HALF }, (_, index) => {
    const format = (index % 2 === 0 ? shown : held)[index >> 1];
    if (format === undefined) throw new Error(`no format for row ${index}`);
    return { id: `${name}-${index}`, ...unseen(random, format, seen) };
  });
}

/** As many formats as a half has rows, mixed. Each seed goes on where the one before it stopped: all are drawn as often. */
function turn(seed: number, random: RandomText, formats: readonly Format[]): Format[] {
  const start = seed * HALF;
  const found = Array.from({ length: HALF }, (_, index) => formats.at((start + index) % formats.length));
  return shuffled(
    random,
    found.filter((format) => format !== undefined),
  );
}

function shuffled<T>(random: RandomText, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, place: random.whole(2 ** 30) }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function unseen(random: RandomText, format: Format, seen: Set<string>): Omit<Row, 'id'> {
  const { provider, kind, variables } = format;
  for (let attempt = 0; attempt < 100; attempt++) {
    const variable = variables[random.whole(variables.length)] ?? kind;
    const value = format.make(random);
    const row = `${variable}=${value}`;
    if (seen.has(row)) continue;
    seen.add(row);
    return { provider, kind, variable, value };
  }
  throw new Error(`${provider}, ${kind}: too few names and values`);
}
