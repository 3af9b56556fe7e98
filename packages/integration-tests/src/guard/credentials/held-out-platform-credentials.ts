import { type Format, formatsOf, HEX_32, UUID } from './format.js';
import { encode, generatedPassword, moment, type RandomText, signedToken } from './random-text.js';

const HEX_40 = /^[0-9a-f]{40}$/;
const HEX_64 = /^[0-9a-f]{64}$/;
const uuid = (r: RandomText) => r.uuid();
const prefixed = (prefix: string) => new RegExp(`^${prefix}${UUID.source.slice(1)}`);

const ai: readonly Format[] = [
  ...formatsOf('DeepSeek', 'https://api-docs.deepseek.com; trufflehog deepseek', [
    'API key',
    'DEEPSEEK_API_KEY DEEPSEEK_KEY',
    /^sk-[0-9a-f]{32}$/,
    (r) => `sk-${r.hex(32)}`,
  ]),
  ...formatsOf('Together AI', 'https://docs.together.ai/docs/quickstart; betterleaks togetherai', [
    'API key',
    'TOGETHER_API_KEY TOGETHER_AI_API_KEY',
    /^(tgp_v1_[\w-]{43}|[0-9a-f]{64})$/,
    (r) => r.pick([() => `tgp_v1_${r.url(43)}`, () => r.hex(64)])(),
  ]),
  ...formatsOf('NVIDIA', 'https://docs.nvidia.com/nim; trufflehog nvapi; betterleaks nvidia', [
    'API key',
    'NVIDIA_API_KEY NGC_API_KEY',
    /^nvapi-[\w-]{64}$/,
    (r) => `nvapi-${r.url(64)}`,
  ]),
  ...formatsOf('Cerebras', 'https://inference-docs.cerebras.ai/quickstart; betterleaks cerebras', [
    'API key',
    'CEREBRAS_API_KEY CEREBRAS_KEY',
    /^csk-[a-z0-9]{48}$/,
    (r) => `csk-${r.lower(48)}`,
  ]),
  ...formatsOf('Deepgram', 'https://developers.deepgram.com/docs/create-additional-api-keys; trufflehog deepgram', [
    'API key',
    'DEEPGRAM_API_KEY DEEPGRAM_KEY',
    HEX_40,
    (r) => r.hex(40),
  ]),
  ...formatsOf('AssemblyAI', 'https://www.assemblyai.com/docs; trufflehog assemblyai', [
    'API key',
    'ASSEMBLYAI_API_KEY ASSEMBLY_AI_KEY',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('Stability AI', 'https://platform.stability.ai/docs; betterleaks stabilityai', [
    'API key',
    'STABILITY_API_KEY STABILITY_AI_KEY',
    /^sk-[A-Za-z0-9]{48}$/,
    (r) => `sk-${r.alnum(48)}`,
  ]),
  ...formatsOf('Langfuse', 'https://langfuse.com/docs/api; trufflehog langfuse', [
    'secret key',
    'LANGFUSE_SECRET_KEY LANGFUSE_SK',
    prefixed('sk-lf-'),
    (r) => `sk-lf-${r.uuid()}`,
  ]),
  ...formatsOf('Weights & Biases', 'https://docs.wandb.ai/guides/track/environment-variables; trufflehog wandb', [
    'API key',
    'WANDB_API_KEY WANDB_KEY',
    HEX_40,
    (r) => r.hex(40),
  ]),
];

const clouds: readonly Format[] = [
  ...formatsOf('Fly.io', 'https://fly.io/docs/security/tokens; trufflehog flyio', [
    'deploy token',
    'FLY_API_TOKEN FLY_ACCESS_TOKEN',
    /^FlyV1 fm2_[A-Za-z0-9+/=,_-]{500,700}$/,
    (r) => `FlyV1 fm2_${r.base64(r.within(390, 510))}`,
  ]),
  ...formatsOf('Railway', 'https://docs.railway.com/reference/public-api; trufflehog railwayapp', [
    'API token',
    'RAILWAY_TOKEN RAILWAY_API_TOKEN',
    UUID,
    uuid,
  ]),
  ...formatsOf('Scaleway', 'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys; trufflehog scalewaykey', [
    'secret key',
    'SCW_SECRET_KEY SCALEWAY_SECRET_KEY',
    UUID,
    uuid,
  ]),
  ...formatsOf('Alibaba Cloud', 'https://www.alibabacloud.com/help/en/ram; gitleaks alibaba-secret-key', [
    'access key secret',
    'ALIBABA_CLOUD_ACCESS_KEY_SECRET OSS_ACCESS_KEY_SECRET ALICLOUD_SECRET_KEY',
    /^[A-Za-z0-9]{30}$/,
    (r) => r.alnum(30),
  ]),
  ...formatsOf(
    'IBM Cloud',
    'https://cloud.ibm.com/docs/account?topic=account-userapikey; detect-secrets ibm_cloud_iam',
    ['API key', 'IBMCLOUD_API_KEY IBM_CLOUD_API_KEY WATSONX_APIKEY', /^[\w-]{44}$/, (r) => r.url(44)],
  ),
  ...formatsOf('Cloudflare R2', 'https://developers.cloudflare.com/r2/api/tokens (the SHA-256 of a token)', [
    'secret access key',
    'R2_SECRET_ACCESS_KEY CLOUDFLARE_R2_SECRET_KEY',
    HEX_64,
    (r) => r.hex(64),
  ]),
  ...formatsOf(
    'Backblaze B2',
    'https://www.backblaze.com/docs/cloud-storage-application-keys; values in public repositories: K00',
    [
      'application key',
      'B2_APPLICATION_KEY BACKBLAZE_APP_KEY',
      /^K00\d[A-Za-z0-9+/]{27}$/,
      (r) => `K00${r.of('0123456789', 1)}${r.base64(21).slice(0, 27)}`,
    ],
  ),
  ...formatsOf('Azure Service Bus', 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas', [
    'connection string',
    'SERVICEBUS_CONNECTION_STRING EVENTHUB_CONNECTION_STRING',
    /^Endpoint=sb:\/\/[a-z-]+\.servicebus\.windows\.net\/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=[A-Za-z0-9+/]{43}=$/,
    (r) =>
      `Endpoint=sb://${r.word()}-${r.stage()}.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${r.base64(32)}`,
  ]),
  ...formatsOf(
    'Azure Cosmos DB',
    'https://learn.microsoft.com/azure/cosmos-db/secure-access-to-data; trufflehog azure_cosmosdb',
    [
      'connection string',
      'COSMOS_CONNECTION_STRING COSMOSDB_CONNECTION',
      /^AccountEndpoint=https:\/\/[a-z-]+\.documents\.azure\.com:443\/;AccountKey=[A-Za-z0-9+/]{86}==;$/,
      (r) => `AccountEndpoint=https://${r.word()}-${r.stage()}.documents.azure.com:443/;AccountKey=${r.base64(64)};`,
    ],
  ),
  ...formatsOf(
    'Azure DevOps',
    'https://learn.microsoft.com/azure/devops/organizations/accounts; kingfisher azuredevops',
    [
      'personal access token',
      'AZURE_DEVOPS_PAT AZURE_DEVOPS_EXT_PAT',
      /^[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZDO[A-Za-z0-9]{4}$/,
      (r) => `${r.alnum(52)}JQQJ99B${r.of('ABCDEFGHIJKL', 1)}AC${'A'.repeat(13)}SAZDO${r.alnum(4)}`,
    ],
  ),
  ...formatsOf(
    'Azure Functions',
    'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to; trufflehog azurefunctionkey',
    [
      'URL with key',
      'AZURE_FUNCTION_URL LEGACY_EXPORT_URL',
      /^https:\/\/[a-z-]+\.azurewebsites\.net\/api\/[a-z]+\?code=[\w-]{54}==$/,
      (r) => `https://${r.word()}-${r.stage()}.azurewebsites.net/api/${r.word()}?code=${r.url(44)}AzFu${r.url(6)}==`,
    ],
  ),
  ...formatsOf(
    'Vercel',
    'https://vercel.com/docs/deploy-hooks; https://vercel.com/docs/edge-config; https://vercel.com/docs/vercel-blob',
    [
      'deploy hook',
      'VERCEL_DEPLOY_HOOK_URL DEPLOY_HOOK_URL',
      /^https:\/\/api\.vercel\.com\/v1\/integrations\/deploy\/prj_[A-Za-z0-9]{28}\/[A-Za-z0-9]{10}$/,
      (r) => `https://api.vercel.com/v1/integrations/deploy/prj_${r.alnum(28)}/${r.alnum(10)}`,
    ],
    [
      'Edge Config connection string',
      'EDGE_CONFIG EDGE_CONFIG_URL',
      /^https:\/\/edge-config\.vercel\.com\/ecfg_[a-z0-9]{28}\?token=[0-9a-f-]{36}$/,
      (r) => `https://edge-config.vercel.com/ecfg_${r.lower(28)}?token=${r.uuid()}`,
    ],
    [
      'Blob token',
      'BLOB_READ_WRITE_TOKEN VERCEL_BLOB_TOKEN',
      /^vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}$/,
      (r) => `vercel_blob_rw_${r.alnum(16)}_${r.alnum(30)}`,
    ],
  ),
  ...formatsOf('Expo', 'https://docs.expo.dev/accounts/programmatic-access (the length is of values in use)', [
    'access token',
    'EXPO_ACCESS_TOKEN EXPO_TOKEN',
    /^[\w-]{40}$/,
    (r) => r.url(40),
  ]),
  ...formatsOf('Pulumi', 'https://www.pulumi.com/docs/pulumi-cloud/access-management; gitleaks pulumi-api-token', [
    'access token',
    'PULUMI_ACCESS_TOKEN PULUMI_TOKEN',
    /^pul-[0-9a-f]{40}$/,
    (r) => `pul-${r.hex(40)}`,
  ]),
  ...formatsOf(
    'JFrog',
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens; gitleaks artifactory-*',
    ['API key', 'ARTIFACTORY_API_KEY ARTIFACTORY_PASSWORD', /^AKCp[A-Za-z0-9]{69}$/, (r) => `AKCp${r.alnum(69)}`],
    [
      'reference token',
      'JFROG_ACCESS_TOKEN ARTIFACTORY_TOKEN',
      /^cmVmdGtu[A-Za-z0-9]{56}$/,
      (r) => encode(`reftkn:01:${moment(r)}:${r.alnum(27)}`),
    ],
  ),
  ...formatsOf(
    'SonarQube',
    'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens; kingfisher sonarqube',
    ['token', 'SONAR_TOKEN SONARQUBE_TOKEN', /^sq[pua]_[0-9a-f]{40}$/, (r) => `sq${r.of('pua', 1)}_${r.hex(40)}`],
  ),
  ...formatsOf(
    'Postman',
    'https://learning.postman.com/docs/developer/postman-api/authentication; gitleaks postman-api-token',
    [
      'API key',
      'POSTMAN_API_KEY POSTMAN_KEY',
      /^PMAK-[0-9a-f]{24}-[0-9a-f]{34}$/,
      (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`,
    ],
  ),
];

const watching: readonly Format[] = [
  ...formatsOf(
    'Dynatrace',
    'https://docs.dynatrace.com/docs/manage/identity-access-management; gitleaks dynatrace-api-token',
    [
      'API token',
      'DT_API_TOKEN DYNATRACE_API_TOKEN DT_CONNECTION_AUTH_TOKEN',
      /^dt0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/,
      (r) => `dt0c01.${r.base32(24)}.${r.base32(64)}`,
    ],
  ),
  ...formatsOf('Lumigo', 'https://docs.lumigo.io/docs/lumigo-tokens (t_ and 15 or more letters and digits)', [
    'tracer token',
    'LUMIGO_TRACER_TOKEN LUMIGO_TOKEN',
    /^t_[0-9a-f]{21}$/,
    (r) => `t_${r.hex(21)}`,
  ]),
  ...formatsOf('Axiom', 'https://axiom.co/docs/reference/tokens', [
    'API token',
    'AXIOM_TOKEN AXIOM_API_TOKEN',
    prefixed('xaat-'),
    (r) => `xaat-${r.uuid()}`,
  ]),
  ...formatsOf('Splunk', 'https://docs.splunk.com: set up and use HTTP Event Collector', [
    'HEC token',
    'SPLUNK_HEC_TOKEN HEC_TOKEN',
    UUID,
    uuid,
  ]),
  ...formatsOf(
    'Sumo Logic',
    'https://help.sumologic.com/docs/send-data/hosted-collectors/http-source (the URL holds the token)',
    [
      'collector URL',
      'SUMO_ENDPOINT SUMOLOGIC_COLLECTOR_URL',
      /^https:\/\/endpoint\d\.collection\.sumologic\.com\/receiver\/v1\/http\/[A-Za-z0-9_-]{86}==$/,
      (r) =>
        `https://endpoint${r.within(1, 6)}.collection.sumologic.com/receiver/v1/http/${r.bytes(64).toString('base64url')}==`,
    ],
  ),
  ...formatsOf('Opsgenie', 'https://docs.opsgenie.com/docs/api-key-management; trufflehog opsgenie', [
    'API key',
    'OPSGENIE_API_KEY OPSGENIE_KEY',
    UUID,
    uuid,
  ]),
  ...formatsOf('Unleash', 'https://docs.getunleash.io/reference/api-tokens-and-client-keys', [
    'backend token',
    'UNLEASH_API_TOKEN UNLEASH_SERVER_API_TOKEN',
    /^(\*|default|[a-z]+):(development|production)\.[0-9a-f]{56}$/,
    (r) => `${r.pick(['*', 'default', r.word()])}:${r.pick(['development', 'production'])}.${r.hex(56)}`,
  ]),
];

const data: readonly Format[] = [
  ...formatsOf('Prisma', 'https://www.prisma.io/docs/accelerate/getting-started', [
    'Accelerate URL',
    'DATABASE_URL PRISMA_DATABASE_URL',
    /^prisma(\+postgres)?:\/\/accelerate\.prisma-data\.net\/\?api_key=eyJ[\w-]{30,60}\.eyJ[\w-]{200,300}\.[\w-]{43}$/,
    (r) =>
      `${r.pick(['prisma', 'prisma+postgres'])}://accelerate.prisma-data.net/?api_key=${signedToken(r, 'HS256', { api_key: r.uuid(), tenant_id: r.hex(64), internal_secret: r.uuid() })}`,
  ]),
  ...formatsOf('CockroachDB', 'https://www.cockroachlabs.com/docs/stable/connection-parameters', [
    'connection string',
    'DATABASE_URL COCKROACH_URL',
    /^postgresql:\/\/\w+:[\w-]{14,40}@[a-z]+-\d{4}\.[a-z0-9]{3}\.aws-[a-z0-9-]+\.cockroachlabs\.cloud:26257\/defaultdb\?sslmode=verify-full$/,
    (r) =>
      `postgresql://${r.word()}:${generatedPassword(r)}@${r.word()}-${r.digits(4)}.${r.lower(3)}.aws-${r.region()}.cockroachlabs.cloud:26257/defaultdb?sslmode=verify-full`,
  ]),
  ...formatsOf(
    'DocumentDB',
    'https://docs.aws.amazon.com/documentdb/latest/developerguide/connect_programmatically.html',
    [
      'connection string',
      'DOCDB_URI MONGODB_URL DOCUMENTDB_CONNECTION_STRING',
      /^mongodb:\/\/\w+:[\w-]{14,40}@[\w.-]+\.docdb\.amazonaws\.com:27017\/\?tls=true&replicaSet=rs0&retryWrites=false$/,
      (r) =>
        `mongodb://${r.pick(['docdbadmin', 'app'])}:${generatedPassword(r)}@${r.word()}.cluster-${r.lower(12)}.${r.region()}.docdb.amazonaws.com:27017/?tls=true&replicaSet=rs0&retryWrites=false`,
    ],
  ),
  ...formatsOf('OpenSearch', 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html', [
    'URL with master user',
    'OPENSEARCH_URL ELASTIC_NODE',
    /^https:\/\/\w+:[\w-]{14,40}@search-[\w-]+\.[a-z0-9-]+\.es\.amazonaws\.com$/,
    (r) =>
      `https://${r.pick(['admin', 'master'])}:${generatedPassword(r)}@search-${r.word()}-${r.lower(26)}.${r.region()}.es.amazonaws.com`,
  ]),
  ...formatsOf('Elastic Cloud', 'https://www.elastic.co/docs/deploy-manage/api-keys (base64 of an id and a key)', [
    'API key',
    'ELASTIC_API_KEY ELASTICSEARCH_API_KEY',
    /^[A-Za-z0-9+/]{58}==$/,
    (r) => encode(`${r.url(20)}:${r.url(22)}`),
  ]),
  ...formatsOf(
    'Confluent',
    'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities; gitleaks confluent-secret-key',
    [
      'API secret',
      'CONFLUENT_API_SECRET KAFKA_API_SECRET SCHEMA_REGISTRY_SECRET',
      /^[A-Za-z0-9+/]{64}$/,
      (r) => r.base64(48),
    ],
  ),
  ...formatsOf('Snowflake', 'https://docs.snowflake.com/en/developer-guide/python-connector/sqlalchemy', [
    'SQLAlchemy URL',
    'SNOWFLAKE_URL WAREHOUSE_DSN',
    /^snowflake:\/\/\w+:[\w-]{14,40}@[a-z]{7}-[a-z0-9]{7}\/[A-Z]+\/PUBLIC\?warehouse=COMPUTE_WH$/,
    (r) =>
      `snowflake://${r.word()}:${generatedPassword(r)}@${r.of('abcdefghijklmnopqrstuvwxyz', 7)}-${r.lower(7)}/${r.word().toUpperCase()}/PUBLIC?warehouse=COMPUTE_WH`,
  ]),
  ...formatsOf('InfluxDB', 'https://docs.influxdata.com/influxdb/cloud/admin/tokens; betterleaks influxdb', [
    'token',
    'INFLUXDB_TOKEN INFLUX_TOKEN',
    /^[\w-]{86}==$/,
    (r) => `${r.bytes(64).toString('base64url')}==`,
  ]),
  ...formatsOf('Convex', 'https://docs.convex.dev/cli/deploy-key-types', [
    'deploy key',
    'CONVEX_DEPLOY_KEY CONVEX_ADMIN_KEY',
    /^prod:[a-z]+-[a-z]+-\d{3}\|eyJ2MiI6[A-Za-z0-9+/]{40,60}={0,2}$/,
    (r) =>
      `prod:${r.pick(['happy', 'wary', 'quick'])}-${r.pick(['otter', 'badger', 'heron'])}-${r.digits(3)}|${encode(JSON.stringify({ v2: r.hex(32) }))}`,
  ]),
  ...formatsOf('Meilisearch', 'https://www.meilisearch.com/docs/learn/security/basic_security (16 bytes or more)', [
    'master key',
    'MEILI_MASTER_KEY MEILISEARCH_ADMIN_KEY',
    /^([\w-]{43}|[0-9a-f]{64})$/,
    (r) => r.pick([() => r.url(43), () => r.hex(64)])(),
  ]),
  ...formatsOf('Sanity', 'https://www.sanity.io/docs/content-lake/http-auth; trufflehog sanity', [
    'API token',
    'SANITY_API_TOKEN SANITY_API_WRITE_TOKEN SANITY_TOKEN',
    /^sk[A-Za-z0-9]{79,178}$/,
    (r) => `sk${r.alnum(r.pick([79, 178]))}`,
  ]),
  ...formatsOf(
    'Strapi',
    'https://docs.strapi.io/cms/features/api-tokens; https://docs.strapi.io/cms/configurations/server',
    ['API token', 'STRAPI_API_TOKEN STRAPI_TOKEN', /^[0-9a-f]{256}$/, (r) => r.hex(256)],
  ),
  ...formatsOf('Ghost', 'https://ghost.org/docs/admin-api/#token-authentication', [
    'admin API key',
    'GHOST_ADMIN_API_KEY GHOST_ADMIN_KEY',
    /^[0-9a-f]{24}:[0-9a-f]{64}$/,
    (r) => `${r.hex(24)}:${r.hex(64)}`,
  ]),
  ...formatsOf('WordPress', 'https://developer.wordpress.org/rest-api/reference/application-passwords', [
    'application password',
    'WORDPRESS_APP_PASSWORD WP_APP_PASSWORD',
    /^([A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4}$/,
    (r) => Array.from({ length: 6 }, () => r.alnum(4)).join(' '),
  ]),
  ...formatsOf('Mux', 'https://www.mux.com/docs/core/make-api-requests; trufflehog mux', [
    'token secret',
    'MUX_TOKEN_SECRET MUX_SECRET',
    /^[A-Za-z0-9+/]{75}$/,
    (r) => r.base64(57).slice(0, 75),
  ]),
  ...formatsOf(
    'UploadThing',
    'https://docs.uploadthing.com/getting-started/appdir (base64 of JSON with the key of the app)',
    [
      'token',
      'UPLOADTHING_TOKEN UPLOADTHING_SECRET_TOKEN',
      /^eyJhcGlLZXkiOiJza19saXZl[A-Za-z0-9+/]{120,200}={0,2}$/,
      (r) =>
        encode(
          JSON.stringify({ apiKey: `sk_live_${r.hex(64)}`, appId: r.lower(10), regions: [r.pick(['sea1', 'fra1'])] }),
        ),
    ],
  ),
  ...formatsOf('LiveKit', 'https://docs.livekit.io/home/get-started/authentication (the length is of values in use)', [
    'API secret',
    'LIVEKIT_API_SECRET LIVEKIT_SECRET',
    /^[A-Za-z0-9]{43,44}$/,
    (r) => r.alnum(r.within(43, 44)),
  ]),
  ...formatsOf('Mapbox', 'https://docs.mapbox.com/help/dive-deeper/access-tokens (secret tokens begin with sk.)', [
    'secret token',
    'MAPBOX_SECRET_TOKEN MAPBOX_ACCESS_TOKEN',
    /^sk\.eyJ[\w-]{40,120}\.[\w-]{22}$/,
    (r) =>
      `sk.${Buffer.from(JSON.stringify({ u: `${r.word()}${r.digits(3)}`, a: `cm${r.lower(23)}` })).toString('base64url')}.${r.url(22)}`,
  ]),
  ...formatsOf('RapidAPI', 'https://docs.rapidapi.com/docs/keys; trufflehog rapidapi', [
    'key',
    'RAPIDAPI_KEY X_RAPIDAPI_KEY',
    /^[0-9a-f]{10}msh[0-9a-f]{15}p1[0-9a-f]{5}jsn[0-9a-f]{12}$/,
    (r) => `${r.hex(10)}msh${r.hex(15)}p1${r.hex(5)}jsn${r.hex(12)}`,
  ]),
  ...formatsOf('OpenWeather', 'https://openweathermap.org/appid; trufflehog openweather', [
    'API key',
    'OPENWEATHER_API_KEY OPENWEATHERMAP_KEY OWM_API_KEY',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('MaxMind', 'https://support.maxmind.com/hc/en-us/articles/4407111582235; gitleaks maxmind-license-key', [
    'license key',
    'MAXMIND_LICENSE_KEY GEOIP_LICENSE_KEY',
    /^[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk$/,
    (r) => `${r.alnum(6)}_${r.alnum(29)}_mmk`,
  ]),
  ...formatsOf('Apify', 'https://docs.apify.com/platform/integrations/api; trufflehog apify', [
    'API token',
    'APIFY_TOKEN APIFY_API_TOKEN',
    /^apify_api_[A-Za-z0-9]{36}$/,
    (r) => `apify_api_${r.alnum(36)}`,
  ]),
  ...formatsOf('Alchemy', 'https://www.alchemy.com/docs/create-an-api-key; trufflehog alchemy', [
    'RPC URL',
    'ETH_RPC_URL ALCHEMY_URL MAINNET_RPC_URL',
    /^https:\/\/(eth|polygon|base)-mainnet\.g\.alchemy\.com\/v2\/[\w-]{32}$/,
    (r) => `https://${r.pick(['eth', 'polygon', 'base'])}-mainnet.g.alchemy.com/v2/${r.url(32)}`,
  ]),
  ...formatsOf('Bright Data', 'https://docs.brightdata.com/proxy-networks/config-options', [
    'proxy URL',
    'PROXY_URL SCRAPER_PROXY HTTPS_PROXY',
    /^http:\/\/brd-customer-hl_[0-9a-f]{8}-zone-[a-z_]+:[a-z0-9]{12}@brd\.superproxy\.io:(22225|33335)$/,
    (r) =>
      `http://brd-customer-hl_${r.hex(8)}-zone-${r.pick(['datacenter', 'residential', 'web_unlocker'])}:${r.lower(12)}@brd.superproxy.io:${r.pick(['22225', '33335'])}`,
  ]),
  ...formatsOf('Browserless', 'https://docs.browserless.io/baas/start', [
    'WebSocket endpoint',
    'BROWSER_WS_ENDPOINT BROWSERLESS_URL',
    /^wss:\/\/(chrome|production-sfo)\.browserless\.io\/?\?token=[0-9a-f-]{36}(&[\w=-]+)?$/,
    (r) =>
      `wss://${r.pick(['chrome', 'production-sfo'])}.browserless.io?token=${r.uuid()}${r.pick(['', '&stealth=true'])}`,
  ]),
];

/** Credentials of models, clouds, monitoring and stores of data, whose providers no rule was tuned to. */
export const heldOutPlatformCredentials: readonly Format[] = [...ai, ...clouds, ...watching, ...data];
