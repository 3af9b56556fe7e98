import { type Backend, findFunction, type Invocation, invoke, type LocalAws } from '@amplify-secrets/local';
import { stripeWebhook } from './webhooks.js';

/** What somebody sees who made a mistake: the error of the function, or what it answered. */
export interface Trouble {
  readonly what: string;
  /** `SecretNotFoundError: Secret "…" does not exist …`, or `200 {…}`. */
  readonly seen: string;
  readonly resolution?: string | undefined;
}

const NAME = 'myapp/prod/stripe';
const ELSEWHERE = 'us-west-2';

/** Makes four mistakes with the secret of the function stripe-webhook, each undone before the next, and one change of its value. */
export async function makeMistakes(aws: LocalAws, backend: Backend, stripe: StripeValue): Promise<Trouble[]> {
  const granted = findFunction(backend, 'stripe-webhook');
  const ask = (webhookSecret: string, fn = granted) =>
    invoke(backend, fn, stripeWebhook('/', webhookSecret, aws.ahead), { aws });
  const troubles: Trouble[] = [];
  const note = (what: string, invocation: Invocation) => troubles.push({ what, ...seenIn(invocation) });
  const anew = () => aws.containers.stop(backend);

  const { AMPLIFY_SECRETS: _, ...environment } = granted.environment;
  note('nothing is granted to the function', await ask(stripe.webhookSecret, { ...granted, environment }));

  // The same code in the role of another function, which has a grant for another secret.
  const { role } = findFunction(backend, 'place-order');
  note('another secret is granted to the function', await ask(stripe.webhookSecret, { ...granted, role }));

  anew();
  aws.secrets.remove(NAME);
  note('the secret does not exist', await ask(stripe.webhookSecret));

  anew();
  aws.secrets.put(NAME, JSON.stringify(stripe), { region: ELSEWHERE });
  note('the secret is in another region', await ask(stripe.webhookSecret));
  aws.secrets.remove(NAME, { region: ELSEWHERE });

  anew();
  aws.secrets.put(NAME, JSON.stringify(stripe));
  await ask(stripe.webhookSecret);
  const changed = { ...stripe, webhookSecret: `${stripe.webhookSecret}_changed` };
  aws.secrets.put(NAME, JSON.stringify(changed));
  note('the value has just changed', await ask(changed.webhookSecret));
  await aws.advance(SIX_MINUTES);
  note('six minutes later', await ask(changed.webhookSecret));
  return troubles;
}

interface StripeValue {
  readonly apiKey: string;
  readonly webhookSecret: string;
}

/** The value is kept for five, and for half a minute more it is served while it is read again. */
const SIX_MINUTES = 6 * 60_000;

function seenIn({ payload, error }: Invocation): Omit<Trouble, 'what'> {
  if (error !== undefined) {
    return { seen: `${error.errorType}: ${error.errorMessage}`, resolution: error.resolution };
  }
  const { statusCode, body } = Object(payload);
  return { seen: `${statusCode} ${body}` };
}
