/** The partition, region and account that an ARN names; CDK tokens are as good as text. */
export interface ArnScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/**
 * The IAM resource that is exactly one secret. Secrets Manager adds a hyphen and six characters to the name, unknown before
 * the secret exists; `-??????` stands for those alone, where `*` would also match every longer name.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 *
 * `name` may hold `*` for a family of secrets. It is checked text (checkSecretName, checkSecretPattern): nothing is escaped here.
 */
export function secretArnPattern(scope: ArnScope, name: string): string {
  return `arn:${scope.partition}:secretsmanager:${scope.region}:${scope.account}:secret:${name}-??????`;
}

/** The ARN of a parameter; `path` begins with a slash, which the ARN does not repeat. May hold `*`. */
export function parameterArn(scope: ArnScope, path: string): string {
  return `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:parameter${path}`;
}

/** The region in a full secret ARN, or undefined where `text` is none. */
export function regionOfSecretArn(text: string): string | undefined {
  return /^arn:[^:]+:secretsmanager:([^:]+):\d{12}:secret:.+$/.exec(text)?.[1];
}
