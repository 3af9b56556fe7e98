import { getSecret } from '@amplify-secrets/runtime';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { secrets } from '../../secrets/resource.js';
import { rawBody, reply } from '../http.js';
import { verifyStripe } from '../signatures.js';

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { webhookSecret } = await getSecret(secrets.stripe);
  try {
    const { type } = verifyStripe(rawBody(event), event.headers['stripe-signature'] ?? '', webhookSecret);
    return reply(200, { received: type });
  } catch {
    return reply(401, { error: 'Invalid signature' });
  }
};
