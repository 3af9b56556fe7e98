import type { AwsCredentials, CredentialsOption } from './aws-credentials.js';
import { containerCredentials } from './container-credentials.js';
import { TransportFault } from './fault.js';

/** Gets the credentials for one signature. Given those that AWS said have expired, it gets others if there are any. */
export type GetCredentials = (expired?: AwsCredentials) => Promise<AwsCredentials>;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The credentials for signatures where none are configured: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, read each
 * time, since they may change; else those of the container's endpoint (SnapStart, ECS, EKS).
 */
export function environmentCredentials(env: Env, now: () => number): GetCredentials {
  const ofContainer = containerCredentials(env, now);
  return async (expired) => {
    const credentials = ofEnvironment(env) ?? (await ofContainer(expired));
    return usable(credentials, 'Missing', 'There are no AWS credentials in the environment.');
  };
}

/** The credentials for signatures: the configured ones, else those of the environment. */
export function credentialsFrom(
  configured: CredentialsOption | undefined,
  env: Env,
  now: () => number,
): GetCredentials {
  if (!configured) return environmentCredentials(env, now);
  return async (expired) =>
    usable(await given(configured, !!expired), 'Incomplete', 'The configured credentials lack a key.');
}

function usable(credentials: AwsCredentials | undefined, otherwise: string, message: string): AwsCredentials {
  if (!credentials?.accessKeyId || !credentials.secretAccessKey) throw fault(otherwise, message);
  // Otherwise Node.js would throw its own error when the request is sent.
  if (/[^!-~]/.test(`${credentials.accessKeyId}${credentials.sessionToken ?? ''}`)) {
    throw fault('Garbled', 'The AWS credentials contain an invalid character.');
  }
  return credentials;
}

async function given(configured: CredentialsOption, forceRefresh: boolean): Promise<AwsCredentials> {
  try {
    return await (typeof configured === 'function' ? configured({ forceRefresh }) : configured);
  } catch {
    throw fault('Failed', 'The configured credentials failed.');
  }
}

function ofEnvironment(env: Env): AwsCredentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken: AWS_SESSION_TOKEN || undefined };
}

function fault(what: string, message: string): TransportFault {
  return new TransportFault('credentials', message, { code: `Credentials${what}` });
}
