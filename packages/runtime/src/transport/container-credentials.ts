import type { AwsCredentials } from './aws-credentials.js';
import { staysPrivate } from './endpoint.js';
import { exchange } from './exchange.js';
import { type FaultKind, TransportFault } from './fault.js';
import { PATIENCE_MS, RENEW_BEFORE_MS, UNDATED_LIFE_MS } from './limits.js';
import { fromWire } from './wire.js';

type Env = Readonly<Record<string, string | undefined>>;

// The addresses of ECS and EKS Pod Identity. They are link-local, so http to them does not leave the host.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
const ECS = '169.254.170.2';
const FIXED_HOSTS = [ECS, '169.254.170.23', '[fd00:ec2::23]'];

/**
 * A function that gets the container's credentials, and keeps them until five minutes before they expire or until AWS says that they
 * have; undefined where no container endpoint is set. The token's file is read each time, since EKS replaces it.
 */
export function containerCredentials(
  env: Env,
  now: () => number,
): (expired?: AwsCredentials) => Promise<AwsCredentials | undefined> {
  let held: Held | undefined;

  async function renew(url: URL, into: Held): Promise<AwsCredentials> {
    const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    const authorization = (file ? await contentOf(file) : env.AWS_CONTAINER_AUTHORIZATION_TOKEN)?.trim();
    if (authorization && /[^ -~]/.test(authorization)) throw fault('credentials', 'has no valid token');
    const { status, body } = await exchange(url, {
      method: 'GET',
      headers: authorization ? { authorization } : {},
      patience: PATIENCE_MS,
      whole: true,
    });
    if (status !== 200) throw fault('unreachable', `returned HTTP ${status}`);
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = fromWire(body) ?? {};
    if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
      throw fault('unreachable', 'returned no credentials');
    }
    into.renewAt = (Date.parse(`${Expiration}`) || now() + UNDATED_LIFE_MS) - RENEW_BEFORE_MS;
    into.credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: typeof Token === 'string' ? Token : undefined,
    };
    return into.credentials;
  }

  return async (expired) => {
    const url = addressIn(env);
    if (!url) return undefined;
    const time = now();
    // Those on their way are shared for as long as an answer may take, so nobody waits for one that will never come.
    if (!held || time >= held.renewAt || (expired && held.credentials === expired)) {
      const asked: Held = { renewAt: time + PATIENCE_MS };
      held = asked;
      asked.answer = renew(url, asked).catch((error: unknown) => {
        if (held === asked) held = undefined;
        throw error;
      });
    }
    return held.answer;
  };
}

interface Held {
  answer?: Promise<AwsCredentials>;
  /** Undefined while they are on their way. */
  credentials?: AwsCredentials;
  /** In milliseconds since 1970. */
  renewAt: number;
}

function addressIn(env: Env): URL | undefined {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const address = relative ? `http://${ECS}${relative}` : env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!address) return undefined;
  const url = URL.canParse(address) && new URL(address);
  const isPrivate = url && (relative ? url.host === ECS : staysPrivate(url, FIXED_HOSTS));
  if (!isPrivate) throw fault('credentials', 'must be https, or on this machine');
  return url;
}

/** A character that no token contains, where the file cannot be read. */
function contentOf(file: string): Promise<string> {
  // AWS Lambda never needs node:fs/promises, which would add up to 3 ms to a cold start.
  const { readFile } = process.getBuiltinModule('node:fs/promises');
  return readFile(file, 'utf8').catch(() => '\0');
}

function fault(kind: FaultKind, what: string): TransportFault {
  return new TransportFault(kind, `The container credentials endpoint ${what}.`, { code: 'ContainerCredentials' });
}
