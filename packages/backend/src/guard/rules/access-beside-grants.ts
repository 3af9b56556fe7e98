import type { DeclaredName } from '../declarations/declared-names.js';
import { matchesSecret } from '../declarations/declared-names.js';
import type { GuardFinding } from '../finding.js';
import { grantLine } from '../grant-line.js';
import type { HandWritten } from '../statements/hand-written.js';
import { type NamedResource, ownResources, quotedAll } from '../statements/named-resources.js';
import type { GuardView } from '../view.js';

/**
 * A statement that gives a role secrets of this environment beyond what it was granted: who reads the grants believes less. A role without
 * any grant may read a secret by a statement of its own, as CDK's `grantRead` writes it; a pattern over several needs a grant.
 */
export function accessBesideGrants(backend: GuardView): GuardFinding[] {
  return backend.handWritten.flatMap((statement) => {
    if (statement.narrowed) return [];
    const beside = ownResources(statement, backend).flatMap((resource) => {
      // Of a name that only the deployment knows, nothing is said here.
      if (resource.name.includes('${')) return [];
      // Of what reaches further, there is another finding.
      if (backend.names.environmentsReached(resource.name).length > 0) return [];
      const secrets = secretsBeside(backend, statement, resource);
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
        about: [...resources.map(({ text }) => text), ...keys],
        message: `${quotedAll(resources)} gives access to ${keys.join(', ')}, which no grant gives to ${statement.grantees.join(', ')}.`,
        resolution: `Delete the statement and, if it is needed, write: ${grantLine(backend, statement, resources)}`,
      },
    ];
  });
}

function secretsBeside({ names }: GuardView, statement: HandWritten, resource: NamedResource): DeclaredName[] {
  const { granted, accesses } = statement;
  const isGrantee = granted.read.length + granted.write.length > 0;
  if (resource.end === 'bare' || (!isGrantee && resource.end !== 'family')) return [];
  return names.current.filter(
    ({ name }) =>
      matchesSecret(resource.name, name) &&
      accesses.some((access) => !granted[access].some((pattern) => matchesSecret(`${pattern}-??????`, name))),
  );
}
