import { withoutSuffix } from '../../arn/arn.js';
import { AwsError } from '../../aws-error.js';
import type { PolicyDocument, Statement } from '../../iam/model.js';
import { operation } from '../api/operation.js';
import { flag, required, string, structure } from '../api/shape.js';
import { secretId } from './members.js';
import { accessLiveSecret, accessPrimarySecret } from './secret-access.js';
import type { SecretStore } from './secret-store.js';

export const putResourcePolicy = operation(
  structure({ SecretId: secretId, ResourcePolicy: required(string({ min: 1, max: 20_480 })), BlockPublicPolicy: flag }),
  (store: SecretStore, { SecretId, ResourcePolicy, BlockPublicPolicy }, call) => {
    const secret = accessPrimarySecret(store, SecretId, 'PutResourcePolicy', call, {
      ...(BlockPublicPolicy !== undefined && { 'secretsmanager:blockpublicpolicy': String(BlockPublicPolicy) }),
    });
    const document = readPolicy(ResourcePolicy);
    if (BlockPublicPolicy && allowsAnyone(document)) {
      throw new AwsError(
        'PublicPolicyException',
        'BlockPublicPolicy is true, and the resource policy allows broad access to the secret.',
      );
    }
    store.setPolicy(secret.arn, { name: `policy of ${secret.name}`, document });
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
    const secret = accessPrimarySecret(store, SecretId, 'DeleteResourcePolicy', call);
    for (const arn of [secret.arn, withoutSuffix(secret.arn)]) store.setPolicy(arn, undefined);
    return { ARN: secret.arn, Name: secret.name };
  },
);

/** @throws MalformedPolicyDocumentException */
export function readPolicy(json: string): PolicyDocument {
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

/** Condition keys that can only be met by callers that the policy's author knows. */
const KNOWN_CALLERS =
  /^aws:(principal(arn|account|orgid|orgpaths)|source(arn|account|orgid|orgpaths|ip|owner|vpc|vpce|vpcarn)|userid)$/i;

/** Whether a policy allows everyone, without a condition on who calls. */
export function allowsAnyone({ Statement }: PolicyDocument): boolean {
  return [Statement].flat().some(({ Effect, Principal, NotPrincipal, Condition }) => {
    if (Effect !== 'Allow') return false;
    return (NotPrincipal !== undefined || namesAnyone(Principal)) && !limitsCallers(Condition);
  });
}

function namesAnyone(principal: unknown): boolean {
  if (principal === '*') return true;
  if (typeof principal !== 'object' || principal === null) return false;
  return Object.values(principal).flat().includes('*');
}

/** A positive operator, whose every value is narrower than `*`. */
function limitsCallers(condition: Statement['Condition'] = {}): boolean {
  return Object.entries(condition).some(([operator, keys]) => {
    if (/Not|IfExists|^ForAllValues:|^Null$/.test(operator)) return false;
    return Object.entries(keys).some(([key, values]) => {
      return KNOWN_CALLERS.test(key) && [values].flat().every((value) => value !== '*' && value !== '0.0.0.0/0');
    });
  });
}
