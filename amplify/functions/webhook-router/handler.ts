import { getSecret, isSecretsError, secretNamed } from '@amplify-secrets/runtime';
import type { APIGatewayProxyEventV2, APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { secrets } from '../../secrets/resource.js';
import { rawBody, reply } from '../http.js';
import { isFromGitHub, isFromSlack, verifyStripe } from '../signatures.js';

/** `/webhooks/slack`, `/webhooks/stripe`, `/webhooks/github/<organisation>`: one address for every sender, each with its own secret. */
export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const [, sender, organisation] =
    /^\/webhooks\/(slack|stripe|github)(?:\/([a-z0-9-]{1,39}))?$/.exec(event.rawPath) ?? [];
  const verify = sender === undefined ? undefined : senders[sender];
  if (sender === undefined || verify === undefined) return reply(404, { error: 'Unknown webhook' });
  return (await verify(event, organisation))
    ? reply(200, { received: sender })
    : reply(401, { error: 'Invalid signature' });
};

const senders: Readonly<Record<string, (event: APIGatewayProxyEventV2, organisation?: string) => Promise<boolean>>> = {
  slack: async (event) => {
    const { 'x-slack-request-timestamp': timestamp = '', 'x-slack-signature': signature = '' } = event.headers;
    return isFromSlack(rawBody(event), timestamp, signature, await getSecret(secrets.slackSigningSecret));
  },

  stripe: async (event) => {
    const { webhookSecret } = await getSecret(secrets.stripe);
    try {
      verifyStripe(rawBody(event), event.headers['stripe-signature'] ?? '', webhookSecret);
      return true;
    } catch {
      return false;
    }
  },

  github: async (event, organisation) => {
    if (organisation === undefined) return false;
    const webhookSecret = await getSecret(secretNamed(secrets, `github-${organisation}`)).catch(undefinedIfUnknown);
    return (
      webhookSecret !== undefined &&
      isFromGitHub(rawBody(event), event.headers['x-hub-signature-256'] ?? '', webhookSecret)
    );
  },
};

/** An organisation without a secret is unknown to us. Secrets Manager may answer "access denied" for a name that does not exist. */
function undefinedIfUnknown(error: unknown): undefined {
  const unknown: readonly string[] = ['SecretNotFoundError', 'SecretAccessDeniedError'];
  if (isSecretsError(error) && unknown.includes(error.name)) return undefined;
  throw error;
}
