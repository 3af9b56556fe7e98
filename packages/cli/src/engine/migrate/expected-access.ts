import type { Backend } from '@amplify-secrets/local';
import {
  type Deployment,
  findEnvironment,
  parameterFolders,
  type SecretReference,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';

/** Why a new permission is not a wider access. */
export type Expected =
  /** Reads only what GetSecretValue allows. */
  | 'batch'
  /** Who puts a value can move its label already. */
  | 'stage'
  /** A reference is another secret in this deployment. */
  | 'own'
  /** The statement named it without its suffix. */
  | 'repaired';

/** What the new lines allow in a deployment. */
export function expectedAccess(
  { region, account, partition }: Backend,
  deployment: Deployment,
  references: readonly SecretReference[],
  repaired: readonly string[],
): (action: string, resource: string) => Expected | undefined {
  const located = new Set(references.flatMap((reference) => locationsOf(reference, deployment)));
  const prefix = (service: string) => `arn:${partition}:${service}:${region}:${account}:`;
  return (action, resource) => {
    if (action === 'secretsmanager:BatchGetSecretValue') return 'batch';
    const parameter = resource.startsWith(`${prefix('ssm')}parameter/`)
      ? resource.slice(`${prefix('ssm')}parameter`.length)
      : undefined;
    if (parameter !== undefined) return located.has(parameter) && IN_PARAMETER_STORE.has(action) ? 'own' : undefined;
    if (!resource.startsWith(`${prefix('secretsmanager')}secret:`) || !IN_SECRETS_MANAGER.has(action)) return undefined;
    const name = resource.slice(`${prefix('secretsmanager')}secret:`.length).replace(/-[A-Za-z0-9]{6}$/, '');
    if (located.has(name)) return 'own';
    return repaired.includes(name) ? 'repaired' : undefined;
  };
}

const IN_SECRETS_MANAGER = new Set(
  ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map((each) => `secretsmanager:${each}`),
);
const IN_PARAMETER_STORE = new Set(['GetParameter', 'GetParameters', 'PutParameter'].map((each) => `ssm:${each}`));

/** A name in AWS Secrets Manager, or paths in Parameter Store. */
export function locationsOf(reference: SecretReference, deployment: Deployment): readonly string[] {
  const environment = findEnvironment(reference.set.environments, deployment);
  if (environment === undefined) return [];
  const name = secretNameIn(environment, reference);
  return environment.store === 'amplify' ? parameterFolders(deployment).map((folder) => `${folder}/${name}`) : [name];
}
