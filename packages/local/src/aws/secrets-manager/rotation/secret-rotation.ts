/** When a secret is rotated, as RotateSecret has it. */
export interface RotationRules {
  readonly AutomaticallyAfterDays?: number | undefined;
  readonly ScheduleExpression?: string | undefined;
  readonly Duration?: string | undefined;
}

/** Milliseconds since 1970. The rotation begins when its window opens. */
export interface RotationWindow {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** The configuration of a secret's rotation; it stays when the rotation is cancelled. */
export interface SecretRotation {
  enabled: boolean;
  functionArn: string;
  /** Absent: it is rotated on request only. */
  rules?: RotationRules;
  /** When the rules were set: a rate in hours counts from the midnight before. */
  setAt: number;
  /** Absent before the first rotation that succeeded. */
  rotatedAt?: number;
  /** The window of the next rotation; it is over where rotations fail. */
  next?: RotationWindow;
}
