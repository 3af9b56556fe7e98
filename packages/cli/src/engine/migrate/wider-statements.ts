import type { AccessChange } from './compare-access.js';
import type { Replaced } from './plan-migration.js';
import { wildcardSource } from './wildcards.js';

/**
 * The replaced statements that name the secrets of new permissions, by place, each with the reason to leave it. Two that name the same
 * secret are both left. What none names may come from a pattern of declared secrets: those that have one are left.
 */
export function widerStatements(
  replaced: readonly Replaced[],
  wider: readonly AccessChange[],
): ReadonlyMap<string, string> {
  const isNamed = ({ resource }: AccessChange) =>
    replaced.some(({ secrets }) => secrets.some((secret) => names(secret, resource)));
  const unnamed = wider.find((change) => !isNamed(change));
  return new Map(
    replaced.flatMap(({ place, secrets, lines }) => {
      const named = wider.find(({ resource }) => secrets.some((secret) => names(secret, resource)));
      const hasPattern = lines.some((line) => /\b(?:allSecrets|secretsMatching)\(/.test(line));
      const change = named ?? (hasPattern ? unnamed : undefined);
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
