import { shellLine } from '@amplify-secrets/runtime/contract';
import { note, warn } from '../notes/notes.js';
import type { DeployedState } from '../state/backend-state.js';
import type { MadeRotation, RotationRecord } from '../state/rotation.js';
import type { CheckResult, FoundRotation } from './check-result.js';
import { commandFor } from './command-lines.js';

/** Says how the secrets that this deployment rotates are rotated so far. `now` is in milliseconds. */
export function noteRotations(
  { root, deployment, rotations }: DeployedState,
  results: readonly CheckResult[],
  now: number,
): void {
  for (const rotation of rotations) {
    const { made } = rotation;
    const found = results.find(({ secret }) => secret.store === 'secrets-manager' && secret.name === made?.name);
    if (made === undefined || found?.rotation === undefined) continue;
    note(root, 'check-rotation', describe(rotation, made, found.rotation));
    const { pendingVersion } = found.rotation;
    if (pendingVersion === undefined || !isOverdue(rotation, found.rotation, now)) continue;
    const command = commandFor(deployment, found, 'rotate');
    const stage = ' --version-stage AWSPENDING';
    warn(
      root,
      'check-rotation',
      `The rotation of "${made.name}" did not finish: the version ${pendingVersion} has been pending since ${shown(found.rotation.lastChanged)} or longer, and AWS begins no other rotation until it is not.`,
      [
        ...(command === undefined
          ? ['Find the cause in the log of the rotation function.']
          : [`To see the cause, run: ${command}`]),
        'Where the service accepts the current value, let AWS begin anew:',
        ...(command === undefined ? [] : [`${command} --unblock`, 'Or:']),
        shellLine`aws secretsmanager update-secret-version-stage --secret-id ${made.name}` +
          stage +
          shellLine` --remove-from-version-id ${pendingVersion}`,
      ].join('\n'),
    );
  }
}

function describe({ schedule, grantee }: RotationRecord, { name }: MadeRotation, found: FoundRotation): string {
  if (!found.isEnabled) {
    return `checkSecrets: "${name}" is not rotated yet. This deployment begins it: ${schedule}, by "${grantee.construct.node.path}".`;
  }
  const by = found.lambdaArn?.split(':').slice(6).join(':') ?? 'AWS';
  return `checkSecrets: "${name}" is rotated by ${by}, ${found.schedule ?? 'without a schedule'}. Last: ${shown(found.lastRotated)}. Next: ${shown(found.nextRotation)}.`;
}

const HOUR_MS = 3_600_000;
/** A window ends with the day at the latest. */
const LONGEST_WINDOW = '24h';

/** Whether nothing has changed for longer than a window: AWS retries within it. */
function isOverdue({ window }: RotationRecord, { lastChanged }: FoundRotation, now: number): boolean {
  return (
    lastChanged !== undefined && now - lastChanged.getTime() > Number.parseInt(window ?? LONGEST_WINDOW, 10) * HOUR_MS
  );
}

/** `2026-11-01 03:12 UTC` */
function shown(date: Date | undefined): string {
  return date === undefined ? 'never' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
