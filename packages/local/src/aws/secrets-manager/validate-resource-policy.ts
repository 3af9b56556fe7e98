import type { NamedPolicy } from '../../iam/model.js';
import { type Json, type OperationCall, operation } from '../api/operation.js';
import { required, string, structure } from '../api/shape.js';
import { allowsAnyone, readPolicy } from './resource-policy.js';
import type { Secret } from './secret.js';
import { accessLiveSecret, secretFacts } from './secret-access.js';
import type { SecretStore } from './secret-store.js';

/**
 * Says whether a resource policy allows everyone, or locks out its caller; it changes nothing. What AWS calls its checks is
 * not recorded: the names and the messages are ours.
 */
export const validateResourcePolicy = operation(
  structure({
    SecretId: string({ min: 1, max: 2048 }),
    ResourcePolicy: required(string({ min: 1, max: 20_480 })),
  }),
  (store: SecretStore, { SecretId, ResourcePolicy }, call) => {
    const secret = SecretId === undefined ? undefined : accessSecretOf(store, SecretId, call);
    if (secret === undefined) for (const action of ACTIONS) call.access.check(`secretsmanager:${action}`, '*');
    const policy = { name: 'policy', document: readPolicy(ResourcePolicy) };
    const errors: Json[] = [];
    if (allowsAnyone(policy.document)) {
      const ErrorMessage = 'The resource policy allows broad access to the secret.';
      errors.push({ CheckName: 'PUBLIC_ACCESS', ErrorMessage });
    }
    if (secret && locksOut(store, secret, policy, call)) {
      const ErrorMessage = `The resource policy denies ${call.access.caller} secretsmanager:PutResourcePolicy.`;
      errors.push({ CheckName: 'CALLER_LOCKOUT', ErrorMessage });
    }
    return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors };
  },
);

/** AWS requires both permissions. */
const ACTIONS = ['ValidateResourcePolicy', 'PutResourcePolicy'];

function accessSecretOf(store: SecretStore, secretId: string, call: OperationCall): Secret | undefined {
  return ACTIONS.map((action) => accessLiveSecret(store, secretId, action, call)).at(0);
}

/** Whether the caller, who may replace the policy now, could no longer do so once this one is attached. */
function locksOut(store: SecretStore, secret: Secret, resourcePolicy: NamedPolicy, { access }: OperationCall): boolean {
  const facts = { ...secretFacts(store, secret.arn, secret), resourcePolicy };
  return !access.wouldAllow('secretsmanager:PutResourcePolicy', secret.arn, facts);
}
