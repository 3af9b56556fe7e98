import { type Backend, type BackendFunction, can } from '@amplify-secrets/local';
import {
  allEnvironments,
  type Deployment,
  findEnvironment,
  parameterFolders,
  type SecretReference,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { isProductionIn } from '../../deployment/find-place.js';
import { readableEffect } from './readable-access.js';

/** Why a new permission is not a wider access. */
export type Expected =
  /** Reads only what GetSecretValue allows. */
  | 'batch'
  /** Who puts a value can move its label already. */
  | 'stage'
  /** The copy of this deployment, of a secret that the principal had a copy of here. */
  | 'own'
  /** The statement named it without its suffix. */
  | 'repaired';

/** What the new lines grant, in a deployment. */
export interface GrantedSecrets {
  readonly before: Backend;
  readonly deployment: Deployment;
  readonly references: readonly SecretReference[];
  /** Names that `--repair` grants. */
  readonly repaired: readonly string[];
  /** The environments that count as production, where the project lists them. */
  readonly production: readonly string[] | undefined;
}

/** Whether a new permission of a principal, which is as it was before, is meant. */
export type IsExpected = (was: BackendFunction | undefined, action: string, resource: string) => Expected | undefined;

/**
 * A new permission is meant only on what the principal had in the same deployment: the same secret under its name, or the copy of another
 * environment, in whose place the deployment's own comes. Where that is production's, no other copy stands for it.
 */
export function expectedAccess(granted: GrantedSecrets): IsExpected {
  const { before, deployment, references, repaired } = granted;
  const { region, account, partition } = before;
  const prefixOf = (service: string) => `arn:${partition}:${service}:${region}:${account}:`;
  const [secretPrefix, parameterPrefix] = [`${prefixOf('secretsmanager')}secret:`, `${prefixOf('ssm')}parameter`];
  /** Whether a principal could do this with the secret of a name, with any six characters; one to repair, with none. */
  const could = (was: BackendFunction, action: string, name: string) =>
    [...suffixesIn(was, name), ...(repaired.includes(name) ? [''] : [])].some((suffix) => {
      const arn = `${secretPrefix}${name}${suffix}`;
      const { effect } = can(before, was, action, arn);
      return (effect === 'unknown' ? readableEffect(before, was, action, arn) : effect) === 'allow';
    });
  return (was, action, resource) => {
    if (action === 'secretsmanager:BatchGetSecretValue') return 'batch';
    const needed = NEEDED.get(action);
    if (was === undefined || needed === undefined) return undefined;
    const location = resource.startsWith(parameterPrefix)
      ? resource.slice(parameterPrefix.length)
      : resource.startsWith(secretPrefix)
        ? resource.slice(secretPrefix.length).replace(SUFFIX, '')
        : undefined;
    if (location === undefined) return undefined;
    if (!location.startsWith('/') && could(was, needed, location))
      return repaired.includes(location) ? 'repaired' : 'own';
    const reference = references.find((each) => locationsOf(each, deployment).includes(location));
    if (reference === undefined || isOfProduction(reference, location, granted)) return undefined;
    return namesOf(reference).some((name) => could(was, needed, name)) ? 'own' : undefined;
  };
}

const SUFFIX = /-[A-Za-z0-9]{6}$/;

/** What a principal must have been able to do with a copy in AWS Secrets Manager. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['secretsmanager:GetSecretValue', 'secretsmanager:GetSecretValue'],
  ['ssm:GetParameter', 'secretsmanager:GetSecretValue'],
  ['ssm:GetParameters', 'secretsmanager:GetSecretValue'],
  ['secretsmanager:PutSecretValue', 'secretsmanager:PutSecretValue'],
  ['secretsmanager:UpdateSecretVersionStage', 'secretsmanager:PutSecretValue'],
  ['ssm:PutParameter', 'secretsmanager:PutSecretValue'],
]);

/** Any six characters, and those of complete ARNs. A word in their place is the end of a name: `stripe-ApiKey`. */
function suffixesIn({ role }: BackendFunction, name: string): readonly string[] {
  const text = JSON.stringify(role.policies);
  const found = text.split(`:secret:${name}`).flatMap((rest) => /^-[A-Za-z0-9]{6}(?=")/.exec(rest) ?? []);
  return ['-a1B2c3', ...found.filter((suffix) => !/^-(?:[A-Z][a-z]{2,}){1,2}$/.test(suffix))];
}

/** Whether production reads this: as its environment, or under a name or a path of several environments. */
function isOfProduction(
  reference: SecretReference,
  location: string,
  { deployment, production }: GrantedSecrets,
): boolean {
  const { set } = reference;
  const own = findEnvironment(set.environments, deployment);
  return allEnvironments(set.environments).some(
    (environment) =>
      isProductionIn(set, environment.name, production) &&
      (environment.name === own?.name ||
        (environment.store === 'amplify'
          ? location.startsWith('/amplify/shared/') && location.endsWith(`/${secretNameIn(environment, reference)}`)
          : location === secretNameIn(environment, reference))),
  );
}

/** Its names in AWS Secrets Manager, in any environment. */
function namesOf(reference: SecretReference): readonly string[] {
  return allEnvironments(reference.set.environments)
    .filter(({ store }) => store === 'secrets-manager')
    .map((environment) => secretNameIn(environment, reference));
}

/** A name in AWS Secrets Manager, or paths in Parameter Store. */
export function locationsOf(reference: SecretReference, deployment: Deployment): readonly string[] {
  const environment = findEnvironment(reference.set.environments, deployment);
  if (environment === undefined) return [];
  const name = secretNameIn(environment, reference);
  return environment.store === 'amplify' ? parameterFolders(deployment).map((folder) => `${folder}/${name}`) : [name];
}
