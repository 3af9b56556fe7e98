import {
  allEnvironments,
  type Deployment,
  describeDeployment,
  type Environment,
  secretNameIn,
  strayMatch,
} from '@amplify-secrets/runtime/contract';
import { Annotations } from 'aws-cdk-lib';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import type { IConstruct } from 'constructs';
import type { Grantee } from '../grantees/grantee.js';
import type { BackendState } from '../state/backend-state.js';
import type { Target } from '../targets/target.js';

const SOURCE = '@amplify-secrets/backend';
// How CDK marks a message with what acknowledges it.
const OWN = new RegExp(`^(.*) \\[ack: ${SOURCE}:[^\\]]+\\]$`, 's');

/** Shown when the backend is synthesised; silenced with CDK's `acknowledgeInfo` and `acknowledgeWarning`. */
export function note({ construct }: Pick<Grantee, 'construct'>, topic: string, text: string): void {
  Annotations.of(construct).addInfoV2(`${SOURCE}:${topic}`, text);
}

/** `mend` is the line to write, and stands on a line of its own. */
export function warn({ construct }: Pick<Grantee, 'construct'>, topic: string, text: string, mend: string): void {
  Annotations.of(construct).addWarningV2(`${SOURCE}:${topic}`, `${text}\n${mend}`);
}

/** What the kit itself noted on a construct and nobody acknowledged, as a person reads it. */
export function notesOn({ node }: IConstruct): string[] {
  return node.metadata.flatMap(({ type, data }) => {
    const text = OWN.exec(String(data))?.[1];
    if (text === undefined) return [];
    return `${type === ArtifactMetadataEntryType.WARN ? 'Warning' : 'Note'}: ${text.replaceAll('\n', '\n  ')}\n`;
  });
}

export function warnOfStrayMatch(grantee: Grantee, target: Target): void {
  const { pattern } = target;
  const stray = pattern === undefined ? undefined : strayMatch(pattern);
  if (pattern === undefined || stray === undefined) return;
  warn(
    grantee,
    'pattern',
    `The pattern "${pattern}" also matches "${stray}".`,
    `End it at a boundary: "${pattern.replace(/\*+$/, '')}-*".`,
  );
}

/** A declared environment among `branches`, which hold names of branches. */
export function warnOfEnvironment(grantee: Grantee, environment: string): void {
  warn(
    grantee,
    'environment',
    `"${environment}" in the branches of a grant is a declared environment, and is taken for a branch of that name.`,
    "Write branches as git has them: { branches: ['main'] }. A secret of the environment itself is granted by its reference: secrets.mySecret.",
  );
}

/** In Amplify's store the secrets of all sets lie in one folder. Called when every set is known. */
export function warnOfReach({ grants, sets, deployment }: BackendState): void {
  if (deployment === undefined) return;
  for (const { grantee, target, located } of grants) {
    const { set, pattern } = target;
    if (located?.store !== 'amplify' || set === undefined || pattern === undefined) continue;
    warnOfOthers(grantee, pattern, deployment, sets.reachedBy(set.app, pattern));
  }
}

/** `others` are secrets of other sets that the pattern matches. */
function warnOfOthers(
  grantee: Pick<Grantee, 'construct'>,
  pattern: string,
  deployment: Deployment,
  others: readonly string[],
): void {
  const all = /^\*+$/.test(pattern);
  if (!all && others.length === 0) return;
  const named = others.length === 0 ? '' : `, ${others.join(', ')} included`;
  const reach = all
    ? `every Amplify secret of the deployment, whoever set it and whatever for${named}`
    : `secrets of other sets: ${others.join(', ')}`;
  warn(
    grantee,
    'reach',
    `In ${describeDeployment(deployment)} the secrets of all sets lie in one folder, and the pattern "${pattern}" reaches ${reach}.`,
    "Give the family a prefix that no other secret has: secretsMatching(secrets, 'tenant-*').",
  );
}

/** One name under two environments: what the one writes, the other reads. */
export function noteSharing(grantee: Grantee, target: Target, environment: Environment | undefined): void {
  const { reference } = target;
  if (reference === undefined || environment?.store !== 'secrets-manager') return;
  const name = secretNameIn(environment, reference);
  const sharers = allEnvironments(reference.set.environments)
    .filter((other) => other.store === environment.store && secretNameIn(other, reference) === name)
    .map((other) => other.name);
  if (sharers.length < 2) return;
  note(
    grantee,
    'sharing',
    `Secret ${target.label} is "${name}" in ${sharers.join(', ')}: these environments share one value.`,
  );
}
