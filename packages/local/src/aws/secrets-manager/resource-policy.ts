import { withoutSuffix } from '../../arn/arn.js';
import { AwsError } from '../../aws-error.js';
import type { PolicyDocument } from '../../iam/model.js';
import { operation } from '../api/operation.js';
import { flag, required, string, structure } from '../api/shape.js';
import { secretId } from './members.js';
import { accessLiveSecret } from './secret-access.js';
import type { SecretStore } from './secret-store.js';

export const putResourcePolicy = operation(
  structure({ SecretId: secretId, ResourcePolicy: required(string({ min: 1, max: 20_480 })), BlockPublicPolicy: flag }),
  (store: SecretStore, { SecretId, ResourcePolicy, BlockPublicPolicy }, call) => {
    const secret = accessLiveSecret(store, SecretId, 'PutResourcePolicy', call, {
      ...(BlockPublicPolicy !== undefined && { 'secretsmanager:blockpublicpolicy': String(BlockPublicPolicy) }),
    });
    store.setPolicy(secret.arn, { name: `policy of ${secret.name}`, document: readPolicy(ResourcePolicy) });
    return { ARN: secret.arn, Name: secret.name };
  },
);

export const getResourcePolicy = operation(
  structure({ SecretId: secretId }),
  (store: SecretStore, { SecretId }, call) => {
    const secret = accessLiveSecret(store, SecretId, 'GetResourcePolicy', call);
    const policy = store.policyOf(secret);
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(policy && { ResourcePolicy: JSON.stringify(policy.document) }),
    };
  },
);

export const deleteResourcePolicy = operation(
  structure({ SecretId: secretId }),
  (store: SecretStore, { SecretId }, call) => {
    const secret = accessLiveSecret(store, SecretId, 'DeleteResourcePolicy', call);
    for (const arn of [secret.arn, withoutSuffix(secret.arn)]) store.setPolicy(arn, undefined);
    return { ARN: secret.arn, Name: secret.name };
  },
);

function readPolicy(json: string): PolicyDocument {
  const malformed = () =>
    new AwsError('MalformedPolicyDocumentException', 'This resource policy contains invalid Json.');
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    throw malformed();
  }
  if (!isPolicy(document)) throw malformed();
  return document;
}

function isPolicy(document: unknown): document is PolicyDocument {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return false;
  const statements: readonly unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.every((statement) => typeof statement === 'object' && statement !== null && 'Effect' in statement);
}
