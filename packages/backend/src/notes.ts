import { allEnvironments, type Environment, secretNameIn, strayMatch } from '@amplify-secrets/runtime/contract';
import { Annotations } from 'aws-cdk-lib';
import type { Grantee } from './grantee.js';
import type { Target } from './target.js';

const SOURCE = '@amplify-secrets/backend';

/** Shown when the backend is synthesised; silenced with CDK's `acknowledgeWarning`. */
export function note({ construct }: Pick<Grantee, 'construct'>, topic: string, text: string): void {
  Annotations.of(construct).addInfoV2(`${SOURCE}:${topic}`, text);
}

export function warn({ construct }: Pick<Grantee, 'construct'>, topic: string, text: string): void {
  Annotations.of(construct).addWarningV2(`${SOURCE}:${topic}`, text);
}

export function warnOfStrayMatch(grantee: Grantee, target: Target): void {
  const pattern = patternOf(target);
  const stray = pattern === undefined ? undefined : strayMatch(pattern);
  if (pattern === undefined || stray === undefined) return;
  warn(
    grantee,
    'pattern',
    `The pattern "${pattern}" also matches "${stray}". End it at a boundary: "${pattern.slice(0, -1)}-*".`,
  );
}

/** One name under two environments: what the one writes, the other reads. */
export function noteSharing(grantee: Grantee, target: Target, environment: Environment | undefined): void {
  if (target.kind !== 'secret' || environment?.store !== 'secrets-manager') return;
  const { reference } = target;
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

function patternOf(target: Target): string | undefined {
  if (target.kind === 'family') return target.family.pattern;
  return target.kind === 'text' && target.text.several ? target.text.name : undefined;
}
