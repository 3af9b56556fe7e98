import { createHmac } from 'node:crypto';
import Stripe from 'stripe';

/** A request to a webhook: what its sender sends, and the event of a function URL or an HTTP API as far as the handlers read it. */
export interface HttpEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** `ahead` is by how many milliseconds the clock of the function is ahead of this process's. */
export function stripeWebhook(rawPath: string, webhookSecret: string, ahead = 0): HttpEvent {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    data: { object: {} },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: webhookSecret,
    timestamp: Math.floor((Date.now() + ahead) / 1000),
  });
  return event(rawPath, body, { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature });
}

export function slackWebhook(signingSecret: string): HttpEvent {
  const body = 'command=%2Fdeploy&text=prod';
  const timestamp = String(Math.floor(Date.now() / 1000));
  return event('/webhooks/slack', body, {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac(signingSecret, `v0:${timestamp}:${body}`)}`,
  });
}

/** With a letter that takes two bytes: the signature is computed over the bytes. */
export function gitHubWebhook(organisation: string, webhookSecret: string): HttpEvent {
  const body = JSON.stringify({ action: 'opened', title: 'Prüfung' });
  return event(`/webhooks/github/${organisation}`, body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${hmac(webhookSecret, body)}`,
  });
}

/** The same request with one byte of its body changed on the way. */
export function tampered(sent: HttpEvent): HttpEvent {
  return { ...sent, body: `${sent.body} ` };
}

/** Posts it to a function URL, and returns what a sender sees: `200 {…}`. */
export async function sendWebhook(url: string | undefined, { rawPath, headers, body }: HttpEvent): Promise<string> {
  if (url === undefined) return 'no function URL';
  const response = await fetch(new URL(rawPath, url), { method: 'POST', headers, body });
  return `${response.status} ${await response.text()}`;
}

function event(rawPath: string, body: string, headers: Readonly<Record<string, string>>): HttpEvent {
  return { rawPath, body, headers, isBase64Encoded: false };
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
