import { CfnResource, Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { BackendError } from '../backend-error.js';
import { branchesMissing } from './branches.js';
import { constructBehind } from './construct-behind.js';
import { keyArnOf } from './encryption-key.js';
import { type ManagedSecret, managedSecret } from './managed-secret.js';
import { checkName, type NamedSecret, namedSecret, namedSecretByPartialArn, namedTarget } from './named-secret.js';
import type { Target } from './target.js';

/** CDK's `ISecret`, also for projects with `exactOptionalPropertyTypes`. */
export type ConstructSecret = Omit<ISecret, 'secretFullArn' | 'encryptionKey'> & {
  readonly secretFullArn?: string | undefined;
  readonly encryptionKey?: IKey | undefined;
};

const SECRET_TYPES = ['AWS::SecretsManager::Secret', 'AWS::SecretsManager::SecretTargetAttachment'];

export function isConstructSecret(value: unknown): value is ConstructSecret {
  return Construct.isConstruct(value) && 'secretArn' in value && 'grantRead' in value;
}

/**
 * `call` is the function that was called, `hasBranches` whether it was given the option.
 * @throws {GrantBranchesMissingError} When it is imported, so belongs to no environment, and there are no branches.
 * @throws {SecretNameInvalidError} When it is imported by a name that no secret can have, or that was made of a variable that is not set.
 * @throws {GrantTargetInvalidError} When it is imported by what is known only at deployment.
 * @throws {GrantOptionInvalidError} When its key is not exactly one.
 */
export function cdkTarget(secret: ConstructSecret, hasBranches: boolean, call: string): Target {
  const { path } = secret.node;
  const managed = managedSecret(secret.secretArn);
  if (managed !== undefined) return managedTarget(managed, secret.encryptionKey, call);
  const imported = isMadeHere(secret) ? undefined : importedSecret(secret, call);
  const key = secret.encryptionKey === undefined ? undefined : keyArnOf(secret.encryptionKey, call);
  if (imported === undefined) return madeTarget(secret, key);
  const label = `"${path}"`;
  if (!hasBranches) throw branchesMissing(`${label} is imported and belongs to no environment`, call, 'secret');
  return namedTarget(path, imported, key);
}

/** By `new Secret(…)`, or as the attachment of one to a database. */
function isMadeHere({ secretArn }: ConstructSecret): boolean {
  const behind = constructBehind(secretArn);
  return CfnResource.isCfnResource(behind) && SECRET_TYPES.includes(behind.cfnResourceType);
}

function madeTarget({ node, secretArn, env }: ConstructSecret, key: string | undefined): Target {
  const arns = [secretArn];
  const secret = { arns, region: env.region, key: () => key };
  return deployedTarget(`"${node.path}"`, node.path, secret);
}

/** The secret that another service makes for a resource. `encryptionKey` is what it was imported with. */
export function managedTarget(managed: ManagedSecret, encryptionKey: IKey | undefined, call: string): Target {
  const { label, arn, region } = managed;
  const key = encryptionKey === undefined ? undefined : keyArnOf(encryptionKey, call);
  const secret = { arns: [arn], region, key: () => key ?? managed.key(call) };
  return { ...deployedTarget(label, label.replaceAll('"', ''), secret), isManaged: true };
}

interface DeployedSecret {
  readonly arns: readonly string[];
  readonly region: string;
  key(): string | undefined;
}

/** Its ARN is a CDK token, and its name is not known. */
function deployedTarget(label: string, id: string, { arns, region, key }: DeployedSecret): Target {
  return {
    label,
    id,
    set: undefined,
    reference: undefined,
    pattern: undefined,
    name: undefined,
    account: undefined,
    region: undefined,
    locate: () => ({
      environment: undefined,
      store: 'secrets-manager',
      names: [id],
      region,
      // Only asked where the grant names none.
      get key() {
        return key();
      },
      readable: arns,
      writable: arns,
      isPattern: false,
    }),
    matches: () => false,
  };
}

function importedSecret(secret: ConstructSecret, call: string): NamedSecret {
  const { secretArn, secretName } = secret;
  if (secret.secretFullArn !== undefined) {
    if (Token.isUnresolved(secretArn)) throw unchecked(secret, call);
    return namedSecret(secretArn);
  }
  // Tokens of the partition, region and account may stand around the name. Every literal part is checked.
  if (Token.isUnresolved(secretName)) throw unchecked(secret, call);
  checkName(secretName);
  return namedSecretByPartialArn(secretArn);
}

function unchecked(secret: ConstructSecret, call: string): BackendError {
  return new BackendError(
    'GrantTargetInvalidError',
    `The target of ${call} must be known at synthesis, and "${secret.node.path}" is imported by a string that is known only at deployment.`,
    `Import it by its name: Secret.fromSecretNameV2(scope, id, 'my-secret'). Or grant it with CDK: secret.grantRead(backend.myFunction.resources.lambda).`,
  );
}
