import { AwsError } from '../../aws-error.js';
import { type Json, type OperationCall, seconds } from '../api/operation.js';
import { type ReadableVersion, readSecret } from '../secrets-manager/get-secret-value.js';
import { type Secret, shownStages } from '../secrets-manager/secret.js';
import { validation } from './parameter-errors.js';
import { type ParameterStore, splitSelector, toArn } from './parameter-store.js';

const FOLDER = '/aws/reference/secretsmanager/';

/**
 * Whether Parameter Store reads this name from AWS Secrets Manager, on its caller's behalf.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export function isSecretReference(asked: string): boolean {
  return asked.startsWith(FOLDER);
}

/** The answer of Secrets Manager, as a JSON string. */
function sourceResult(secret: Secret, version: ReadableVersion, secretString: string): string {
  return JSON.stringify({
    ARN: secret.arn,
    name: secret.name,
    versionId: version.id,
    secretString,
    versionStages: shownStages(version),
    createdDate: seconds(version.createdAt),
  });
}

/** Reads the secret for a caller who may read both the parameter and the secret. Undefined where there is no such secret. */
export function readSecretReference(
  store: ParameterStore,
  asked: string,
  action: 'GetParameter' | 'GetParameters',
  decrypt: boolean | undefined,
  call: OperationCall,
): Json | undefined {
  const { name, selector } = splitSelector(asked);
  call.access.check(`ssm:${action}`, toArn(store, name));
  if (!decrypt) throw validation('WithDecryption flag must be True for retrieving a Secret Manager secret.');
  try {
    const { at, secret, version } = readSecret(store.secrets, name.slice(FOLDER.length), selector, call);
    if (!('string' in version.value)) throw validation('A binary secret cannot be read through a parameter.');
    return {
      Name: name,
      ARN: secret.arn,
      Type: 'SecureString',
      Value: version.value.string,
      Version: 0,
      SourceResult: sourceResult(secret, version, version.value.string),
      LastModifiedDate: seconds(at),
      ...(selector !== undefined && { Selector: `:${selector}` }),
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.name === 'ResourceNotFoundException') return undefined;
    throw new AwsError(
      error.name,
      `An error occurred (${error.name}) when referencing Secrets Manager: ${error.message}`,
    );
  }
}
