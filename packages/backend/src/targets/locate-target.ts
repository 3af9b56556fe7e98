import {
  type ArnScope,
  type Deployment,
  type Environment,
  encryptionKeyIn,
  environmentOf,
  parameterArn,
  parameterFolders,
  prefixedNameIn,
  regionOfSecretArn,
  type Store,
  secretArnPattern,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { Target } from './target.js';

/** Where a target is in one deployment. */
export interface LocatedSecret {
  readonly target: Target;
  /** A text is of none. */
  readonly environment: Environment | undefined;
  readonly store: Store;
  /**
   * Names of AWS Secrets Manager, or of parameters: the deployment's own, then the shared one. A pattern is as it was written; of a
   * secret that CDK makes, it is the construct's path.
   */
  readonly names: readonly string[];
  /** Whose endpoint serves it: the stack's own, unless a full ARN says another. */
  readonly region: string;
  /** Whose it is, where a full ARN says so. */
  readonly account: string | undefined;
  /** ARN of the customer-managed KMS key that it is declared to be under. */
  readonly key: string | undefined;
  /** What may be read: in `amplify` the deployment's own parameter, then the shared one. */
  readonly readable: readonly string[];
  /** What may be written: in `amplify` the own one alone. */
  readonly writable: readonly string[];
  /** Whether it can be more than one secret. */
  readonly several: boolean;
}

/** ARNs are of the stack's own partition, region and account. Throws BranchUnmatchedError. */
export function locate(target: Target, deployment: Deployment, { partition, region, account }: Stack): LocatedSecret {
  const own: ArnScope = { partition, region, account };
  if (target.kind === 'made') {
    const { secret, arn } = target.made;
    return {
      target,
      environment: undefined,
      store: 'secrets-manager',
      names: [secret.node.path],
      region: secret.env.region,
      account: undefined,
      key: target.key,
      readable: [arn],
      writable: [arn],
      several: false,
    };
  }
  if (target.kind === 'text') {
    const arn = target.text.arn(own);
    const arns = [arn];
    return {
      target,
      environment: undefined,
      store: 'secrets-manager',
      names: [target.text.name],
      region: regionOfSecretArn(arn) ?? region,
      account: target.text.account,
      key: target.text.key,
      readable: arns,
      writable: arns,
      several: target.text.several,
    };
  }
  const set = target.kind === 'secret' ? target.reference.set : target.family.set;
  const environment = environmentOf(set.environments, deployment);
  const name =
    target.kind === 'secret'
      ? secretNameIn(environment, target.reference)
      : prefixedNameIn(environment, set, target.family.pattern);
  const inAmplify = environment.store === 'amplify';
  const names = inAmplify ? parameterFolders(deployment).map((folder) => `${folder}/${name}`) : [name];
  const arns = names.map((each) => (inAmplify ? parameterArn(own, each) : secretArnPattern(own, each)));
  return {
    target,
    environment,
    store: environment.store,
    names,
    region,
    account: undefined,
    key: target.kind === 'secret' ? encryptionKeyIn(environment, target.reference.definition) : undefined,
    readable: arns,
    writable: arns.slice(0, 1),
    several: target.kind === 'family',
  };
}
