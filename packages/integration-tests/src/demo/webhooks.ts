import { createHmac } from 'node:crypto';
import Stripe from 'stripe';

/** The event of a function URL or an HTTP API, as far as the handlers read it. */
export interface HttpEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export function stripeWebhook(rawPath: string, webhookSecret: string): HttpEvent {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'checkout.session.completed',
    data: { object: {} },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret });
  return event(rawPath, body, { 'stripe-signature': signature });
}

export function slackWebhook(signingSecret: string): HttpEvent {
  const body = 'command=%2Fdeploy&text=prod';
  const timestamp = String(Math.floor(Date.now() / 1000));
  return event('/webhooks/slack', body, {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac(signingSecret, `v0:${timestamp}:${body}`)}`,
  });
}

/** Sent as base64, the way a binary body arrives: the signature is computed over the bytes. */
export function gitHubWebhook(organisation: string, webhookSecret: string): HttpEvent {
  const body = JSON.stringify({ action: 'opened', title: 'Prüfung' });
  const headers = { 'x-hub-signature-256': `sha256=${hmac(webhookSecret, body)}` };
  const sent = event(`/webhooks/github/${organisation}`, Buffer.from(body).toString('base64'), headers);
  return { ...sent, isBase64Encoded: true };
}

/** The same request with one byte of its body changed on the way. */
export function tampered(sent: HttpEvent): HttpEvent {
  return {
    ...sent,
    body: sent.isBase64Encoded
      ? Buffer.from(`${Buffer.from(sent.body, 'base64')} `).toString('base64')
      : `${sent.body} `,
  };
}

function event(rawPath: string, body: string, headers: Readonly<Record<string, string>>): HttpEvent {
  return { rawPath, body, headers, isBase64Encoded: false };
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
