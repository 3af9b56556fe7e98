import { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import { subject } from '../stores/remedies.js';
import type { Operations } from '../transport/transport.js';
import { abandonLine, rotateLine, rotationLine } from './remedies.js';

/** Which version has which stage, while the version `token` is on its way to become current. */
export interface RotationState {
  /** The rotation is over: the version is current. */
  readonly isDone: boolean;
  /** Whether the version has AWSPENDING. */
  readonly isPending: boolean;
  readonly current: string | undefined;
  readonly previous: string | undefined;
}

/**
 * What DescribeSecret says of a rotation.
 *
 * @throws {RotationStateInvalidError} When the secret is not rotated, or the version `token` neither is nor becomes its current one.
 */
export function rotationState(
  description: Operations['DescribeSecret']['output'],
  token: string,
  location: Location,
): RotationState {
  const { id, expression } = location;
  const { Name = id, RotationEnabled, VersionIdsToStages = {} } = description;
  const invalid = (what: string, resolution: string) =>
    new SecretsError('RotationStateInvalidError', `${subject(location)} was not rotated: ${what}.`, resolution);
  const versions = Object.entries(VersionIdsToStages);
  const withStage = (stage: string) => versions.find(([, stages]) => stages.includes(stage))?.[0];
  const [current, previous, pending] = ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'].map(withStage);
  const instead = (version: string) =>
    `If its value was set nowhere, give it up, and begin again:\n${abandonLine(id, version)}\n${rotateLine(id)}`;
  if (Name !== id) throw invalid('AWS described another secret', `Begin again: ${rotateLine(id)}`);
  if (!RotationEnabled) {
    throw invalid(
      'it is not enabled for rotation, or its rotation was cancelled',
      `In amplify/backend.ts add: ${rotationLine(expression)} If it is there, deploy again.`,
    );
  }
  const state = { isDone: current === token, isPending: pending === token, current, previous };
  if (state.isDone) return state;
  if (pending !== undefined && pending !== token) {
    throw invalid(
      `version ${pending} has AWSPENDING, of another rotation than that of version ${token}`,
      `Secrets Manager takes up the other rotation again by itself. ${instead(pending)}`,
    );
  }
  if (pending === undefined) {
    throw invalid(`version ${token} of the rotation does not have AWSPENDING`, `Begin again: ${rotateLine(id)}`);
  }
  if (previous === token) {
    throw invalid(
      `version ${token} was current before, and was rolled back`,
      `Give up its rotation, and begin again:\n${abandonLine(id, token)}\n${rotateLine(id)}`,
    );
  }
  return state;
}
