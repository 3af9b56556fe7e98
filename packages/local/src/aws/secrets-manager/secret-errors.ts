import { AwsError } from '../../aws-error.js';

export function secretNotFound(): AwsError {
  return new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

export function versionNotFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', message);
}

export function isReplica(): AwsError {
  return invalidParameter("Operation not permitted on a replica secret. Call must be made in primary secret's region.");
}

export function markedForDeletion(): AwsError {
  return invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
}

/** A token is the id of the version that it wrote. */
export function tokenInUse(token: string, arn: string): AwsError {
  const use = `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret`;
  return new AwsError('ResourceExistsException', `${use} ${arn}.`);
}
