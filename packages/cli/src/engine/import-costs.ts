import { allEnvironments, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { ImportPlan } from './import-plan.js';

// https://aws.amazon.com/secrets-manager/pricing/
const CENTS_PER_SECRET = 40;
const DOLLARS_PER_CALL = 0.05 / 10_000;
// The runtime reads a secret that is in use again after five minutes.
const READS_PER_MONTH = (30 * 24 * 60) / 5;

export interface ImportCost {
  /** How the values are grouped. */
  readonly grouping: 'as proposed' | 'one secret for each value' | 'one secret for all';
  readonly secrets: number;
  /** For each environment in AWS Secrets Manager. */
  readonly dollarsPerMonth: number;
}

export interface ImportCosts {
  readonly groupings: readonly ImportCost[];
  /** The environments whose values are in AWS Secrets Manager. */
  readonly environments: readonly string[];
  /** Of one secret in one container that is always busy. */
  readonly dollarsPerReader: number;
}

/** What the secrets of a plan cost. In Amplify's own store they cost nothing. */
export function importCosts({ variables, secrets }: ImportPlan, set: SecretSet | undefined): ImportCosts {
  const values = new Set(
    variables.flatMap(({ slot }) => (slot === undefined ? [] : [`${slot.key}.${slot.field ?? ''}`])),
  ).size;
  const cost = (grouping: ImportCost['grouping'], count: number): ImportCost => ({
    grouping,
    secrets: count,
    dollarsPerMonth: (count * CENTS_PER_SECRET) / 100,
  });
  const environments = set === undefined ? [] : allEnvironments(set.environments);
  return {
    groupings: [
      cost('as proposed', secrets.length),
      cost('one secret for each value', values),
      cost('one secret for all', Math.min(values, 1)),
    ],
    environments: environments.filter(({ store }) => store === 'secrets-manager').map(({ name }) => name),
    dollarsPerReader: Math.round(READS_PER_MONTH * DOLLARS_PER_CALL * 100) / 100,
  };
}
