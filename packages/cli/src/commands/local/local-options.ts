import { userInfo } from 'node:os';
import { optionsOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Project } from '../../declaration/project.js';
import { findPlace } from '../../deployment/find-place.js';
import type { Place } from '../../deployment/place.js';
import { CliError } from '../../errors/cli-error.js';
import { type CommandCall, textOption } from '../command.js';

/** Where a branch is deployed without `--app-id`: nothing of a real app is needed. */
const LOCAL_APP_ID = 'd1local';

/** The place of the sandbox, or of `--branch`. */
export function placeOf(call: CommandCall, { packageName, settings }: Project, set: SecretSet): Place {
  const needsApp = Object.values(set.environments).some((declared) => optionsOf(declared).appId !== undefined);
  const appId = textOption(call, 'appId') ?? (call.terminal.variables.AWS_APP_ID || undefined);
  return findPlace(
    set,
    { branch: textOption(call, 'branch'), identifier: textOption(call, 'identifier') },
    {
      packageName,
      userName: userInfo().username,
      appId: appId ?? (needsApp ? undefined : LOCAL_APP_ID),
      production: settings.production,
    },
  );
}

export function regionOf(call: CommandCall): string {
  const { AWS_REGION, AWS_DEFAULT_REGION } = call.terminal.variables;
  return textOption(call, 'region') ?? (AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1');
}

/** @throws {CommandUsageError} When it is no port. */
export function portOf(call: CommandCall): number | undefined {
  const given = textOption(call, 'port');
  if (given === undefined) return undefined;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new CliError('CommandUsageError', '--port must be a number from 0 to 65535.', 'Write: --port 4599');
}
