const MINUTE = 60_000;

/** What happens to the fleet, and when. Times in milliseconds since the start. */
export interface Scenario {
  readonly seed: number;
  readonly end: number;
  readonly containers: number;
  /** Distinct secrets in the region. A container uses 1 to 10 of them. */
  readonly secrets: number;
  /** Mean time between a container's invocations: between these, evenly on a logarithmic scale. */
  readonly idle: readonly [least: number, most: number];
  /** Containers start within this time. */
  readonly burst: number;
  /** Every secret gets a new value. */
  readonly rotations: readonly number[];
  /** The store answers every call with a 500. */
  readonly outage: readonly [from: number, to: number];
  /** Others in the region use up this share of the quotas. */
  readonly throttled: { readonly from: number; readonly to: number; readonly share: number };
  /** So many containers are replaced by new ones, within `burst`. */
  readonly deployment: { readonly at: number; readonly containers: number };
}

/** 10,000 containers: a mass start, 20 quiet minutes, an outage of 10, and a deployment in a throttled region. */
export const FLEET: Scenario = {
  seed: 1,
  end: 42 * MINUTE,
  containers: 10_000,
  secrets: 200,
  idle: [10_000, 90_000],
  burst: 10_000,
  rotations: [8 * MINUTE, 23 * MINUTE],
  outage: [20 * MINUTE, 30 * MINUTE],
  throttled: { from: 35 * MINUTE, to: 40 * MINUTE, share: 0.95 },
  deployment: { at: 36 * MINUTE, containers: 3_000 },
};

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
export const QUOTAS = { single: 10_000, batch: 100 } as const;
