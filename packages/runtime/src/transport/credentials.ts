import type { AwsCredentials, CredentialsOption } from './aws-credentials.js';
import { containerCredentials } from './container-credentials.js';
import { TransportFault } from './fault.js';

/** Gets the credentials for one signature. With those that AWS called expired it gets others, where there are any. */
export type GetCredentials = (expired?: AwsCredentials) => Promise<AwsCredentials>;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where signatures take their credentials: those given; else AWS_ACCESS_KEY_ID and its kin, read each time, since they may change;
 * else the container's endpoint (SnapStart, ECS, EKS).
 */
export function credentialsFrom(
  configured: CredentialsOption | undefined,
  env: Env,
  now: () => number,
): GetCredentials {
  const ofContainer = containerCredentials(env, now);
  return async (expired) => {
    const credentials = configured
      ? await given(configured, expired !== undefined)
      : (ofEnvironment(env) ?? (await ofContainer(expired)));
    if (!credentials?.accessKeyId || !credentials.secretAccessKey) {
      throw configured
        ? fault('Incomplete', 'The credentials given lack a key.')
        : fault('Missing', 'There are no AWS credentials in the environment.');
    }
    // Node's own error about a character that no header can hold would come from deep within the request.
    if (/[^!-~]/.test(`${credentials.accessKeyId}${credentials.sessionToken ?? ''}`)) {
      throw fault('Garbled', 'The AWS credentials hold a character that no header can.');
    }
    return credentials;
  };
}

async function given(configured: CredentialsOption, forceRefresh: boolean): Promise<AwsCredentials> {
  try {
    return await (typeof configured === 'function' ? configured({ forceRefresh }) : configured);
  } catch {
    throw fault('Failed', 'The credentials function given failed.');
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
