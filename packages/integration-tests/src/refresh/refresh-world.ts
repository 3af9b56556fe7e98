import { type Backend, type Invocation, invoke, type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { type OAuthProvider, startOAuthProvider } from './oauth-provider.js';
import { type RefreshEvent, TOKENS } from './refresh-project.js';
import { type StartingLine, startStartingLine } from './starting-line.js';
import { type StoreGate, startStoreGate } from './store-gate.js';

/** How one process ended: with an access token, or with an error's name and message. */
export interface Ending {
  readonly pid?: number;
  readonly accessToken?: string;
  readonly error?: string;
  readonly message?: string;
}

type Order = Partial<Pick<RefreshEvent, 'way' | 'time'>>;

/** A provider, the local AWS with IAM enforced, and processes that refresh one token, each a container of the function. */
export interface RefreshWorld {
  readonly aws: LocalAws;
  readonly provider: OAuthProvider;
  readonly gate: StoreGate;
  readonly line: StartingLine;
  /** Authorizes the app anew, and stores tokens that are due. */
  authorize(): void;
  /** One process. Processes of another group are others. */
  refresh(order?: Order, group?: string): Promise<Ending>;
  /** So many processes, which begin when all of them have started. Those that an earlier call started are used again. */
  refreshAtOnce(count: number, order?: Order): Promise<readonly Ending[]>;
  close(): Promise<void>;
}

/** More at a time would only slow each other down, on a machine with few cores. */
const STARTING_AT_ONCE = 4;

export async function startRefreshWorld(backend: Backend): Promise<RefreshWorld> {
  const aws = await startLocalAws({ backends: [backend] });
  const [provider, line, gate] = await Promise.all([
    startOAuthProvider(),
    startStartingLine(),
    startStoreGate(aws.url),
  ]);
  // A detour, so only where a test watches.
  const throughGate = {
    env: (...of: Parameters<LocalAws['env']>) => ({ ...aws.env(...of), AWS_ENDPOINT_URL: gate.url }),
    containers: aws.containers,
    get ahead() {
      return aws.ahead;
    },
  };

  async function refresh({ way = 'turns', time }: Order = {}, group = 'fleet'): Promise<Ending> {
    const event: RefreshEvent = { line: line.url, tokenUrl: provider.url, way, ...(time !== undefined && { time }) };
    return endingOf(
      await invoke(backend, 'refresh', event, { aws: gate.watch ? throughGate : aws, environment: { GROUP: group } }),
    );
  }

  return {
    aws,
    provider,
    gate,
    line,
    authorize: () => void aws.secrets.put(TOKENS, JSON.stringify({ ...provider.authorize(), expiresAt: 0 })),
    refresh,
    async refreshAtOnce(count, order) {
      line.shut();
      const running: Promise<Ending>[] = [];
      while (running.length < count) {
        const starting = Math.min(STARTING_AT_ONCE, count - running.length);
        running.push(...Array.from({ length: starting }, () => refresh(order)));
        await Promise.race([line.arrived(running.length), ...running.map(endedEarly)]);
      }
      line.open();
      return Promise.all(running);
    },
    async close() {
      await aws.close();
      for (const server of [provider, line, gate]) server.close();
    },
  };
}

async function endedEarly(running: Promise<Ending>): Promise<never> {
  const { error, message } = await running;
  throw new Error(`A process ended before all had started: ${error} ${message}`);
}

function endingOf({ payload, error }: Invocation): Ending {
  if (error) return { error: error.errorType, message: error.errorMessage };
  const { pid, accessToken }: Partial<Record<string, unknown>> = Object(payload);
  return { ...(typeof pid === 'number' && { pid }), ...(typeof accessToken === 'string' && { accessToken }) };
}
