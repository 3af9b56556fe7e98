/**
 * The id of the AWS service that owns a secret, by its name or ARN: `rds` for `rds!cluster-…`. No other name may have an exclamation mark.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
 */
export function owningService(id: string): string | undefined {
  return /^(?:arn:.*:)?([\w-]+)!/.exec(id)?.[1];
}
