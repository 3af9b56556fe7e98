import type { RotationRecord } from '../state/rotation.js';
import type { Templates } from '../templates/read-templates.js';

/** A secret that is rotated on a schedule. */
export interface ReportedRotation {
  /** Id of the secret. */
  readonly secret: string;
  /** Ids of the principals that the rotation function runs as. */
  readonly principals: readonly string[];
  /** `rate(30 days)` or `cron(0 3 1 * ? *)`, in UTC. */
  readonly schedule: string;
  /** Hours in which AWS may begin, such as `3h`, where that is declared. */
  readonly window?: string;
  /** The deployments that own it; undefined for every deployment. */
  readonly branches?: readonly string[];
  /** Whether it is made in this deployment. */
  readonly here: boolean;
}

export function reportedRotations(
  rotations: readonly RotationRecord[],
  { granteesOf }: Pick<Templates, 'granteesOf'>,
): ReportedRotation[] {
  return rotations
    .map(({ target, grantee, schedule, window, branches, made }) => ({
      secret: target.id,
      principals: granteesOf(grantee.policyHolder),
      schedule,
      ...(window !== undefined && { window }),
      ...(branches !== undefined && { branches }),
      here: made !== undefined,
    }))
    .sort((one, other) => (`${one.secret} ${one.branches}` < `${other.secret} ${other.branches}` ? -1 : 1));
}
