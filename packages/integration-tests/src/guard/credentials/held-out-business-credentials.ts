import { type Format, formatsOf, HEX_32, UUID } from './format.js';
import { encode, moment, PRIVATE_KEY, pem, type RandomText, sec1 } from './random-text.js';

const HEX_40 = /^[0-9a-f]{40}$/;
const uuid = (r: RandomText) => r.uuid();

const money: readonly Format[] = [
  ...formatsOf('Mollie', 'https://docs.mollie.com/reference/authentication', [
    'API key',
    'MOLLIE_API_KEY MOLLIE_KEY',
    /^(live|test)_[A-Za-z0-9]{30}$/,
    (r) => `${r.pick(['live', 'test'])}_${r.alnum(30)}`,
  ]),
  ...formatsOf(
    'GoCardless',
    'https://developer.gocardless.com/getting-started/api/making-your-first-request; gitleaks gocardless',
    [
      'access token',
      'GOCARDLESS_ACCESS_TOKEN GC_ACCESS_TOKEN',
      /^(live|sandbox)_[\w-]{40}$/,
      (r) => `${r.pick(['live', 'sandbox'])}_${r.url(40)}`,
    ],
  ),
  ...formatsOf('Paystack', 'https://paystack.com/docs/api/authentication; trufflehog paystack', [
    'secret key',
    'PAYSTACK_SECRET_KEY PAYSTACK_KEY',
    /^sk_(live|test)_[0-9a-f]{40}$/,
    (r) => `sk_${r.pick(['live', 'test'])}_${r.hex(40)}`,
  ]),
  ...formatsOf('Flutterwave', 'https://developer.flutterwave.com/docs/authentication; trufflehog flutterwave', [
    'secret key',
    'FLW_SECRET_KEY FLUTTERWAVE_SECRET_KEY',
    /^FLWSECK-[0-9a-f]{32}-X$/,
    (r) => `FLWSECK-${r.hex(32)}-X`,
  ]),
  ...formatsOf('Midtrans', 'https://docs.midtrans.com/docs/midtrans-account; betterleaks midtrans', [
    'server key',
    'MIDTRANS_SERVER_KEY PAYMENT_SERVER_KEY',
    /^(SB-)?Mid-server-[\w-]{24}$/,
    (r) => `${r.pick(['', 'SB-'])}Mid-server-${r.url(24)}`,
  ]),
  ...formatsOf('Wise', 'https://docs.wise.com/api-docs/features/authentication-access; trufflehog transferwise', [
    'API token',
    'WISE_API_TOKEN TRANSFERWISE_TOKEN',
    UUID,
    uuid,
  ]),
  ...formatsOf('Lemon Squeezy', 'https://docs.lemonsqueezy.com/api/getting-started/requests; trufflehog lemonsqueezy', [
    'API key',
    'LEMONSQUEEZY_API_KEY LEMON_SQUEEZY_API_KEY',
    /^eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9\.[\w-]{150,314}\.[\w-]{683}$/,
    lemonSqueezyKey,
  ]),
  ...formatsOf('Polar', 'https://docs.polar.sh/integrate/oat; betterleaks polar', [
    'organization token',
    'POLAR_ACCESS_TOKEN POLAR_TOKEN',
    /^polar_oat_[\w-]{20,100}$/,
    (r) => `polar_oat_${r.alnum(43)}`,
  ]),
  ...formatsOf(
    'Coinbase',
    'https://docs.cdp.coinbase.com/get-started/authentication/cdp-api-keys; trufflehog coinbase',
    [
      'private key',
      'COINBASE_PRIVATE_KEY CDP_API_KEY_SECRET COINBASE_API_SECRET',
      /^-----BEGIN EC [P]RIVATE KEY-----\\n([A-Za-z0-9+/=]{1,64}\\n)+-----END EC [P]RIVATE KEY-----\\n$/,
      (r) => pem(`EC ${PRIVATE_KEY}`, sec1(r)).replaceAll('\n', '\\n'),
    ],
  ),
  ...formatsOf(
    'QuickBooks',
    'https://developer.intuit.com/app/developer/qbo/docs/get-started/get-client-id-and-client-secret (the length is of values in use)',
    [
      'client secret',
      'QUICKBOOKS_CLIENT_SECRET INTUIT_CLIENT_SECRET QBO_SECRET',
      /^[A-Za-z0-9]{40}$/,
      (r) => r.alnum(40),
    ],
  ),
  ...formatsOf(
    'Xero',
    'https://developer.xero.com/documentation/guides/oauth2/auth-flow (the length is of values in use)',
    ['client secret', 'XERO_CLIENT_SECRET XERO_SECRET', /^[\w-]{48}$/, (r) => r.url(48)],
  ),
  ...formatsOf('WooCommerce', 'https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication', [
    'consumer secret',
    'WOOCOMMERCE_CONSUMER_SECRET WC_CONSUMER_SECRET',
    /^cs_[0-9a-f]{40}$/,
    (r) => `cs_${r.hex(40)}`,
  ]),
  ...formatsOf(
    'eBay',
    'https://developer.ebay.com/api-docs/static/gs_create-the-ebay-api-keysets.html; betterleaks ebay',
    [
      'client secret',
      'EBAY_CLIENT_SECRET EBAY_CERT_ID',
      /^(PRD|SBX)-[0-9a-f]{12}(-[0-9a-f]{4}){4}$/,
      (r) => `${r.pick(['PRD', 'SBX'])}-${r.hex(12)}-${r.hex(4)}-${r.hex(4)}-${r.hex(4)}-${r.hex(4)}`,
    ],
  ),
  ...formatsOf(
    'Amazon Selling Partner',
    'https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api; @sp-api-sdk/auth; values in public repositories: amzn1.oa2-cs.v1, Atzr|',
    [
      'client secret',
      'LWA_CLIENT_SECRET SP_API_CLIENT_SECRET SELLING_PARTNER_APP_CLIENT_SECRET',
      /^amzn1\.oa2-cs\.v1\.[0-9a-f]{64}$/,
      (r) => `amzn1.oa2-cs.v1.${r.hex(64)}`,
    ],
    [
      'refresh token',
      'LWA_REFRESH_TOKEN SP_API_REFRESH_TOKEN',
      /^Atzr\|IwEB[\w-]{300,400}$/,
      (r) => `Atzr|IwEB${r.url(r.within(300, 400))}`,
    ],
  ),
  ...formatsOf('Shippo', 'https://docs.goshippo.com/docs/guides_general/authentication; gitleaks shippo-api-token', [
    'API token',
    'SHIPPO_API_TOKEN SHIPPO_KEY',
    /^shippo_(live|test)_[0-9a-f]{40}$/,
    (r) => `shippo_${r.pick(['live', 'test'])}_${r.hex(40)}`,
  ]),
  ...formatsOf('EasyPost', 'https://docs.easypost.com/docs/authentication; gitleaks easypost-api-token', [
    'API key',
    'EASYPOST_API_KEY EASYPOST_KEY',
    /^EZ[AT]K[A-Za-z0-9]{54}$/,
    (r) => `EZ${r.of('AT', 1)}K${r.alnum(54)}`,
  ]),
];

