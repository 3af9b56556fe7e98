import { containerCredentials } from './container-credentials.js';
import { TransportFault } from './fault.js';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

/** Credentials, or a function that gets them; it is asked at every signature, so it does its own caching. */
export type CredentialsOption = AwsCredentials | (() => AwsCredentials | Promise<AwsCredentials>);

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where signatures take their credentials: those given; else AWS_ACCESS_KEY_ID and its kin, read each time, since they may change;
 * else the container's endpoint (SnapStart, ECS, EKS).
 */
export function credentialsFrom(
  configured: CredentialsOption | undefined,
  env: Env,
  now: () => number,
): () => Promise<AwsCredentials> {
  if (configured !== undefined) return () => checked(configured);
  const ofContainer = containerCredentials(env, now);
  return async () => usable(ofEnvironment(env) ?? (await ofContainer()) ?? missing());
}

async function checked(configured: CredentialsOption): Promise<AwsCredentials> {
  let credentials: AwsCredentials | undefined;
  try {
    credentials = typeof configured === 'function' ? await configured() : configured;
  } catch {
    throw new TransportFault('credentials', 'The credentials function given failed.', { code: 'CredentialsFailed' });
  }
  if (credentials?.accessKeyId && credentials.secretAccessKey) return usable(credentials);
  throw new TransportFault('credentials', 'The credentials given lack a key.', { code: 'CredentialsIncomplete' });
}

/** Node's own error about a character that no header can hold would come from deep within the request. */
function usable(credentials: AwsCredentials): AwsCredentials {
  if (/^[!-~]*$/.test(`${credentials.accessKeyId}${credentials.sessionToken ?? ''}`)) return credentials;
  throw new TransportFault('credentials', 'The AWS credentials hold a space, a line break or another odd character.', {
    code: 'CredentialsGarbled',
  });
}

function ofEnvironment(env: Env): AwsCredentials | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN || undefined,
  };
}

function missing(): never {
  throw new TransportFault('credentials', 'There are no AWS credentials in the environment.', {
    code: 'CredentialsMissing',
  });
}
