import { userInfo } from 'node:os';
import {
  type CommandPlace,
  commandLine,
  type Deployment,
  isPreview,
  shellLine,
} from '@amplify-secrets/runtime/contract';
import type { CheckResult } from './check-result.js';

/**
 * The command of `@amplify-secrets/cli` that gives a declared secret its value, or gets it back. Undefined where the command line does not
 * know it. `file` has the value of a binary secret, which cannot be typed.
 */
export function setCommand(deployment: Deployment, result: CheckResult, file: string): string | undefined {
  const { secret, found } = result;
  if (found === 'deleted') return commandFor(deployment, result, 'restore');
  const line = commandFor(deployment, result, 'set');
  return line === undefined || secret.kind !== 'binary' ? line : line + shellLine` --file ${file || 'value.bin'}`;
}

/** A command about a declared secret, where the check has looked for it. */
export function commandFor(deployment: Deployment, { secret, region }: CheckResult, verb: string): string | undefined {
  const { declared } = secret;
  if (declared === undefined) return undefined;
  const place = placeOf(deployment, secret, declared.environment);
  if (place === undefined) return undefined;
  const isSandbox = place.environment === 'sandbox' && place.store === 'amplify';
  return commandLine(place, verb, declared.key) + (isSandbox ? withProfile() : inRegion(region));
}

function placeOf(
  deployment: Deployment,
  { store, ids }: CheckResult['secret'],
  environment: string,
): CommandPlace | undefined {
  // `--identifier` is not needed for what `ampx sandbox` is called without one.
  const isDefault = deployment.type === 'sandbox' && deployment.name === userInfo().username;
  if (environment === 'sandbox' || store === 'secrets-manager') {
    return { environment, store, deployment: isDefault ? undefined : deployment, isShared: false };
  }
  if (deployment.type !== 'branch') return undefined;
  // A preview lives as long as its pull request: what previews read is set once, for all of them.
  return { environment, store, deployment, isShared: isPreview(deployment) && ids.length > 1 };
}

export function inRegion(region: string | undefined): string {
  return (region === undefined ? '' : shellLine` --region ${region}`) + withProfile();
}

export function withProfile(): string {
  // `ampx --profile` sets this variable.
  const { AWS_PROFILE: profile } = process.env;
  return profile ? shellLine` --profile ${profile}` : '';
}
