import { createHmac, timingSafeEqual } from 'node:crypto';
import Stripe from 'stripe';

const FIVE_MINUTES = 300;

/** https://docs.stripe.com/webhooks/signature: throws when the signature does not match the body, or is older than five minutes. */
export function verifyStripe(body: string, signature: string, webhookSecret: string): Stripe.Event {
  return Stripe.webhooks.constructEvent(body, signature, webhookSecret);
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function isFromSlack(body: string, timestamp: string, signature: string, signingSecret: string): boolean {
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(age <= FIVE_MINUTES)) return false;
  return isEqual(signature, `v0=${hmac(signingSecret, `v0:${timestamp}:${body}`)}`);
}

/** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
export function isFromGitHub(body: string, signature: string, webhookSecret: string): boolean {
  return isEqual(signature, `sha256=${hmac(webhookSecret, body)}`);
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
