/**
 * Followed by its name, the path by which Parameter Store reads a secret of AWS Secrets Manager for its caller.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export const REFERENCE_PREFIX = '/aws/reference/secretsmanager/';
