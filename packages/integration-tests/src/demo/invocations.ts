import { invoke, type LocalAws } from '@amplify-secrets/local';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';
import type { EnvironmentValues } from './values.js';
import { gitHubWebhook, type HttpEvent, slackWebhook, stripeWebhook, tampered } from './webhooks.js';

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
  readonly event: unknown;
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
  for (const container of ['cold', 'warm'] as const) {
    for (const step of stepsOf(deployed, own, container)) {
      const before = aws.calls.length;
      const start = performance.now();
      const result = await invoke(deployed.backend, step.function, step.event, { aws });
      const storeCalls = aws.calls.length - before;
      const returned = describe(result.error ?? result.payload);
      logs.push(...result.logs);
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
  return { invocations, checks, logs };
}

function stepsOf({ environment }: Deployed, own: EnvironmentValues, container: 'cold' | 'warm'): Step[] {
  const inSecretsManager = environment === 'prod' || environment === 'dev';
  const cold = (calls: number) => (container === 'cold' ? calls : 0);
  const http = (name: string, request: string, event: HttpEvent, expected: string, calls: number): Step => ({
    function: name,
    request,
    event,
    expected,
    calls,
  });
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
      event: {},
      expected: `{"refreshed":${container === 'cold'}}`,
      calls: inSecretsManager ? (container === 'cold' ? 13 : 2) : container === 'cold' ? 4 : 1,
    },
    // Six secrets in one batch; in Amplify's store each may be in two folders, and a call takes ten names.
    {
      function: 'secrets-health',
      request: 'asked',
      event: {},
      expected: '6 of 6 ok',
      calls: cold(inSecretsManager ? 1 : 2),
    },
  ];
}

/** The part of a result that is shown and compared: without what differs from run to run. */
function describe(result: unknown): string {
  if (typeof result !== 'object' || result === null) return JSON.stringify(result);
  if ('statusCode' in result && 'body' in result) return `${result.statusCode} ${result.body}`;
  if ('refreshed' in result) return JSON.stringify({ refreshed: result.refreshed });
  if ('errorType' in result && 'errorMessage' in result) return `${result.errorType}: ${result.errorMessage}`;
  const states = Object.values(result);
  return `${states.filter((state) => state === 'ok').length} of ${states.length} ok`;
}
