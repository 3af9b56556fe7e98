import type { CfnResource, Stack } from 'aws-cdk-lib';
import { referencesTo } from '../templates/references.js';
import { isUnknown, shown } from '../templates/shown.js';
import type { StageResources } from '../templates/stage-resources.js';

/**
 * The name of the secret or parameter that a resource in a template of the stack is about, where it is about exactly one and that is known. Two
 * resources with different names are never about the same.
 */
export type SecretNames = (stack: Stack, resource: string) => string | undefined;

export function secretNames(resources: StageResources): SecretNames {
  const made = resources.ofType(SECRET, ATTACHMENT);
  const secretBehind = referencesTo(
    made.map((resource) => ({ value: resource, token: resource.ref, home: resource.stack })),
    resources,
  );

  /** A parameter, an import or an intrinsic function may be any ARN; a reference to a secret of this app is about that secret only. */
  function nameIn(stack: Stack, resource: string): string | undefined {
    if (!isUnknown(resource)) return exactName(resource);
    const secret = secretBehind(stack, resource);
    return secret === undefined ? undefined : madeName(secret);
  }

  function madeName(secret: CfnResource): string | undefined {
    const { Name, SecretId } = resources.templateOf(secret)?.Properties ?? {};
    // The attachment of a secret to a target has the secret's ARN.
    if (secret.cfnResourceType === ATTACHMENT) return nameIn(secret.stack, shown(SecretId));
    // AWS generates a name that no other secret has.
    if (Name === undefined) return `made as ${secret.node.path}`;
    return typeof Name === 'string' ? Name : undefined;
  }

  return nameIn;
}

const SECRET = 'AWS::SecretsManager::Secret';
const ATTACHMENT = 'AWS::SecretsManager::SecretTargetAttachment';

const EXACT =
  /^arn:[^:*?]*:(?:secretsmanager|ssm):[^:*?]*:[^:*?]*:(?:secret:(?<secret>.+)|parameter\/(?<parameter>.+))$/;
const SUFFIX = /-[A-Za-z0-9?]{6}$/;

/** The name in an ARN, if it is about exactly one. */
export function exactName(arn: string): string | undefined {
  const { secret, parameter } = EXACT.exec(arn.replace(/\$\{[^}]*\}/g, '$'))?.groups ?? {};
  const name = secret === undefined ? parameter : secret.replace(SUFFIX, '');
  return name === undefined || /[*?$]/.test(name) ? undefined : `${secret === undefined ? '/' : ''}${name}`;
}
