import { readFile } from 'node:fs/promises';
import type { AwsCredentials } from './credentials.js';
import { isLoopback } from './endpoint.js';
import { exchange } from './exchange.js';
import { TransportFault } from './fault.js';

type Env = Readonly<Record<string, string | undefined>>;

// The addresses of ECS and of EKS Pod Identity: link-local, so plain http does not leave the host.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
const ECS = '169.254.170.2';
const FIXED_HOSTS = new Set([ECS, '169.254.170.23', '[fd00:ec2::23]']);
const FETCH_LIMIT_MS = 1_000;
const RENEW_BEFORE_MS = 5 * 60_000;
const UNDATED_LIFE_MS = 10 * 60_000;

/**
 * A function that gets the container's credentials and keeps them until five minutes before they expire; undefined where no
 * container endpoint is set. The token is read anew each time: EKS replaces its file.
 */
export function containerCredentials(env: Env, now: () => number): () => Promise<AwsCredentials | undefined> {
  let current: { readonly credentials: Promise<AwsCredentials>; renewAt: number } | undefined;
  return async () => {
    const url = endpoint(env);
    if (url === undefined) return undefined;
    if (current !== undefined && now() < current.renewAt) return current.credentials;
    const started = { credentials: fetchCredentials(url, env), renewAt: Number.POSITIVE_INFINITY };
    current = started;
    try {
      const credentials = await started.credentials;
      const expiry = credentials.expiration?.getTime() ?? now() + UNDATED_LIFE_MS;
      started.renewAt = expiry - RENEW_BEFORE_MS;
      return credentials;
    } catch (error) {
      if (current === started) current = undefined;
      throw error;
    }
  };
}

function endpoint(env: Env): URL | undefined {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const text = relative ? `http://${ECS}${relative}` : env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (relative && url.host !== ECS)) throw unusable('is no address');
  const isHere = url.protocol === 'http:' && (isLoopback(url) || FIXED_HOSTS.has(url.hostname));
  if (url.protocol !== 'https:' && !isHere) throw unusable('is a plain http address of another machine');
  return url;
}

async function fetchCredentials(url: URL, env: Env): Promise<AwsCredentials> {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token = (file ? await readToken(file) : env.AWS_CONTAINER_AUTHORIZATION_TOKEN)?.trim();
  if (token !== undefined && /[^\x20-\x7e]/.test(token)) throw unusable('has a token that no header can hold');
  const headers = { accept: 'application/json', ...(token ? { authorization: token } : {}) };
  const { status, body } = await exchange({ url, method: 'GET', headers }, AbortSignal.timeout(FETCH_LIMIT_MS)).catch(
    () => {
      throw unanswered('did not answer');
    },
  );
  if (status !== 200) throw unanswered(`answered HTTP ${status}`);
  return parseCredentials(body);
}

async function readToken(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw unusable('has a token file that cannot be read');
  }
}

function parseCredentials(body: string): AwsCredentials {
  const answer = parse(body);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer;
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw unanswered('answered without credentials');
  }
  const expiration = typeof Expiration === 'string' ? new Date(Expiration) : undefined;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: typeof Token === 'string' ? Token : undefined,
    expiration: expiration !== undefined && Number.isNaN(expiration.getTime()) ? undefined : expiration,
  };
}

function parse(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body));
  } catch {
    throw unanswered('answered without credentials');
  }
}

function unusable(what: string): TransportFault {
  return new TransportFault('credentials', `The container credentials endpoint ${what}.`, {
    code: 'ContainerCredentialsUnusable',
  });
}

function unanswered(what: string): TransportFault {
  return new TransportFault('unreachable', `The container credentials endpoint ${what}.`, {
    code: 'ContainerCredentialsUnanswered',
  });
}
