/** The partition, region and account of an ARN. Each may be a CDK token. */
export interface ArnScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * The IAM resource of exactly one secret. Secrets Manager adds a hyphen and six characters to the name, unknown before the secret
 * exists; `-??????` matches only those, where `*` would also match every longer name.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 *
 * `name` may contain `*`. It must have passed checkSecretName or checkSecretPattern: nothing is escaped here.
 */
export function secretArnPattern(scope: ArnScope, name: string): string {
  return `arn:${scope.partition}:secretsmanager:${scope.region}:${scope.account}:secret:${name}-??????`;
}

/** The ARN of a parameter. `path` begins with a slash and may contain `*`. */
export function parameterArn(scope: ArnScope, path: string): string {
  return `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:parameter${path}`;
}

/** The region in the full ARN of a secret; undefined for any other string. */
export function regionOfSecretArn(arn: string): string | undefined {
  return /^arn:[^:]+:secretsmanager:([^:]+):\d{12}:secret:.+$/.exec(arn)?.[1];
}
