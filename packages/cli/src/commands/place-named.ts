import { findPlace } from '../deployment/find-place.js';
import type { Place } from '../deployment/place.js';
import { type CommandCall, flagOption, textOption } from './command.js';
import type { OpenProject } from './open-project.js';

/**
 * The place of an environment, for a command that is about two. `--branch` and `--shared` say which deployment of an environment whose values
 * are Amplify's own, and `--identifier` which sandbox.
 */
export function placeNamed({ set, defaults }: OpenProject, call: CommandCall, env: string | undefined): Place {
  const declared = { env, appId: textOption(call, 'appId') };
  if (env === 'sandbox') return findPlace(set, { ...declared, identifier: textOption(call, 'identifier') }, defaults);
  const branch = textOption(call, 'branch');
  const isAmplify = Object(set.environments[env ?? '']).store === 'amplify';
  return findPlace(set, isAmplify ? { ...declared, branch, shared: flagOption(call, 'shared') } : declared, defaults);
}
