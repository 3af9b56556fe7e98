import type { ReportedSecret } from './secret-access.js';

/** One name in two environments, in AWS Secrets Manager: what one writes, the other reads. */
export interface ReportedSharing {
  /** Id of the secret. */
  readonly secret: string;
  readonly name: string;
  readonly environments: readonly string[];
  /** Principals of this deployment that can write it; none where the secret has another name in this deployment. */
  readonly writers: readonly string[];
}

export function reportedSharing(secrets: readonly ReportedSecret[]): ReportedSharing[] {
  return secrets.flatMap(({ id, names, places, store }) => {
    const environments = new Map<string, string[]>();
    for (const each of names.filter((name) => name.store === 'secrets-manager')) {
      environments.set(each.name, [...(environments.get(each.name) ?? []), each.environment]);
    }
    return [...environments]
      .filter(([, sharers]) => sharers.length > 1)
      .map(([name, sharers]) => {
        const here = store === 'secrets-manager' ? places.filter((place) => place.name === name) : [];
        const writers = here.flatMap(({ access }) =>
          access.filter(({ allowed, possible }) => [...allowed, ...possible].includes('write')),
        );
        return { secret: id, name, environments: sharers, writers: writers.map(({ principal }) => principal) };
      });
  });
}
