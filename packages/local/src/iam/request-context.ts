import type { AccessRequest } from './model.js';
import { type Unknown, unknown } from './truth.js';

/** Finds a condition key: its values (never an empty list), `absent` where AWS does not send it, or unknown. */
export type RequestContext = (key: string) => readonly string[] | 'absent' | Unknown;

/**
 * Keys that only come with a call by an AWS service or an IAM user, never with a role's own call.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const NEVER_SENT_FOR_A_ROLE: ReadonlySet<string> = new Set([
  'aws:username',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

/**
 * Keys that a service sends only when the request or the resource has such a value. In the context of a service, one that is
 * missing is therefore absent. Keys that are always sent (`secretsmanager:SecretPrimaryRegion`,
 * `aws:SecureTransport`, `kms:KeySpec`, …) are not here: without a value they stay unknown.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const SENT_WHEN_CARRIED: Readonly<Record<string, RegExp>> = {
  secretsmanager:
    /^(aws:(resourcetag|requesttag)\/.+|aws:tagkeys|secretsmanager:(resourcetag\/.+|resource\/allowrotationlambdaarn|addreplicaregions|blockpublicpolicy|description|forcedeletewithoutrecovery|forceoverwritereplicasecret|kmskeyid|kmskeyarn|modifyrotationrules|name|recoverywindowindays|rotateimmediately|rotationlambdaarn|secretid|versionid|versionstage))$/,
  ssm: /^(aws:(resourcetag|requesttag)\/.+|aws:tagkeys|ssm:resourcetag\/.+)$/,
  kms: /^kms:(viaservice|encryptioncontext:.+|encryptioncontextkeys)$/,
};

export function requestContext(request: AccessRequest): RequestContext {
  const { role, context, unknownKeys = [] } = request;
  const service = request.action.slice(0, request.action.indexOf(':')).toLowerCase();
  const carried = context === undefined ? undefined : SENT_WHEN_CARRIED[service];
  const own: Readonly<Record<string, string>> = {
    'aws:principalarn': role.arn,
    'aws:principalaccount': role.account,
    'aws:principaltype': 'AssumedRole',
    'aws:principalisawsservice': 'false',
    ...(service === 'kms' ? { 'kms:calleraccount': role.account } : {}),
  };
  return (name) => {
    const key = name.toLowerCase();
    const value = Object.hasOwn(own, key)
      ? own[key]
      : context && Object.hasOwn(context, key)
        ? context[key]
        : undefined;
    if (value !== undefined) {
      const values = typeof value === 'string' ? [value] : value;
      return values.length === 0 ? 'absent' : values;
    }
    const withheld = unknownKeys.some((beginning) => key.startsWith(beginning));
    if (NEVER_SENT_FOR_A_ROLE.has(key) || (carried?.test(key) && !withheld)) return 'absent';
    return unknown(`the value of ${name} is not known`);
  };
}
