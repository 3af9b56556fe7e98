import type { Form } from './form.js';

/** Addresses that need no more than to be known: who has one may use it. */
export const WEBHOOKS: readonly Form[] = [
  ['a Slack webhook', /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[TE][A-Z0-9]{3,14}\/\w{3,20}\/\w{2}/],
  ['a Discord webhook', /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{40}/],
  ['a Microsoft Teams webhook', /\bwebhook\.office\.com\/webhookb2\/[0-9a-f]{8}-/],
  ['a Power Automate webhook', /\b(?:logic\.azure|powerplatform)\.com(?::\d{1,5})?\/[^\s]{1,200}[?&]sig=[\w%-]{20}/],
  ['a Google Chat webhook', /\bchat\.googleapis\.com\/v1\/spaces\/[\w-]{4,40}\/messages\?[^\s]{0,100}token=[\w%-]{20}/],
  ['a Zapier webhook', /\bhooks\.zapier\.com\/hooks\/catch\/\d{3,12}\/\w{5}/],
  ['a Make webhook', /\bhook\.[a-z0-9]{2,4}\.make\.com\/[a-z0-9]{20}/],
  ['an IFTTT webhook', /\bmaker\.ifttt\.com\/[^\s]{1,100}\/key\/[\w-]{20}/],
  ['an incoming webhook', /\/hooks\/(?:[a-z0-9]{26}\b|[A-Za-z0-9]{17}\/[A-Za-z0-9]{40})/],
  ['a Lark webhook', /\b(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook\/[0-9a-f]{8}-/],
  [
    'a deploy hook',
    /\bapi\.(?:vercel\.com\/v1\/integrations\/deploy\/\w{8}|netlify\.com\/build_hooks\/[0-9a-f]{16}|render\.com\/deploy\/srv-\w{4,40}\?key=\w{6}|cloudflare\.com\/client\/v4\/pages\/webhooks\/deploy_hooks\/[0-9a-f]{8}-)/,
  ],
  ['a PagerDuty key', /\bevents\.pagerduty\.com\/integration\/[0-9a-f]{32}/],
  ['a QuickNode key', /\bquiknode\.pro\/[0-9a-f]{40}/],
  ['an Ankr key', /\brpc\.ankr\.com\/\w{2,30}\/[0-9a-f]{64}/],
  ['an Infura key', /\binfura\.io\/(?:ws\/)?v3\/[0-9a-f]{32}/],
  ['an Alchemy key', /\balchemy\.com\/(?:nft\/)?v[23]\/[\w-]{28}/],
];
