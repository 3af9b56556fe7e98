import { isKeyArn } from '@amplify-secrets/runtime/contract';
import { CfnResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { BackendError } from '../backend-error.js';
import { constructBehind } from './construct-behind.js';

/** A secret that another service makes and rotates for a resource of this backend, such as `manageMasterUserPassword` of RDS. */
export interface ManagedSecret {
  /** Path of the resource, and the attribute that has the secret's ARN. */
  readonly label: string;
  readonly arn: string;
  readonly region: string;
  /**
   * ARN of the KMS key that the resource names for it.
   * @throws {GrantOptionInvalidError} When it is an alias, or anything else that is not one key.
   */
  key(call: string): string | undefined;
}

/** By a token for the attribute: `cluster.attrMasterUserSecretSecretArn`. */
export function managedSecret(arn: string): ManagedSecret | undefined {
  const fragments = Tokenization.reverseString(arn);
  const token = fragments.length === 1 ? fragments.firstToken : undefined;
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return undefined;
  const { target: resource, displayName: attribute } = token;
  if (!/(?:^|\.|[a-z])SecretArn$/.test(attribute)) return undefined;
  const label = `"${resource.node.path.replace(/\/Resource$/, '')}" (${attribute})`;
  return {
    label,
    arn,
    region: resource.stack.region,
    key: (call) => keyOf(resource, label, call),
  };
}

/** Where a resource names the key of its secret, as L1 constructs have it. */
const KEYS: readonly (readonly string[])[] = [
  ['masterUserSecret', 'kmsKeyId'], // RDS
  ['masterPasswordSecretKmsKeyId'], // Redshift
  ['adminPasswordSecretKmsKeyId'], // Redshift Serverless
];
/** AWS's own key, which every principal of the account may use through Secrets Manager. */
const OWN_KEY = /(?:^|:)alias\/aws\/secretsmanager$/;

function keyOf(resource: CfnResource, label: string, call: string): string | undefined {
  const key = KEYS.map((path) => path.reduce(member, resource)).find((each) => each !== undefined);
  if (key === undefined || (typeof key === 'string' && OWN_KEY.test(key))) return undefined;
  if (typeof key === 'string') {
    if (isKeyArn(key)) return key;
    const behind = Token.isUnresolved(key) ? constructBehind(key) : undefined;
    if (CfnResource.isCfnResource(behind) && behind.cfnResourceType === 'AWS::KMS::Key') {
      return behind.getAtt('Arn').toString();
    }
    if (/^(?:mrk-)?[\da-f-]{32,36}$/i.test(key)) {
      return Stack.of(resource).formatArn({ service: 'kms', resource: 'key', resourceName: key });
    }
  }
  throw new BackendError(
    'GrantOptionInvalidError',
    `The KMS key of the secret ${label} must be a CDK key or one key's id or ARN, and got ${typeof key === 'string' && !Token.isUnresolved(key) ? `"${key}"` : 'what is known only at deployment'}.`,
    `Name the key in the grant: ${call}(backend.myFunction, secret, { encryptionKey: key }).`,
  );
}

function member(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
}
