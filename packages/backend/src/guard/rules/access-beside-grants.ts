import type { DeclaredName } from '../declarations/declared-names.js';
import { matchesSecret } from '../declarations/declared-names.js';
import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import type { HandWritten } from '../statements/hand-written.js';
import { type NamedResource, ownResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/**
 * A statement that gives a role secrets of this environment beyond its grants: they show less than is true. A role without any grant may read
 * one secret by a statement, as CDK's `grantRead` writes it; a pattern needs a grant.
 */
export function accessBesideGrants(view: GuardView): GuardFinding[] {
  return view.handWritten.flatMap((statement) => {
    if (statement.narrowed) return [];
    const beside = ownResources(statement, view).flatMap((resource) => {
      // What a name that only the deployment knows matches is not known here.
      if (resource.name.includes('${')) return [];
      // Another finding is about what reaches other environments.
      if (view.names.environmentsReached(resource.name).length > 0) return [];
      const secrets = secretsBeside(view, statement, resource);
      return secrets.length === 0 ? [] : [{ resource, secrets }];
    });
    if (beside.length === 0) return [];
    const keys = [...new Set(beside.flatMap(({ secrets }) => secrets.map(({ key }) => key)))];
    const resources = beside.map(({ resource }) => resource);
    return [
      {
        name: 'AccessBesideGrants',
        severity: 'warning',
        where: statement.where,
        about: [...resources.map(({ entry }) => entry), ...keys],
        message: `${quotedAll(resources)} ${resources.length === 1 ? 'gives' : 'give'} ${statement.grantees.join(', ')} access to ${keys.join(', ')}, which no grant gives.`,
        resolution: `Delete the statement. If the access is needed, write: ${grantLine(view, statement, resources)}`,
      },
    ];
  });
}

function secretsBeside({ names }: GuardView, statement: HandWritten, resource: NamedResource): DeclaredName[] {
  const { granted, accesses } = statement;
  const isGrantee = granted.read.length + granted.write.length > 0;
  if (resource.end === 'bare' || (!isGrantee && resource.end !== 'pattern')) return [];
  return names.current.filter(
    ({ name }) =>
      matchesSecret(resource.name, name) &&
      accesses.some((access) => !granted[access].some((pattern) => matchesSecret(`${pattern}-??????`, name))),
  );
}
