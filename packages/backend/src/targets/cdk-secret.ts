import { checkSecretName, SecretsError } from '@amplify-secrets/runtime/contract';
import { CfnResource, Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { constructBehind } from './construct-behind.js';
import { type SecretText, secretTextOf, secretTextOfPartialArn } from './named-secret.js';

/** CDK's `ISecret`, also for projects whose TypeScript tells an absent property from an undefined one. */
export type ConstructSecret = Omit<ISecret, 'secretFullArn' | 'encryptionKey'> & {
  readonly secretFullArn?: string | undefined;
  readonly encryptionKey?: IKey | undefined;
};

/** A secret that this CDK app makes: `new Secret(…)`, or the attachment of one to a database. Its ARN is a token. */
export interface MadeSecret {
  readonly secret: ConstructSecret;
  readonly arn: string;
}

const MADE_TYPES = ['AWS::SecretsManager::Secret', 'AWS::SecretsManager::SecretTargetAttachment'];

export function isConstructSecret(value: unknown): value is ConstructSecret {
  return Construct.isConstruct(value) && 'secretArn' in value && 'grantRead' in value;
}

/**
 * What is known of a CDK secret: that this app makes it, or what the import says of it. Throws SecretNameInvalidError, or
 * GrantTargetInvalidError for one that is imported by a text which is known only at deployment.
 */
export function constructSecretOf(secret: ConstructSecret, call: string): MadeSecret | SecretText {
  const { secretArn } = secret;
  const behind = constructBehind(secretArn);
  if (CfnResource.isCfnResource(behind) && MADE_TYPES.includes(behind.cfnResourceType)) {
    return { secret, arn: secretArn };
  }
  if (secret.secretFullArn !== undefined) {
    if (Token.isUnresolved(secretArn)) throw unchecked(secret, call);
    return secretTextOf(secretArn);
  }
  const { secretName } = secret;
  if (Token.isUnresolved(secretName)) throw unchecked(secret, call);
  checkSecretName(secretName, "A grant's target");
  if (!Token.isUnresolved(secretArn)) return secretTextOfPartialArn(secretArn);
  // Tokens of CDK's own, for the partition, region and account, around the name that was checked.
  return { name: secretName, several: false, arn: () => `${secretArn}-??????` };
}

export function isMadeSecret(value: MadeSecret | SecretText): value is MadeSecret {
  return 'secret' in value;
}

function unchecked(secret: ConstructSecret, call: string): SecretsError {
  return new SecretsError(
    'GrantTargetInvalidError',
    `${call} was given "${secret.node.path}", a secret imported by a text that is known only at deployment, which cannot be checked.`,
    `Import it by its name: Secret.fromSecretNameV2(scope, id, 'my-secret'). Or grant it with CDK: secret.grantRead(backend.myFunction.resources.lambda).`,
  );
}
