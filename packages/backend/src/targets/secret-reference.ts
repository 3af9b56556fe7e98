/**
 * Begins the name under which Parameter Store reads a secret of AWS Secrets Manager for its caller.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export const SECRET_REFERENCE = '/aws/reference/secretsmanager/';
