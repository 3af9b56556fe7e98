import { type LocalAws, type Rotation, startLocalAws } from '@amplify-secrets/local';
import { rotationBackend, rotatorArn } from '../src/rotation.test.support.js';

/** Rotation functions that are deployed already, and the clock that their schedules follow. Only the local AWS has one. */
export interface RotationBench {
  /** The ARNs of functions, by what they do. */
  readonly functions: {
    /** Rotates, and leaves no AWSPENDING. */
    readonly rotates: string;
    /** Leaves AWSPENDING beside AWSCURRENT, as AWS's own do. */
    readonly leavesPending: string;
    /** Fails in createSecret, before it puts a value. */
    readonly fails: string;
    /** Has no permission for Secrets Manager. */
    readonly forbidden: string;
  };
  /** Resolves when no rotation runs. */
  settled(): Promise<readonly Rotation[]>;
  advance(milliseconds: number): Promise<readonly Rotation[]>;
}

const ROTATORS = {
  rotates: {},
  leavesPending: { environment: { LEAVE_PENDING: 'yes' } },
  fails: { environment: { FAIL_IN: 'createSecret' } },
  forbidden: { policy: undefined },
};

/** A local AWS with the functions. */
export async function startWithRotators(): Promise<{ readonly aws: LocalAws; readonly bench: RotationBench }> {
  const aws = await startLocalAws({ backends: [rotationBackend(ROTATORS)] });
  const functions = {
    rotates: rotatorArn('rotates'),
    leavesPending: rotatorArn('leavesPending'),
    fails: rotatorArn('fails'),
    forbidden: rotatorArn('forbidden'),
  };
  return { aws, bench: { functions, settled: () => aws.rotations.settled(), advance: (time) => aws.advance(time) } };
}

export interface SeenByFunction {
  readonly event: Readonly<Record<string, string>>;
  readonly RotationEnabled: boolean;
  readonly VersionIdsToStages: Readonly<Record<string, readonly string[]>>;
  /** The pending value, or the name of the error. */
  readonly pending: string;
}

/** What the function saw in each of its steps. */
export function seenIn(rotation: Rotation | undefined): readonly SeenByFunction[] {
  return (rotation?.logs ?? []).flatMap((line) => {
    const start = line.indexOf('{"event"');
    return start < 0 ? [] : [JSON.parse(line.slice(start)) as SeenByFunction];
  });
}
