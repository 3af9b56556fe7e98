import { invoke, type LocalAws } from '@amplify-secrets/local';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';
import { startFunctionUrls } from './function-urls.js';
import { schedulesOf } from './scheduled-events.js';
import type { EnvironmentValues } from './values.js';
import { gitHubWebhook, type HttpEvent, sendWebhook, slackWebhook, stripeWebhook, tampered } from './webhooks.js';

/** One call of a function, and what it cost. */
export interface Invocation {
  readonly deployment: string;
  readonly function: string;
  readonly request: string;
  readonly container: 'cold' | 'warm';
  readonly returned: string;
  /** Calls to Secrets Manager and Parameter Store that this invocation made. */
  readonly storeCalls: number;
  readonly milliseconds: number;
}

interface Step {
  readonly function: string;
  readonly request: string;
  /** A webhook goes to the function's URL over HTTP, and an event is what a service invokes the function with. */
  readonly sent: { readonly webhook: HttpEvent } | { readonly event: unknown };
  readonly expected: string;
  /** In a container that has just started, and in one that has answered the same request before. */
  readonly calls: number;
}

export interface InvocationsResult {
  readonly invocations: readonly Invocation[];
  readonly checks: readonly Check[];
  /** What the functions printed, to look for secrets in it. */
  readonly logs: readonly string[];
}

/** Calls every function of one deployment, with each request twice: cold, then warm. */
export async function runInvocations(
  aws: LocalAws,
  deployed: Deployed,
  own: EnvironmentValues,
): Promise<InvocationsResult> {
  const invocations: Invocation[] = [];
  const checks: Check[] = [];
  const logs: string[] = [];
  const urls = await startFunctionUrls(aws, deployed.backend);
  const run = async ({ function: name, sent }: Step): Promise<string> => {
    if ('webhook' in sent) return sendWebhook(urls.of(name), sent.webhook);
    const { error, payload, logs: lines } = await invoke(deployed.backend, name, sent.event, { aws });
    logs.push(...lines);
    return describe(error ?? payload);
  };
  for (const container of ['cold', 'warm'] as const) {
    for (const step of stepsOf(deployed, own, container)) {
      const before = aws.calls.length;
      const start = performance.now();
      const returned = await run(step);
      const storeCalls = aws.calls.length - before;
      invocations.push({
        deployment: deployed.title,
        function: step.function,
        request: step.request,
        container,
        returned,
        storeCalls,
        milliseconds: Math.round(performance.now() - start),
      });
      const check = { section: 'invocations', deployment: deployed.title } as const;
      const what = `${step.function}, ${step.request}, ${container}`;
      checks.push(expectEqual({ ...check, promise: `${what}: answer` }, returned, step.expected));
      checks.push(expectEqual({ ...check, promise: `${what}: store calls` }, storeCalls, step.calls));
    }
  }
  urls.close();
  logs.push(...urls.invocations.flatMap((invocation) => invocation.logs));
  return { invocations, checks, logs };
}

function stepsOf({ environment, backend }: Deployed, own: EnvironmentValues, container: 'cold' | 'warm'): Step[] {
  const inSecretsManager = environment === 'prod' || environment === 'dev';
  const cold = (calls: number) => (container === 'cold' ? calls : 0);
  const http = (name: string, request: string, event: HttpEvent, expected: string, calls: number): Step => ({
    function: name,
    request,
    sent: { webhook: event },
    expected,
    calls,
  });
  const [schedule] = schedulesOf(backend, 'token-refresh');
  const stripe = stripeWebhook('/', own.stripe.webhookSecret);
  const slack = slackWebhook(own.slackSigningSecret);
  const github = gitHubWebhook('acme', own.githubAcme);
  return [
    http('stripe-webhook', 'signed by Stripe', stripe, '200 {"received":"checkout.session.completed"}', cold(1)),
    http('stripe-webhook', 'tampered with', tampered(stripe), '401 {"error":"Invalid signature"}', 0),
    http('webhook-router', 'signed by Slack', slack, '200 {"received":"slack"}', cold(1)),
    http(
      'webhook-router',
      'signed by Stripe',
      stripeWebhook('/webhooks/stripe', own.stripe.webhookSecret),
      '200 {"received":"stripe"}',
      cold(1),
    ),
    http('webhook-router', 'signed by GitHub', github, '200 {"received":"github"}', cold(1)),
    http('webhook-router', 'GitHub, tampered with', tampered(github), '401 {"error":"Invalid signature"}', 0),
    // Reads both secrets and writes one back: in Secrets Manager with a turn, and as a version that becomes current last. Warm, the tokens
    // are not due, and it only reads them: another run may have renewed them.
    {
      function: 'token-refresh',
      request: 'on schedule',
      sent: { event: schedule?.event(new Date()) },
      expected: `{"refreshed":${container === 'cold'}}`,
      calls: inSecretsManager ? (container === 'cold' ? 13 : 2) : container === 'cold' ? 4 : 1,
    },
    // Six secrets in one batch; in Amplify's store each may be in two folders, and a call takes ten names.
    {
      function: 'secrets-health',
      request: 'asked',
      sent: { event: {} },
      expected: '6 of 6 ok',
      calls: cold(inSecretsManager ? 1 : 2),
    },
  ];
}

/** The part of a result that is shown and compared: without what differs from run to run. */
function describe(result: unknown): string {
  if (typeof result !== 'object' || result === null) return JSON.stringify(result);
  if ('refreshed' in result) return JSON.stringify({ refreshed: result.refreshed });
  if ('errorType' in result && 'errorMessage' in result) return `${result.errorType}: ${result.errorMessage}`;
  const states = Object.values(result);
  return `${states.filter((state) => state === 'ok').length} of ${states.length} ok`;
}
