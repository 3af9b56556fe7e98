import type { LocalAws, Role } from '@amplify-secrets/local';

/** For clients of the AWS SDK in this process: with the credentials of a role, or else of an administrator. */
export function clientConfig(aws: LocalAws, role?: Role) {
  const env = role === undefined ? aws.env() : aws.env(role);
  return {
    endpoint: aws.url,
    region: aws.region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      ...(env.AWS_SESSION_TOKEN !== undefined && { sessionToken: env.AWS_SESSION_TOKEN }),
    },
  };
}