const messages: readonly Format[] = [
  ...formatsOf(
    'Vonage',
    'https://developer.vonage.com/en/getting-started/concepts/authentication; trufflehog nexmoapikey',
    ['API secret', 'VONAGE_API_SECRET NEXMO_API_SECRET', /^[A-Za-z0-9]{16}$/, (r) => r.alnum(16)],
  ),
  ...formatsOf('MessageBird', 'https://developers.messagebird.com/api; gitleaks messagebird-api-token', [
    'access key',
    'MESSAGEBIRD_ACCESS_KEY MESSAGEBIRD_API_KEY',
    /^[A-Za-z0-9]{25}$/,
    (r) => r.alnum(25),
  ]),
  ...formatsOf('Telnyx', 'https://developers.telnyx.com/development; trufflehog telnyx', [
    'API key',
    'TELNYX_API_KEY TELNYX_KEY',
    /^KEY[0-9A-F]{32}_[A-Za-z0-9]{22}$/,
    (r) => `KEY${r.of('0123456789ABCDEF', 32)}_${r.alnum(22)}`,
  ]),
  ...formatsOf('Mailjet', 'https://dev.mailjet.com/email/guides/getting-started; trufflehog mailjetsms', [
    'secret key',
    'MJ_APIKEY_PRIVATE MAILJET_SECRET_KEY MAILJET_API_SECRET',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf('MailerSend', 'https://developers.mailersend.com/general.html; betterleaks mailersend', [
    'API token',
    'MAILERSEND_API_KEY MAILERSEND_TOKEN',
    /^mlsn\.[0-9a-f]{64}$/,
    (r) => `mlsn.${r.hex(64)}`,
  ]),
  ...formatsOf('Klaviyo', 'https://developers.klaviyo.com/en/docs/authenticate_; trufflehog klaviyo', [
    'private key',
    'KLAVIYO_PRIVATE_KEY KLAVIYO_API_KEY KLAVIYO_PRIVATE_API_KEY',
    /^pk_[0-9a-f]{34}$/,
    (r) => `pk_${r.hex(34)}`,
  ]),
  ...formatsOf('OneSignal', 'https://documentation.onesignal.com/docs/keys-and-ids; betterleaks onesignal', [
    'REST API key',
    'ONESIGNAL_REST_API_KEY ONESIGNAL_API_KEY',
    /^os_v2_app_[a-z2-7]{103}$/,
    (r) => `os_v2_app_${r.base32(103).toLowerCase()}`,
  ]),
  ...formatsOf('Discord', 'https://discord.com/developers/docs/resources/webhook; trufflehog discordwebhook', [
    'webhook',
    'DISCORD_WEBHOOK_URL DISCORD_WEBHOOK',
    /^https:\/\/discord\.com\/api\/webhooks\/\d{19}\/[\w-]{68}$/,
    (r) => `https://discord.com/api/webhooks/1${r.digits(18)}/${r.url(68)}`,
  ]),
  ...formatsOf(
    'Microsoft Teams',
    'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors; gitleaks microsoft-teams-webhook',
    [
      'incoming webhook',
      'TEAMS_WEBHOOK_URL MS_TEAMS_WEBHOOK',
      /^https:\/\/acme\.webhook\.office\.com\/webhookb2\/[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36}$/,
      (r) =>
        `https://acme.webhook.office.com/webhookb2/${r.uuid()}@${r.uuid()}/IncomingWebhook/${r.hex(32)}/${r.uuid()}`,
    ],
  ),
  ...formatsOf('Google Chat', 'https://developers.google.com/workspace/chat/quickstart/webhooks', [
    'webhook',
    'GOOGLE_CHAT_WEBHOOK_URL GCHAT_WEBHOOK',
    /^https:\/\/chat\.googleapis\.com\/v1\/spaces\/AAAA[\w-]{7}\/messages\?key=AIza[\w-]{35}&token=[\w-]{43}%3D$/,
    (r) =>
      `https://chat.googleapis.com/v1/spaces/AAAA${r.url(7)}/messages?key=AIzaSy${r.url(33)}&token=${r.url(43)}%3D`,
  ]),
  ...formatsOf(
    'WhatsApp',
    'https://developers.facebook.com/docs/whatsapp/business-management-api/get-started; gitleaks facebook-page-access-token',
    [
      'access token',
      'WHATSAPP_ACCESS_TOKEN WHATSAPP_TOKEN META_ACCESS_TOKEN',
      /^EAA[MC][A-Za-z0-9]{180,220}$/,
      (r) => `EAA${r.of('MC', 1)}${r.alnum(r.within(180, 220))}`,
    ],
  ),
  ...formatsOf(
    'Pusher',
    'https://pusher.com/docs/channels/using_channels/auth-signatures; trufflehog pusherchannelkey',
    ['app secret', 'PUSHER_SECRET PUSHER_APP_SECRET', /^[0-9a-f]{20}$/, (r) => r.hex(20)],
  ),
  ...formatsOf('Ably', 'https://ably.com/docs/auth (the lengths are of values in use)', [
    'API key',
    'ABLY_API_KEY ABLY_KEY',
    /^[\w-]{6}\.[\w-]{6}:[\w-]{43}$/,
    (r) => `${r.alnum(6)}.${r.alnum(6)}:${r.url(43)}`,
  ]),
  ...formatsOf(
    'Salesforce',
    'https://help.salesforce.com: connected apps; trufflehog salesforceoauth2, salesforcerefreshtoken',
    [
      'consumer secret',
      'SALESFORCE_CLIENT_SECRET SF_CONSUMER_SECRET',
      /^[0-9A-F]{64}$/,
      (r) => r.of('0123456789ABCDEF', 64),
    ],
  ),
  ...formatsOf('Zoho', 'https://www.zoho.com/crm/developer/docs/api/v8/access-refresh.html; trufflehog zohocrm', [
    'refresh token',
    'ZOHO_REFRESH_TOKEN ZOHO_CRM_TOKEN',
    /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/,
    (r) => `1000.${r.hex(32)}.${r.hex(32)}`,
  ]),
  ...formatsOf('ClickUp', 'https://developer.clickup.com/docs/authentication; trufflehog clickuppersonaltoken', [
    'personal token',
    'CLICKUP_API_TOKEN CLICKUP_TOKEN',
    /^pk_\d{7,9}_[0-9A-Z]{32}$/,
    (r) => `pk_${r.digits(r.within(7, 9))}_${r.upper(32)}`,
  ]),
  ...formatsOf(
    'Typeform',
    'https://www.typeform.com/developers/get-started/personal-access-token; trufflehog typeform',
    [
      'personal token',
      'TYPEFORM_API_KEY TYPEFORM_TOKEN',
      /^tfp_[A-Za-z0-9_]{59}$/,
      (r) => `tfp_${r.alnum(44)}_${r.alnum(14)}`,
    ],
  ),
  ...formatsOf('Pipedrive', 'https://pipedrive.readme.io/docs/core-api-concepts-authentication; trufflehog pipedrive', [
    'API token',
    'PIPEDRIVE_API_TOKEN PIPEDRIVE_TOKEN',
    HEX_40,
    (r) => r.hex(40),
  ]),
];

const people: readonly Format[] = [
  ...formatsOf('WorkOS', 'https://workos.com/docs/reference/api-keys; betterleaks workos', [
    'API key',
    'WORKOS_API_KEY WORKOS_SECRET_KEY',
    /^sk_(live|test)_a2V5XzAx[A-Za-z0-9+/]{60,75}$/,
    (r) =>
      `sk_${r.pick(['live', 'test'])}_${encode(`key_01${r.of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)},${r.alnum(24)}`).replaceAll('=', '')}`,
  ]),
  ...formatsOf('Stytch', 'https://stytch.com/docs/api/environments; trufflehog stytch', [
    'secret',
    'STYTCH_SECRET STYTCH_PROJECT_SECRET',
    /^secret-(live|test)-[\w-]{35}=$/,
    (r) => `secret-${r.pick(['live', 'test'])}-${r.url(35)}=`,
  ]),
  ...formatsOf('Twitch', 'https://dev.twitch.tv/docs/authentication/register-app; trufflehog twitch', [
    'client secret',
    'TWITCH_CLIENT_SECRET AUTH_TWITCH_SECRET',
    /^[a-z0-9]{30}$/,
    (r) => r.lower(30),
  ]),
  ...formatsOf('Spotify', 'https://developer.spotify.com/documentation/web-api/concepts/apps; trufflehog spotifykey', [
    'client secret',
    'SPOTIFY_CLIENT_SECRET AUTH_SPOTIFY_SECRET',
    HEX_32,
    (r) => r.hex(32),
  ]),
  ...formatsOf(
    'Zoom',
    'https://developers.zoom.us/docs/internal-apps/s2s-oauth; https://developers.zoom.us/docs/api/webhooks (the lengths are of values in use)',
    ['client secret', 'ZOOM_CLIENT_SECRET ZOOM_API_SECRET', /^[A-Za-z0-9]{32}$/, (r) => r.alnum(32)],
    ['webhook secret token', 'ZOOM_WEBHOOK_SECRET_TOKEN ZOOM_SECRET_TOKEN', /^[\w-]{22}$/, (r) => r.url(22)],
  ),
  ...formatsOf('Google account', 'https://support.google.com/accounts/answer/185833 (16 letters)', [
    'app password',
    'GMAIL_APP_PASSWORD EMAIL_PASS MAIL_PASS SMTP_PASS',
    /^([a-z]{16}|([a-z]{4} ){3}[a-z]{4})$/,
    (r) => {
      const words = Array.from({ length: 4 }, () => r.of('abcdefghijklmnopqrstuvwxyz', 4));
      return words.join(r.pick(['', ' ']));
    },
  ]),
  ...formatsOf(
    'Google OAuth',
    'https://developers.google.com/identity/protocols/oauth2#size (up to 512 bytes; values in public repositories: 1//0)',
    [
      'refresh token',
      'GOOGLE_REFRESH_TOKEN GMAIL_REFRESH_TOKEN GOOGLE_ADS_REFRESH_TOKEN',
      /^1\/\/0[\w-]{98,100}$/,
      (r) => `1//0${r.url(r.within(98, 100))}`,
    ],
  ),
  ...formatsOf('Hasura', 'https://hasura.io/docs/2.0/auth/authentication/jwt', [
    'JWT secret',
    'HASURA_GRAPHQL_JWT_SECRET HASURA_JWT_SECRET',
    /^\{"type":"HS256","key":"[A-Za-z0-9]{32,64}"\}$/,
    (r) => JSON.stringify({ type: 'HS256', key: r.pick([() => r.alnum(32), () => r.hex(64)])() }),
  ]),
  ...formatsOf('Inngest', 'https://www.inngest.com/docs/platform/signing-keys (a prefix and hexadecimal digits)', [
    'signing key',
    'INNGEST_SIGNING_KEY INNGEST_SIGNING_KEY_FALLBACK',
    /^signkey-(prod|test)-[0-9a-f]{32,64}$/,
    (r) => `signkey-${r.pick(['prod', 'test'])}-${r.hex(r.pick([32, 64]))}`,
  ]),
  ...formatsOf('Trigger.dev', 'https://trigger.dev/docs/apikeys (the length is of values in use)', [
    'secret key',
    'TRIGGER_SECRET_KEY TRIGGER_API_KEY',
    /^tr_(dev|prod|stg)_[A-Za-z0-9]{20,24}$/,
    (r) => `tr_${r.pick(['dev', 'prod', 'stg'])}_${r.alnum(r.within(20, 24))}`,
  ]),
  ...formatsOf(
    'QStash',
    'https://upstash.com/docs/qstash/howto/signature (values in public documentation: sig_; a token is base64 of JSON)',
    [
      'token',
      'QSTASH_TOKEN UPSTASH_QSTASH_TOKEN',
      /^eyJVc2VySUQiOi[A-Za-z0-9+/]{110,150}={0,2}$/,
      (r) => encode(JSON.stringify({ UserID: r.uuid(), Password: r.hex(32) })),
    ],
    [
      'signing key',
      'QSTASH_CURRENT_SIGNING_KEY QSTASH_NEXT_SIGNING_KEY',
      /^sig_[A-Za-z0-9]{28}$/,
      (r) => `sig_${r.alnum(28)}`,
    ],
  ),
];

/** A token whose header names its type first, with the signature of a key of 4096 bits. */
function lemonSqueezyKey(r: RandomText): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = { aud: r.hex(40), jti: r.hex(80), iat: moment(r), exp: 2_000_000_000, sub: r.digits(7), scopes: [] };
  return [part({ typ: 'JWT', alg: 'RS256' }), part(claims), r.bytes(512).toString('base64url')].join('.');
}

/** Credentials of payments, shops, messages and sign-in, whose providers no rule was tuned to. */
export const heldOutBusinessCredentials: readonly Format[] = [...money, ...messages, ...people];
