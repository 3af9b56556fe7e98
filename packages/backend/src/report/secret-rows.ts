import {
  allEnvironments,
  type Deployment,
  findEnvironment,
  referencesOf,
  type SecretKind,
  type SecretReference,
  type Store,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import type { Stack } from 'aws-cdk-lib';
import type { DeployedState } from '../state/backend-state.js';
import { referenceTarget } from '../targets/set-target.js';
import type { Target } from '../targets/target.js';
import { oncePer } from '../templates/once-per.js';
import { shown } from '../templates/shown.js';

/** What a secret of a set is called in one environment. */
export interface ReportedName {
  readonly environment: string;
  readonly store: Store;
  readonly name: string;
}

/** A secret, before anybody's access to it. */
export interface SecretRow {
  /** `myapp:stripe`; without a set, the name, ARN or construct path. Unique in a report. */
  readonly id: string;
  readonly app?: string;
  readonly key?: string;
  readonly kind?: SecretKind;
  /** Whether a set declares it, or it was only granted. */
  readonly declared: boolean;
  readonly environment?: string;
  readonly store: Store;
  readonly names: readonly ReportedName[];
  readonly places: readonly SecretPlace[];
}

/** Where a value is: a secret of AWS Secrets Manager, or a parameter. */
export interface SecretPlace {
  /** Name of the secret or of the parameter. */
  readonly name: string;
  /** Whether all deployments of the namespace read this one parameter. */
  readonly shared: boolean;
  arnIn(stack: Stack): string;
}

/** Every secret that a set declares or a grant names, in the order of their ids; no patterns. */
export function secretRows(
  { deployment, grants, sets }: Pick<DeployedState, 'deployment' | 'grants' | 'sets'>,
  root: Stack,
): SecretRow[] {
  const rows = new Map<string, SecretRow>();
  const places = new Set<string>();
  function add(target: Target, declared: boolean): void {
    const row = rowOf(target, deployment, root, declared);
    const place = row?.places[0]?.arnIn(root);
    // One secret may have been granted in two ways.
    if (row === undefined || place === undefined || rows.has(row.id) || (!declared && places.has(place))) return;
    rows.set(row.id, row);
    places.add(place);
  }
  for (const set of sets.all()) for (const reference of referencesOf(set)) add(referenceTarget(reference), true);
  for (const { target, located } of grants) if (located?.isPattern === false) add(target, false);
  return [...rows.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function rowOf(target: Target, deployment: Deployment, root: Stack, declared: boolean): SecretRow | undefined {
  const { id, set, reference } = target;
  // Without an environment of its set here, it was granted in other deployments.
  if (set !== undefined && findEnvironment(set.environments, deployment) === undefined) return undefined;
  const located = target.locate(deployment, root);
  const { environment, store } = located;
  const arnsIn = oncePer((stack: Stack) =>
    target.locate(deployment, stack).readable.map((arn) => shown(stack.resolve(arn))),
  );
  return {
    id,
    ...(reference && { app: reference.set.app, key: reference.key }),
    ...(reference && !reference.undeclared && { kind: reference.definition.kind }),
    declared,
    ...(environment && { environment: environment.name }),
    store,
    names: reference === undefined ? [] : namesOf(reference),
    places: located.names.map((name, index) => ({
      name,
      shared: store === 'amplify' && index > 0,
      arnIn: (stack) => arnsIn(stack)[index] ?? name,
    })),
  };
}

function namesOf(reference: SecretReference): ReportedName[] {
  return allEnvironments(reference.set.environments).map((environment) => ({
    environment: environment.name,
    store: environment.store,
    name: secretNameIn(environment, reference),
  }));
}
