import type { AccessChange } from './compare-access.js';
import type { Replaced } from './plan-migration.js';
import { wildcardSource } from './wildcards.js';

/**
 * The replaced statements that name the secrets of new permissions, by place, each with the reason to leave it. Two that name the same
 * secret are both left.
 */
export function widerStatements(
  replaced: readonly Replaced[],
  wider: readonly AccessChange[],
): ReadonlyMap<string, string> {
  return new Map(
    replaced.flatMap(({ place, secrets, lines }) => {
      const change = wider.find(({ resource }) => secrets.some((secret) => names(secret, resource)));
      if (change === undefined) return [];
      const { principal, action, resource } = change;
      const reason = `\`${lines.join('; ')}\` would allow ${principal} ${action} on ${resource}, which it does not`;
      return [[place, reason] as const];
    }),
  );
}

function names(secret: string, resource: string): boolean {
  return new RegExp(`:secret:${wildcardSource(secret)}-[A-Za-z0-9]{6}$`).test(resource);
}
