import {
  allEnvironments,
  type Deployment,
  describeDeployment,
  findEnvironment,
  type SecretSet,
  secretNameIn,
  strayMatch,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import type { IConstruct } from 'constructs';
import type { Grantee } from '../grantees/grantee.js';
import type { BackendState, DeployedState } from '../state/backend-state.js';
import type { GrantRecord } from '../state/grant.js';
import type { Target } from '../targets/target.js';
import { noteAccount } from './cross-account.js';
import { note, warn } from './notes.js';

export function noteGrant(grant: GrantRecord): void {
  warnOfStrayMatch(grant);
  warnOfSuffix(grant);
  noteSharing(grant);
  noteAccount(grant);
}

/** Of a grant whose `branches` leave this deployment out. */
export function noteElsewhere(
  { construct }: Grantee,
  targets: readonly Target[],
  branches: readonly string[],
  state: DeployedState,
): void {
  const names = targets.map(({ label }) => label).join(', ');
  note(
    construct,
    'branches',
    `${names}: granted in ${branches.join(', ')} only, so not in ${describeDeployment(state.deployment)}.`,
  );
  warnOfEnvironment(construct, branches, state);
}

/** The option "branches" with the name of an environment in it, which is a branch there. */
export function warnOfEnvironment(
  construct: IConstruct,
  branches: readonly string[],
  { deployment, sets }: DeployedState,
): void {
  const environment = branches.find((branch) => sets.all().some((set) => isOnlyEnvironment(set, branch, deployment)));
  if (environment === undefined) return;
  warn(
    construct,
    'environment',
    `"${environment}" in the option "branches" is the name of a declared environment. Here it means a branch of that name.`,
    "Write branches as git has them: { branches: ['main'] }. A secret of the environment itself is granted by its reference: secrets.mySecret.",
  );
}

/** Whether an environment has the name, and no branch of that environment has it. */
function isOnlyEnvironment({ environments }: SecretSet, name: string, { namespace }: Deployment): boolean {
  if (name === 'sandbox' || !Object.hasOwn(environments, name)) return false;
  return findEnvironment(environments, { type: 'branch', namespace, name })?.name !== name;
}

function warnOfStrayMatch({ grantee, target: { pattern } }: GrantRecord): void {
  const stray = pattern === undefined ? undefined : strayMatch(pattern);
  if (pattern === undefined || stray === undefined) return;
  warn(
    grantee.construct,
    'pattern',
    `The pattern "${pattern}" also matches "${stray}".`,
    `End it at a boundary: "${pattern.replace(/\*+$/, '')}-*".`,
  );
}

// Words have six letters too (`-secret`, `-tokens`); these have capitals, small letters and digits, or a digit between letters.
const LIKE_SUFFIX = /-(?=[A-Za-z0-9]{6}$)(?:(?=.*[a-z])(?=.*[A-Z])(?=.*\d)|(?=.*[A-Za-z]\d+[A-Za-z]))\w{6}$/;

/** A grant is for a whole name, so a suffix that was copied with it makes it another secret's. */
function warnOfSuffix({ grantee, target, located }: GrantRecord): void {
  if (located?.store !== 'secrets-manager' || located.isPattern) return;
  for (const name of located.names.filter((each) => LIKE_SUFFIX.test(each))) {
    warn(
      grantee.construct,
      'suffix',
      `Secret ${target.label}: the name "${name}" ends like the hyphen and six characters that AWS adds to a name in an ARN, which are not part of it.`,
      `If they came from an ARN, write the name without them: ${stringLiteral(name.slice(0, -7))}.`,
    );
  }
}

/** One name in two environments: what one of them writes, the other reads. */
function noteSharing({ grantee, target, located }: GrantRecord): void {
  const { reference, label } = target;
  const environment = located?.environment;
  if (reference === undefined || environment?.store !== 'secrets-manager') return;
  const name = secretNameIn(environment, reference);
  const sharers = allEnvironments(reference.set.environments)
    .filter((other) => other.store === environment.store && secretNameIn(other, reference) === name)
    .map((other) => other.name);
  if (sharers.length < 2) return;
  note(
    grantee.construct,
    'sharing',
    `Secret ${label} is "${name}" in ${sharers.join(', ')}: these environments share one value.`,
  );
}

/** In Amplify's store the secrets of all sets lie in one folder. Called when every set is known. */
export function warnOfReach({ grants, sets, deployment }: BackendState): void {
  if (deployment === undefined) return;
  for (const { grantee, target, located } of grants) {
    const { set, pattern } = target;
    if (located?.store !== 'amplify' || set === undefined || pattern === undefined) continue;
    const others = sets.reachedBy(set.app, pattern).join(', ');
    const isAll = /^\*+$/.test(pattern);
    if (!isAll && others === '') continue;
    const reach = isAll
      ? `every Amplify secret of the deployment, whoever set it and for whatever purpose${others && `, also ${others}`}`
      : `secrets of other sets: ${others}`;
    warn(
      grantee.construct,
      'reach',
      `In ${describeDeployment(deployment)} the secrets of all sets lie in one folder, and the pattern "${pattern}" matches ${reach}.`,
      "Give these secrets a prefix that no other secret has: secretsMatching(secrets, 'tenant-*').",
    );
  }
}
